import Definitions
import Testing

/// What people see when they get a momentum model wrong.
@Suite struct MomentumModelReaderTests {
  /// Line and column, sentence and hint of each complaint.
  private func complaints(_ text: String) -> [String] {
    do {
      _ = try MomentumModel.parse(text, file: "model.yaml")
      return []
    } catch {
      return error.all.map { "\($0.line):\($0.column) \($0.message)" + ($0.hint.map { " | \($0)" } ?? "") }
    }
  }

  @Test func aMistakeShowsTheLineACaretAndTheWayOut() {
    let text = """
      frequency:
        - { when: { recent: ">= 2 * befor" }, points: 8 }
        - { points: 0 }
      """
    do {
      _ = try MomentumModel.parse(text, file: "model.yaml")
      Issue.record("no error")
    } catch {
      #expect(
        error.description == """
          model.yaml:2:31: error: `befor` is no quantity of frequency
              - { when: { recent: ">= 2 * befor" }, points: 8 }
                                          ^~~~~
            did you mean `before`?
          """)
    }
  }

  @Test(arguments: [
    ("", "1:1 the file is empty"),
    ("- 1", "1:1 expected a mapping (`key: value`), found a list"),
    ("velocty: []", "1:1 `velocty` is not a key that is known here | did you mean `velocity`?"),
    ("name: [a]", "1:7 expected a text, found a list"),
    ("name: \"a\\nb\"", "1:7 a name has one line and at most 100 characters"),
    ("windows: 7", "1:10 expected a mapping (`key: value`), found `7`"),
    ("windows: { frequenzy: [7, 7] }", "1:12 `frequenzy` is not a key that is known here | did you mean `frequency`?"),
    ("windows: { frequency: 7 }", "1:23 expected a list (`- …` or `[…]`), found `7`"),
    (
      "windows: { frequency: [7, 7, 7] }",
      "1:23 these are two windows, as in `[14, 14]`: the recent days, and the days before; found 3"
    ),
    ("windows: { content: [0, 7] }", "1:22 0 is out of range; it has to be 1 to 3660"),
    ("windows: { content: [7, 3661] }", "1:25 3661 is out of range; it has to be 1 to 3660"),
    ("windows: { content: [7, week] }", "1:25 expected a whole number, found `week`"),
    ("windows: { velocity: [] }", "1:22 there are 0 windows; it has to be 1 to 10"),
    (
      "windows: { velocity: [7, 7] }",
      "1:10 velocity has 2 windows and 3 weights | each of `windows.velocity` has its weight in `gain_weights`"
    ),
    (
      "gain_weights: [1]",
      "1:15 velocity has 3 windows and 1 weight | each of `windows.velocity` has its weight in `gain_weights`"
    ),
    (
      "gain_weights: [2, 1, 0.3]",
      "1:22 a weight is a multiple of a quarter: 0.25, 0.5, 1.75 | only then is the gain exact"
    ),
    ("gain_weights: [2, 1, half]", "1:22 expected a number, found `half`"),
    ("gain_weights: [2, 1, -0.25]", "1:22 -0.25 is out of range; it has to be 0 to 1000"),
    ("gain_weights: [1000.25, 1, 1]", "1:16 1000.25 is out of range; it has to be 0 to 1000"),
    ("tiers: { warm: 3 }", "1:10 `warm` is not a key that is known here | known are: hot, warming, neutral, cooling"),
    (
      "tiers: { hot: 10 }",
      "1:15 `warming` begins at 10, which is not below the 10 of `hot` "
        + "| hot is above warming, warming above neutral, neutral above cooling"
    ),
    ("tiers: { hot: 1000001 }", "1:15 1000001 is out of range; it has to be -1000000 to 1000000"),
    ("surging: { fewest: 0 }", "1:20 0 is out of range; it has to be 1 to 10000"),
    ("surging: { times: 1.5 }", "1:19 expected a whole number, found `1.5`"),
    ("silent: low", "1:9 expected a whole number, found `low`"),
    ("silent: -10001", "1:9 -10001 is out of range; it has to be -10000 to 10000"),
    ("signals: { funding: 5 }", "1:12 `funding` is not a key that is known here | known are: days, points"),
    ("signals: { points: 5 }", "1:20 expected a mapping (`key: value`), found `5`"),
    ("signals: { points: { funding: } }", "1:31 expected a whole number, found nothing"),
    ("signals: { days: 0 }", "1:18 0 is out of range; it has to be 1 to 3660"),
  ])
  func eachMistakeHasItsSentence(_ text: String, _ expected: String) {
    #expect(complaints(text) == [expected])
  }

  @Test(arguments: [
    ("{ when: { gain: \">= 60\" } }", "2:5 `points` is missing here"),
    ("{ points: 10001 }", "2:15 10001 is out of range; it has to be -10000 to 10000"),
    ("{ points: ten }", "2:15 expected a whole number, found `ten`"),
    ("{ if: { gain: 1 }, points: 1 }", "2:7 `if` is not a key that is known here | known are: when, points"),
    ("{ when: { recent: 1 }, points: 1 }", "2:15 `recent` is not a key that is known here | known are: gain"),
    ("{ when: \">= 60\", points: 1 }", "2:13 expected a mapping (`key: value`), found `>= 60`"),
    ("{ when: { gain: [1] }, points: 1 }", "2:21 expected a text, found a list"),
    ("{ when: { gain: \"== 60\" }, points: 1 }", "2:22 `==` compares nothing | write `=`"),
    ("{ when: { gain: \"≥ 60\" }, points: 1 }", "2:22 `≥` compares nothing | write `>=`"),
    ("{ when: { gain: \"–60\" }, points: 1 }", "2:22 `–` compares nothing | known are: =, !=, <, <=, >, >="),
    ("{ when: { gain: \"~ 60\" }, points: 1 }", "2:22 `~` compares nothing | known are: =, !=, <, <=, >, >="),
    (
      "{ when: { gain: \">= much\" }, points: 1 }",
      "2:25 `much` is no quantity of velocity | known are: gain"
    ),
    (
      "{ when: { gain: \">= \" }, points: 1 }",
      "2:25 expected a number or a quantity, found `` | as in `gain: \">= 60\"`"
    ),
    (
      "{ when: { gain: \">= 1.2.3\" }, points: 1 }",
      "2:25 expected a number or a quantity, found `1.2.3` | as in `gain: \">= 60\"`"
    ),
    (
      "{ when: { gain: \">= 1/0\" }, points: 1 }",
      "2:25 expected a number or a quantity, found `1/0` | as in `gain: \">= 60\"`"
    ),
    ("{ when: { gain: \">= 60 points\" }, points: 1 }", "2:28 expected the end, found `points`"),
    ("{ when: { gain: \">= gain\" }, points: 1 }", "2:25 `gain` is compared with itself"),
    (
      "{ when: { gain: \">= 0.3\" }, points: 1 }",
      "2:25 a gain goes in quarters of a point, and `0.3` is between two"
    ),
    (
      "{ when: { gain: \"< -1000000.25\" }, points: 1 }",
      "2:24 -1000000.25 is out of range; it has to be -1000000 to 1000000"
    ),
  ])
  func eachMistakeInARowHasItsSentence(_ row: String, _ expected: String) {
    #expect(complaints("velocity:\n  - \(row)\n  - { points: 0 }") == [expected])
  }

  @Test(arguments: [
    ("recent: \">= 2.5\"", "2:27 `recent` is a whole number, and `2.5` is none"),
    ("recent: \">= 2 *\"", "2:30 a quantity is missing after `*` | known are: recent, before, growth"),
    ("recent: \">= 2 * growht\"", "2:31 `growht` is no quantity of stakeholders | did you mean `growth`?"),
    (
      "recent: \">= 0 * before\"",
      "2:27 `0` is out of range; a factor is above 0 and at most 10000 "
        + "| a decimal of at most 4 places, or a fraction of whole numbers over at most 10000"
    ),
    (
      "recent: \">= 1/10001 * before\"",
      "2:27 `1/10001` is out of range; a factor is above 0 and at most 10000 "
        + "| a decimal of at most 4 places, or a fraction of whole numbers over at most 10000"
    ),
    (
      "growth: x3",
      "2:23 `x` is no quantity of stakeholders | known are: recent, before, growth"
    ),
    (
      "recent: \"> >\"",
      "2:26 expected a number or a quantity, found `>` | as in `recent: \">= 3\"` or `recent: \"> 2 * before\"`"
    ),
  ])
  func eachMistakeAmongSeveralQuantitiesHasItsSentence(_ condition: String, _ expected: String) {
    let found = complaints("stakeholders:\n  - { when: { \(condition) }, points: 1 }\n  - { points: 0 }")
    #expect(found == [expected])
  }

  @Test(arguments: [
    "frequency:\n  - { when: { recent: >= 3 }, points: 1 }",
    "frequency:\n  - when:\n      recent: > before\n    points: 1",
    "frequency:\n  - { when: { recent: != 3 }, points: 1 }",
  ])
  func aConditionWithoutItsQuotesIsToldSo(_ text: String) {
    let found = complaints(text)
    #expect(found.count == 1)
    #expect(
      found.first?.hasSuffix(" | a condition that begins with `>` or `!` stands in quotes: `recent: \">= 3\"`") == true,
      "\(found)")
  }

  @Test func everyErrorOfADocumentIsReported() {
    #expect(
      complaints(
        """
        windows: { frequency: [0, 7], content: [1] }
        velocity:
          - { when: { gain: "=> 1" }, points: many }
          - { when: { gain: "1 !" } }
        tiers: { hot: 5 }
        silent: []
        """) == [
          "1:24 0 is out of range; it has to be 1 to 3660",
          "1:40 these are two windows, as in `[14, 14]`: the recent days, and the days before; found 1",
          "3:22 `=>` compares nothing | write `>=`",
          "3:39 expected a whole number, found `many`",
          "4:5 `points` is missing here",
          "4:24 expected the end, found `!`",
          "5:15 `warming` begins at 10, which is not below the 5 of `hot` "
            + "| hot is above warming, warming above neutral, neutral above cooling",
          "6:9 expected a whole number, found a list",
        ])
  }

  @Test func aDocumentOfTooManyRowsIsNotRead() {
    let rows = (1...31).map { "  - { when: { gain: \"> \(100 - $0)\" }, points: 1 }" }.joined(separator: "\n")
    #expect(complaints("velocity:\n\(rows)") == ["2:3 there are 31 rows; at most 30 are read"])
  }

  /// Bytes taken out, doubled and replaced: whatever comes of it is read or refused.
  @Test func noTextMakesItTrap() {
    let text = Array(MomentumModel.defaultText.utf8)
    let marks = Array("0129-./*=!<>~:{}[],\" \n#&ab≥é".utf8)
    var state: UInt64 = 7
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var read = 0
    for _ in 0..<400 {
      var bytes = text
      for _ in 0...next(3) {
        let place = next(bytes.count)
        switch next(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(bytes[place], at: place)
        default: bytes[place] = marks[next(marks.count)]
        }
      }
      if (try? MomentumModel.parse(String(decoding: bytes, as: UTF8.self), file: "model.yaml")) != nil { read += 1 }
    }
    #expect((1..<400).contains(read))
  }
}
