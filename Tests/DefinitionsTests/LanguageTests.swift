import Definitions
import Testing

/// Grammar, limits and errors beyond the cases of cel-spec.
@Suite struct LanguageTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 - 2 - 1", "4"), ("8 / 2 / 2", "2"), ("7 % 4 * 2", "6"),
    ("-2 * -3", "6"), ("- -5", "5"), ("1 + 2 == 3", "true"), ("1 < 2 == true", "true"),
    ("true || false && false", "true"),
    ("!true || true", "true"), ("!(true || true)", "false"), ("true ? 1 : false ? 2 : 3", "1"),
    ("1 in [1] == true", "true"),
    ("false ? 1 : true ? 2 : 3", "2"), ("[1, 2,][1]", "2"), ("1 // comment\n + 1", "2"), ("0x1F", "31"),
    (".5 + .5", "1.0"),
    ("1 == 1.0", "true"), ("1 in [1.0]", "true"), ("'a' + \"b\" + r'\\n'", #""ab\\n""#), ("'''a'b''c'''", #""a'b''c""#),
    (#"'\u0041\x42\103'"#, #""ABC""#), ("size('日本')", "2"), ("'x'.size()", "1"), ("matches('ab', 'b$')", "true"),
    ("string(1000000.0)", #""1e+06""#), ("string(123456.0)", #""123456""#), ("string(0.00001)", #""1e-05""#),
    ("string(duration('1.5s'))", #""1.500s""#),
    ("string(timestamp('2020-01-01T05:30:00.5+05:30'))", #""2020-01-01T00:00:00.500Z""#),
    ("int(' 5 ')", "5"), ("double('0x10')", "16.0"),
    ("timestamp('2020-12-31T23:59:60Z') == timestamp('2021-01-01T00:00:00Z')", "true"),
    ("duration('1h30m') == duration('5400s')", "true"),
    ("'Am\\u00E9lie' in ['Ame\\u0301lie']", "false"), ("[1, 2] == [1.0, 2.0]", "true"), ("'' in ['']", "true"),
    ("m.a.b", "3"), ("m['a']['b']", "3"), ("has(m.a) && !has(m.z)", "true"), ("'a' in m", "true"),
    ("m.exists(k, k == 'a')", "true"),
    ("n[1.0]", #""one""#), ("size(m)", "1"), ("d.e", "4"), ("[5].all(d, d == 5)", "true"), ("reached('mql')", "true"),
    ("age_days() > 3", "true"), ("'aaa'.contains('')", "true"), ("'ÄB'.lowerAscii()", #""Äb""#),
  ])
  func anExpressionHasItsValue(_ expression: String, _ json: String) throws {
    #expect(try Trial(expression).evaluate(Self.facts).value?.json == json)
  }

  static let facts: [String: Value] = [
    "m": .map(["a": .map(["b": .int(3)])]), "n": .map([.int(1): .string("one")]), "d.e": .int(4),
    "stage": .string("sql"), "age_days": .int(4),
  ]

  @Test(arguments: [
    ("1 / 0", "a division by zero"), ("9223372036854775807 + 1", "the result is out of range"),
    ("-9223372036854775808 % -1", "the result is out of range"),
    ("'5' > 3", "`>` has no meaning between string and int"),
    ("m.z", "there is no `z`"), ("nobody", "nothing is named `nobody`"), ("[1][1]", "the list has no element 1"),
    ("[1][-1]", "the list has no element -1"), ("[1]['a']", "`[]` has no meaning between list and string"),
    ("1.a", "`.a` has no meaning for int"), ("int(1e19)", "the result is out of range"),
    ("int('x')", "this is no valid int"),
    ("'a'.matches('(')", "the pattern is not valid: missing ): ("), ("true && 1", "`&&` has no meaning for int"),
    ("events('x').exists()", "`events()` needs the events of a lead"), ("has(m.a.b.c)", "`has` has no meaning for int"),
    ("timestamp('2020-01-01')", "this is no valid timestamp"), ("[0, 2].all(x, 1 / x < 9)", "a division by zero"),
    ("-true", "`-` has no meaning for bool"), ("1 + 1.0", "`+` has no meaning between int and double"),
    ("5.exists(x, true)", "`exists` has no meaning for int"), ("1 ? 2 : 3", "`? :` has no meaning for int"),
  ])
  func anErrorIsAValueWithASentence(_ expression: String, _ sentence: String) throws {
    guard case .error(let error) = try Trial(expression).evaluate(Self.facts) else {
      Issue.record("a value")
      return
    }
    #expect(error.description == sentence)
  }

  @Test(arguments: [
    "", "1 +", "(1", "[1", "1 2", "a.", "a.1", "a..b", "1 ? 2", "true ? true ? 1 : 2 : 3", "'a", "\"a\nb\"", "'\\q'",
    "'\\ud800'",
    "'\\400'", "'\\x4'", "'\\U00110000'", "9223372036854775808", "0xFFFFFFFFFFFFFFFF", "0x", "1u", "b'x'", "rb'x'",
    "rr'x'",
    "{1: 2}",
    ".a", "-!true", "!-true", "in", "for", "a.in", "f(1)", "size()", "size(1, 2)", "x.int()", "startsWith('a')",
    "has(a)",
    "has(a['b'])", "[1].exists(1, true)", "[1].exists(x.y, true)", "[1].exists(x)", "events(1).count()", "events('a')",
    "events('a').within(1.5).count()", "events('a').within(-1).count()", "events('a').within(1).within(2).count()",
    "points(1)", "points().within()", "reached(1)", "reached('nowhere')", "age_days(1)", "`a`", "a ? b", "1 === 1",
    "a & b",
    "[1, a]", "[[1]]", "T{}", "a.b{c: 1}", "#", "\\", "1e", "1.", "'a' 'b'", "\u{FEFF}1",
    "events('a').where(e).count()",
  ])
  func whatIsNoExpressionIsRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try Trial(text) }
  }

  /// A release build needs milliseconds; a debug build on a busy machine a hundred times as much.
  /// What must never happen, a hang or a quadratic search, takes minutes.
  static let atOnce = Duration.seconds(5)

  @Test(arguments: [
    String(repeating: "(", count: 10_000), String(repeating: "[", count: 10_000),
    String(repeating: "!", count: 10_000) + "true",
    String(repeating: "-", count: 10_000) + "a", String(repeating: "a.", count: 10_000) + "a",
    String(repeating: "a[", count: 10_000),
    "1" + String(repeating: "+1", count: 10_000), "a" + String(repeating: "[0]", count: 10_000),
    String(repeating: "true?1:", count: 8_000) + "1", String(repeating: "x.all(y,", count: 5_000),
    String(repeating: "size(", count: 10_000), "a" + String(repeating: ".size()", count: 8_000),
    String(repeating: "events('a').where(e,", count: 3_000), "a" + String(repeating: "<a", count: 10_000),
  ])
  func deepNestingIsAnErrorAtOnce(_ text: String) {
    let time = ContinuousClock().measure {
      #expect(performing: { _ = try Trial(text) }, throws: { "\($0)".contains("nested more than 250 levels deep") })
    }
    #expect(time < Self.atOnce, "\(time)")
  }

  @Test func aMegabyteIsAnErrorAtOnce() {
    let text = String(repeating: "score > 1 || ", count: 80_000) + "true"
    let time = ContinuousClock().measure {
      #expect(performing: { _ = try Trial(text) }, throws: { "\($0)".contains("at most 65536 are read") })
    }
    #expect(time < Self.atOnce, "\(time)")
  }

  @Test func aLongChainOfConditionsIsFine() throws {
    let text = Array(repeating: "lead.a == 1", count: 4_000).joined(separator: " || ")
    let program = try definition(text).program
    var state = program.state(lead: ["a": .int(1)])
    #expect(program.holds(.fit, &state))
    #expect(
      try Trial(Array(repeating: "true", count: 9_000).joined(separator: "&&")).evaluate([:]).value == .bool(true))
  }

  @Test func aListHasALimit() {
    let list = (0..<4_001).map { "\($0)" }.joined(separator: ",")
    #expect(throws: Diagnostic.self) { try Trial("1 in [\(list)]") }
    let types = (0..<65).map { "'t\($0)'" }.joined(separator: ",")
    #expect(throws: Diagnostic.self) { try Trial("events(\(types)).count()") }
  }

  @Test(arguments: ["(a*)*$", "(a+)+b", "(a|aa)+$", "(?:a?){60}a{60}", "(.*)*x", "a{1,990}b", "(a{1,30}){1,30}b"])
  func aPathologicalPatternIsLinear(_ pattern: String) throws {
    let facts: [String: Value] = ["x": .string(String(repeating: "a", count: 32_768))]
    let trial = try Trial("x.matches('\(pattern)')")
    let time = ContinuousClock().measure { _ = trial.evaluate(facts) }
    #expect(time < Self.atOnce, "\(time)")
  }

  @Test(arguments: ["(((a{100}){100}){100})", "(\\\\pL{500}){2}", String(repeating: "a", count: 5_000)])
  func aPatternThatUnfoldsTooFarIsRefused(_ pattern: String) throws {
    guard case .error(.badPattern) = try Trial("'x'.matches('\(pattern)')").evaluate([:]) else {
      Issue.record("accepted")
      return
    }
  }

  @Test func puttingTextTogetherHasALimit() throws {
    let facts: [String: Value] = ["x": .string(String(repeating: "a", count: 700_000))]
    #expect(try Trial("x + x").evaluate(facts) == .error(.tooLarge))
  }
}
