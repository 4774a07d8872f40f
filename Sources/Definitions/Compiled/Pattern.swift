import CRE2

/// A regular expression, compiled once. RE2, CEL's own engine: linear in the text, whatever the
/// pattern, so no client's data can stall a worker.
final class Pattern: Sendable {
  let text: String
  /// Shared by any number of threads: RE2 guards what it caches.
  nonisolated(unsafe) private let compiled: OpaquePointer

  /// The pattern, or RE2's sentence on why it is none.
  static func compile(_ text: String) -> Result<Pattern, PatternProblem> {
    guard text.utf8.count <= Limits.patternBytes else {
      return .failure(PatternProblem(reason: "it has more than \(Limits.patternBytes) bytes"))
    }
    var reason = [CChar](repeating: 0, count: 256)
    let compiled = text.withCharacters {
      cre2_compile($0, $1, Int32(Limits.patternInstructions), &reason, reason.count)
    }
    guard let compiled else {
      let end = reason.firstIndex(of: 0) ?? reason.endIndex
      let sentence = String(decoding: reason[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
      return .failure(PatternProblem(reason: sentence))
    }
    return .success(Pattern(text: text, compiled: compiled))
  }

  private init(text: String, compiled: OpaquePointer) {
    self.text = text
    self.compiled = compiled
  }

  deinit { cre2_free(compiled) }

  /// Whether it matches anywhere in the text.
  func matches(_ subject: String) -> Bool {
    subject.withCharacters { cre2_matches(compiled, $0, $1) }
  }
}

struct PatternProblem: Error {
  let reason: String
}

extension Pattern: Hashable {
  static func == (left: Pattern, right: Pattern) -> Bool { left.text.hasSameBytes(as: right.text) }
  func hash(into hasher: inout Hasher) { text.hashBytes(into: &hasher) }
}

extension String {
  /// The bytes as C has them.
  fileprivate func withCharacters<Result>(_ body: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
    withBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) }
    }
  }
}
