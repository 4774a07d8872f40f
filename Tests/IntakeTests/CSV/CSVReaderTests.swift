import Chance
import Testing

@testable import Intake

@Suite("Reading CSV")
struct CSVReaderTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineEndSeparatesRows(_ end: String) throws {
    let file = try ReadFile(["a,b", "1,2", "", "3,"].joined(separator: end))
    #expect(file.header == ["a", "b"])
    #expect(file.rows == [["1", "2"], ["3", ""]])
    #expect(file.lines == [2, 4])
  }

  @Test func aQuotedFieldMayHoldCommasQuotesAndLines() throws {
    let file = try ReadFile("a,b\n\"x,\"\"y\"\"\r\nz\",\"\"\n\"\"\"\",2")
    #expect(file.rows == [["x,\"y\"\r\nz", ""], ["\"", "2"]])
    #expect(file.lines == [2, 4])
    #expect(file.faults == [nil, nil])
  }

  @Test func aQuoteInsideAnUnquotedFieldIsTakenAsItIs() throws {
    #expect(try ReadFile("a,b\n5\" disk,x\n").rows == [["5\" disk", "x"]])
  }

  @Test func whereTheChunksEndMakesNoDifference() throws {
    let text = "\u{FEFF}id, n\u{E4}me ,c\r\n1,\"a\"\"b\r\nc\",\u{20AC}\r\n\r\n2,,\"x\"\r3,\"\",\u{1F600}\n4,q\"r,"
    let whole = try ReadFile(text)
    #expect(whole.header == ["id", "n\u{E4}me", "c"])
    #expect(
      whole.rows == [["1", "a\"b\r\nc", "\u{20AC}"], ["2", "", "x"], ["3", "", "\u{1F600}"], ["4", "q\"r", ""]])
    for chunk in 1...40 {
      #expect(try ReadFile(text, chunk: chunk) == whole, "chunks of \(chunk)")
    }
  }

  @Test func aRowOfAnotherWidthIsARowsFaultAndTheNextRowIsFine() throws {
    let file = try ReadFile("a,b,c\n1,2\n1,2,3,4\n1,2,3\n")
    #expect(file.faults == [.ragged(fields: 2, columns: 3), .ragged(fields: 4, columns: 3), nil])
    #expect(file.faults[0]?.description == "it has 2 fields, the header has 3 columns")
  }

  @Test func textBehindAClosingQuoteIsARowsFault() throws {
    let file = try ReadFile("a,b\n\"x\"y,2\n\"x\" ,2\n")
    #expect(file.faults == [.textAfterQuote(column: 0), nil])
    #expect(file.rows[1] == ["x", "2"])
  }

  @Test func aNULByteIsARowsFault() throws {
    #expect(try ReadFile("a,b\n1,x\0y\n1,\"\0\"\n1,2\n").faults == [.nul(column: 1), .nul(column: 1), nil])
  }

  @Test func theRowIsKeptAsItWasWritten() throws {
    let reader = try CSVReader(name: "t", source: MemorySource("a,b\n\"x\"\"y\", 2 \r\n3,4"))
    #expect(try reader.next())
    #expect(reader.row.raw.string == "\"x\"\"y\", 2 ")
    #expect(try reader.next())
    #expect(reader.row.raw.string == "3,4")
    #expect(try !reader.next())
  }

  @Test(arguments: [true, false])
  func utf16IsReadByItsMark(_ bigEndian: Bool) throws {
    let text = "a,b\r\n1,\u{2A4}\r\n\u{1F600},\"\u{20AC}\n\"\n"
    var bytes: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    for unit in text.utf16 {
      bytes += bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    for chunk in [1, 2, 3, 7, 4096] {
      let file = try ReadFile(MemorySource(bytes, chunk: chunk))
      #expect(file.rows == [["1", "\u{2A4}"], ["\u{1F600}", "\u{20AC}\n"]])
    }
    #expect(
      faultOfReading(bytes.dropLast(1)) == "t.csv, line 3: it is UTF-16, but it ends in the middle of a character. "
        + FileMagic.saveAsUTF8)
  }

  @Test func headersLoseTheSpacesThatExportsLeaveBehind() throws {
    let file = try ReadFile("\"\t\n\u{B}  First \n  name \", Email \u{A0},Job  title? \n1,2,3\n")
    #expect(file.header == ["First name", "Email", "Job title?"])
  }

  @Test func linesBeforeTheHeaderThatAreEmptyAreSkippedAndExcelsHintToo() throws {
    #expect(try ReadFile("\n\n\na,b\n1,2\n").lines == [5])
    #expect(try ReadFile("sep=,\r\na,b\r\n1,2\r\n").header == ["a", "b"])
  }

  @Test func columnsWithoutANameAreKeptApart() throws {
    #expect(try ReadFile("a,,b,\n1,2,3,4\n").header == ["a", "", "b", ""])
  }

  @Test func randomTablesComeBackAsTheyWereWritten() throws {
    let seed: UInt64 = 20_261_031
    var random = SplitMix64(seed: seed)
    for round in 0..<300 {
      let width = Int.random(in: 1...5, using: &random)
      let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (0..<width).map { _ in Self.cell(&random) }
      }
      let end = random.pick(["\n", "\r\n", "\r"])
      let header = (0..<width).map { "c\($0)" }
      let text = ([header] + rows).map { $0.map(Self.written).joined(separator: ",") }.joined(separator: end)
      let chunk = Int.random(in: 1...50, using: &random)
      let file = try ReadFile(text, chunk: chunk)
      #expect(file.rows == rows, "seed \(seed), round \(round), chunk \(chunk): \(text.debugDescription)")
      #expect(file.faults.allSatisfy { $0 == nil })
    }
  }

  private static func cell(_ random: inout SplitMix64) -> String {
    let letters: [Character] = ["a", ",", "\"", "\n", "\r", " ", "\u{E9}", "\u{1F600}", "1"]
    return String((0..<Int.random(in: 0...5, using: &random)).map { _ in random.pick(letters) })
  }

  /// Quoted always, since an empty unquoted single cell would be an empty line.
  private static func written(_ cell: String) -> String {
    "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
