internal import CLibPQ
import Glibc

/// How to reach a server, as libpq reads it: from a URL, or from `keyword=value` pairs.
public struct Conninfo: Sendable, Hashable {
  /// What was said, by libpq's keyword; what was not said is not here.
  public private(set) var settings: [String: String]

  /// Says what is wrong with the text, in libpq's words.
  public struct Malformed: Error, Sendable, Hashable {
    public let reason: String
  }

  /// Reads either form; an empty text says nothing, and libpq's defaults hold.
  public init(_ text: String) throws(Malformed) {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(text, &message) else {
      let reason = unsafe message.map { unsafe String(cString: $0) } ?? "out of memory"
      unsafe PQfreemem(message)
      throw Malformed(reason: String(reason.trimmingSuffix { $0 == "\n" }))
    }
    defer { unsafe PQconninfoFree(options) }
    var found: [String: String] = [:]
    var next = unsafe options
    while let keyword = unsafe next.pointee.keyword {
      if let value = unsafe next.pointee.val {
        unsafe found[String(cString: keyword)] = String(cString: value)
      }
      unsafe next += 1
    }
    settings = found
  }

  public subscript(keyword: String) -> String? {
    get { settings[keyword] }
    set { settings[keyword] = newValue }
  }

  /// `keyword='value'` pairs in a fixed order: what libpq connects with.
  public var text: String {
    settings.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted($0.value))" }.joined(separator: " ")
  }

  private static func quoted(_ value: String) -> String {
    var answer = "'"
    for character in value {
      if character == "'" || character == "\\" { answer.append("\\") }
      answer.append(character)
    }
    return answer + "'"
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
