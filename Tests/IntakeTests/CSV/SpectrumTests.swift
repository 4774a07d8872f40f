import Foundation
import Testing

@testable import Intake

@Suite("The bad files of others", .enabled(if: SharedFiles.arePresent, "../shared/data/bad-csv is absent"))
struct SpectrumTests {
  @Test func everyFileOfTheSpectrumReadsAsItsJSONSays() throws {
    let names = try SharedFiles.names(in: "bad-csv/csvs", ending: ".csv")
    #expect(names.count == 11)
    for name in names {
      let file = try ReadFile(PathSource(path: SharedFiles.path("bad-csv/csvs/\(name)")))
      let json = SharedFiles.path("bad-csv/json/\(name.dropLast(4)).json")
      let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json)))
      let expected = try #require(parsed as? [[String: String]])
      let rows = file.rows.map { Dictionary(uniqueKeysWithValues: zip(file.header, $0)) }
      #expect(rows == expected, "\(name)")
    }
  }

  @Test(arguments: [
    ("empty.csv", "it is empty"), ("no_header_row.csv", "there is no header"), ("test_latin1.csv", "line 3: byte 0xA9"),
    ("dummy.csv.gz", "gzip"), ("test.xlsx", "spreadsheet"),
  ])
  func whatIsNoCSVIsRefused(_ name: String, _ part: String) {
    do throws(FileFault) {
      _ = try ReadFile(PathSource(path: SharedFiles.path("bad-csv/csvkit/\(name)")))
      Issue.record("\(name) was read")
    } catch {
      #expect(error.description.contains(part), "\(error)")
    }
  }

  @Test func theRestReadsOrFailsRowByRow() throws {
    func read(_ name: String) throws -> ReadFile {
      try ReadFile(PathSource(path: SharedFiles.path("bad-csv/csvkit/\(name)")))
    }
    #expect(
      try read("bad.csv").faults == [
        .ragged(fields: 4, columns: 3), .ragged(fields: 2, columns: 3), nil,
      ])
    #expect(try read("null_byte.csv").faults == [.nul(column: 0)])
    #expect(try read("mac_newlines.csv").rows == [["1", "2", "3"], ["Once upon\ra time", "5", "6"]])
    #expect(try read("mac_newlines.csv").lines == [2, 3])
    for name in ["test_utf16_big.csv", "test_utf16_little.csv", "test_utf8.csv", "test_utf8_bom.csv"] {
      #expect(try read(name).rows == [["1", "2", "3"], ["4", "5", "\u{2A4}"]], "\(name)")
    }
    #expect(try read("test_header_newline.csv").header == ["start end", "b", "c"])
    #expect(try read("test_empty_columns_long_row.csv").faults == [.ragged(fields: 4, columns: 3)])
    #expect(try read("test_empty_columns_short_row.csv").faults == [.ragged(fields: 2, columns: 3)])
    #expect(try read("test_extra_header.csv").faults == [.ragged(fields: 3, columns: 4)])
    #expect(try read("test_skip_lines.csv").rows == [["1", "2", "3"]])
    #expect(try read("test_locale.csv").rows == [["1,7", "200.000.000", ""]])
    #expect(try read("optional_quote_characters.csv").rows == [["1", "2", "3"]])
    #expect(try read("blanks.csv").rows == [["", "NA", "N/A", "NONE", "NULL", "."]])
  }

  @Test func everyRealFileAtHandHasNoFault() throws {
    for folder in ["olist", "hubspot"] {
      for name in try SharedFiles.names(in: folder, ending: ".csv") {
        let file = try ReadFile(PathSource(path: SharedFiles.path("\(folder)/\(name)")))
        #expect(file.faults.allSatisfy { $0 == nil }, "\(name)")
      }
    }
  }
}
