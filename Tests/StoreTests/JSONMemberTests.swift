import Definitions
import Testing

@testable import Store

/// The scan that finds one property without reading the rest agrees with the reader of all of it.
@Suite struct JSONMemberTests {
  @Test(arguments: [
    #"{"a": 1, "b": "x"}"#, #"{ "b" : [1, {"a": 2}, "]"] , "a" : {"b": "}"} }"#,
    #"{"a": "he said \"b\": 1", "b": null}"#,
    #"{"\u0061": true, "b\\": 3}"#, #"{}"#, #"{"a":-1.5e3,"b":""}"#, #"[1, 2]"#, #""a""#, #"{"é": 1, "a": "ü\\"}"#,
  ])
  func itFindsWhatTheReaderFinds(text: String) throws {
    let members: [MapKey: Value] = if case .map(let members) = try JSONReader.read(text) { members } else { [:] }
    for name in ["a", "b", "b\\", "é", "missing", ""] {
      #expect(Self.find(name, in: text) == members[.string(name)], "\(name) in \(text)")
    }
  }

  /// What a broken text says is nobody's concern, as long as reading it ends within it.
  @Test func aTextThatIsCutOffIsReadToItsEndAndNotBeyond() {
    let text = #"{"a": "x\"y", "b": [1, {"c": "\\"}], "d": -1.5}"#
    for length in 0..<text.utf8.count {
      let cut = String(decoding: Array(text.utf8.prefix(length)), as: UTF8.self)
      for name in ["a", "b", "c", "d", "e"] { _ = Self.find(name, in: cut) }
    }
    #expect(Self.find("d", in: text) == .double(-1.5))
  }

  private static func find(_ name: String, in text: String) -> Value? {
    JSONMember.find(name, in: Array(text.utf8).span.bytes) { bytes in
      try? JSONReader.read(bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
    } ?? nil
  }
}
