import Foundation
import Terminal
import Testing

@Suite struct JSONAndCSVTests {
  private let table = Table(
    ["name", "leads", "lvr", "day", "final", "attributes", "note"],
    rows: [
      [
        "Ünal \"&\" Co, Ltd", 9_007_199_254_740_991, .decimal("25.000000", shown: "25.0"), .date("2026-10-31"), true,
        .json(#"{"a": [1, null]}"#), nil,
      ],
      ["", -1, .decimal("NaN"), .date("2026-11-01"), false, nil, "two\nlines"],
    ])

  @Test func jsonKeepsTypesAndTheOrderOfTheColumns() {
    #expect(
      Format.json.text(of: table, on: .plain) == #"""
        [
          {"name": "Ünal \"&\" Co, Ltd", "leads": 9007199254740991, "lvr": 25.000000, "day": "2026-10-31", "final": true, "attributes": {"a": [1, null]}, "note": null},
          {"name": "", "leads": -1, "lvr": "NaN", "day": "2026-11-01", "final": false, "attributes": null, "note": "two\nlines"}
        ]

        """#)
  }

  @Test func csvQuotesOnlyWhatNeedsItAndTellsEmptyFromNull() {
    #expect(
      Format.csv.text(of: table, on: .plain) == #"""
        name,leads,lvr,day,final,attributes,note
        "Ünal ""&"" Co, Ltd",9007199254740991,25.000000,2026-10-31,true,"{""a"": [1, null]}",
        "",-1,NaN,2026-11-01,false,,"two
        lines"

        """#)
  }

  @Test func aRecordIsOneObject() {
    let table = Table.record(["key": "hw_k_1", "revoked": false])
    #expect(Format.json.text(of: table, on: .plain) == "{\"key\": \"hw_k_1\", \"revoked\": false}\n")
  }

  @Test func noRowsAreAnEmptyList() {
    #expect(Format.json.text(of: Table(["a"]), on: .plain) == "[]\n")
    #expect(Format.csv.text(of: Table(["a"]), on: .plain) == "a\n")
  }

  @Test(arguments: ["1", "-0.5", "0", "12.250000"])
  func aNumberIsWrittenInJSONAsItIs(digits: String) {
    let text = Format.json.text(of: .record(["n": .decimal(digits)]), on: .plain)
    #expect(text == "{\"n\": \(digits)}\n")
  }

  @Test(arguments: ["01", "1e5", "Infinity", "+1", ".5", "1.", ""])
  func whatJSONDoesNotCallANumberIsAString(digits: String) {
    let text = Format.json.text(of: .record(["n": .decimal(digits)]), on: .plain)
    #expect(text == "{\"n\": \"\(digits)\"}\n")
  }

  @Test func anotherReaderFindsEveryTextUnchanged() throws {
    for value in UInt32(0)...0x2100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(Character(scalar))b"
      let json = Format.json.text(of: .record(["t": .text(text)]), on: .plain)
      let read = try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
      #expect(read["t"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }
  }
}
