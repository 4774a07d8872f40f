import Chance
import Testing

@testable import Intake

@Suite("Refusing what is no CSV")
struct FileFaultTests {
  @Test(arguments: [
    ("", "t.csv: it is empty: there is no header."),
    ("\n\n", "t.csv: it is empty: there is no header."),
    (",,\n1,2,3\n", "t.csv, line 1: the header names no column."),
    ("1,2,3\n4,5,6\n", "t.csv, line 1: there is no header: the first line looks like data (\u{201C}1\u{201D})."),
    ("jane@acme.com,Jane\n", "t.csv, line 1: there is no header: the first line looks like data"),
    ("a;b;c\n1;2;3\n", "t.csv, line 1: the columns are separated by semicolons, not by commas."),
    ("a\tb\n1\t2\n", "t.csv, line 1: the columns are separated by tabs, not by commas."),
    ("sep=;\na;b\n", "t.csv, line 1: the columns are separated by semicolons, not by commas."),
    ("a,b, a \n1,2,3\n", "t.csv, line 1: the column \u{201C}a\u{201D} is there twice (columns 1 and 3)."),
    ("a,b\n1,2\n3,\"4\n5,6\n", "t.csv, line 3: a quote that opens here is never closed."),
    ("a,b\n1,2\n\"3\n3\",\"4\n5,6\n", "t.csv, line 3: a quote that opens on line 4 is never closed."),
    ("PK\u{3}\u{4}....[Content_Types].xml", "t.csv: it is a spreadsheet (xlsx), not a CSV."),
    ("PK\u{3}\u{4}....photo.jpg", "t.csv: it is a zip archive, not a CSV."),
    ("{\"a\": 1}", "t.csv: it is JSON, not a CSV."),
    ("a\0,b\0\n", "t.csv, line 1: the header holds NUL bytes"),
  ])
  func aFileThatIsNoCSVIsRefusedWithItsLineAndWhatToDo(_ text: String, _ sentence: String) {
    #expect(faultOfReading(text)?.hasPrefix(sentence) == true, "\(faultOfReading(text) ?? "read")")
  }

  @Test func latin1IsNamedWithItsByteLineAndColumn() {
    let bytes = Array("name,city\nJ\u{FC}rgen,Bern\nJane,".utf8) + [0xA9] + Array("x\n".utf8)
    #expect(
      faultOfReading(bytes)?.hasPrefix(
        "t.csv, line 3: byte 0xA9 is not valid UTF-8 in column \u{201C}city\u{201D}; the file may be Latin-1.") == true)
  }

  @Test func aGzipFileIsNamed() {
    #expect(faultOfReading([0x1F, 0x8B, 8, 0])?.contains("gunzip FILE") == true)
  }

  @Test func aRowWithoutEndIsRefusedAfterAMegabyteHoweverMuchFollows() throws {
    let source = EndlessSource(prefix: Array("a,b\n1,2\n3,\"".utf8), repeating: 0x78)
    #expect(throws: FileFault.self) { try ReadFile(source) }
    #expect(source.given < 2 << 20)
    let fault = faultOfReading("a,b\n1,2\n" + String(repeating: "x", count: 5000) + ",2\n", rowLimit: 4096)
    #expect(fault?.hasPrefix("t.csv, line 3: the row that begins here is longer than 4096 bytes.") == true)
  }

  @Test func aLongRowWhoseQuoteNeverClosesNamesTheQuote() {
    let text = "a,b\n1,\"x\ny\",\"" + String(repeating: "x\n", count: 5000)
    #expect(
      faultOfReading(text, rowLimit: 4096)?.hasPrefix(
        "t.csv, line 2: the row that begins here is longer than 4096 bytes; a quote that opens on line 3 may never be "
          + "closed.") == true)
  }

  @Test func aSurveyCountsRowsAndKnowsTheSameBytesAgain() throws {
    let one = try FileSurvey(name: "t", source: MemorySource("a,b\n1,2\n\n3,4", chunk: 3))
    let same = try FileSurvey(name: "u", source: MemorySource("a,b\n1,2\n\n3,4"))
    let other = try FileSurvey(name: "t", source: MemorySource("a,b\n1,2\n\n3,5"))
    #expect(one.rows == 2 && one.bytes == 12 && one.header.names == ["a", "b"])
    #expect(one.digest == same.digest && one.digest != other.digest)
  }

  @Test func noBytesMakeItTrapAndHowTheyAreCutMakesNoDifference() {
    let seed: UInt64 = 4711
    var random = SplitMix64(seed: seed)
    let pieces: [[UInt8]] = [
      [0x22], [0x2C], [0x0A], [0x0D], [0x0D, 0x0A], [0x00], [0xFF], [0xC3], [0xA9], [0xC3, 0xA9], [0xFE, 0xFF],
      [0xFF, 0xFE],
      [0xD8, 0x00], [0xEF, 0xBB, 0xBF], Array("ab".utf8), Array("1".utf8), [0x20], [0x3B],
    ]
    for _ in 0..<4000 {
      let start: [UInt8] = random.pick([[], [], Array("a,b\n".utf8), [0xFE, 0xFF], [0xFF, 0xFE]])
      let bytes = start + (0..<Int.random(in: 0...30, using: &random)).flatMap { _ in random.pick(pieces) }
      let whole = outcome(bytes, chunk: .max)
      let cut = outcome(bytes, chunk: Int.random(in: 1...9, using: &random))
      #expect(whole == cut, "seed \(seed): \(bytes)")
    }
  }

  private func outcome(_ bytes: [UInt8], chunk: Int) -> String {
    do throws(FileFault) {
      let file = try ReadFile(MemorySource(bytes, chunk: chunk))
      return "\(file.header) \(file.rows) \(file.lines) \(file.faults)"
    } catch {
      return error.description
    }
  }

  @Test func aFileThatCannotBeOpenedSaysWhy() {
    do throws(FileFault) {
      _ = try PathSource(path: "/no/such/file.csv")
      Issue.record("it was opened")
    } catch {
      #expect(error.description == "/no/such/file.csv: it cannot be opened: No such file or directory")
    }
  }
}

/// Never ends, and remembers how much it gave.
private final class EndlessSource: ByteSource {
  private var prefix: [UInt8]
  private let byte: UInt8
  private(set) var given = 0

  init(prefix: [UInt8], repeating byte: UInt8) {
    self.prefix = prefix
    self.byte = byte
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    buffer.initializeMemory(as: UInt8.self, repeating: byte)
    if given == 0 { buffer.copyBytes(from: prefix) }
    given += buffer.count
    return buffer.count
  }
}
