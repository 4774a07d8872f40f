/// A column of texts in one piece of memory, as a COPY wants to write it.
public struct TextColumn: Sendable {
  public private(set) var bytes: [UInt8] = []
  /// Where each row's text ends; it begins where the one before ended.
  public private(set) var ends: [Int] = []

  public init() {}

  public var count: Int { ends.count }

  /// The UTF-8 of a row's text; empty where the row has none.
  public subscript(row: Int) -> ArraySlice<UInt8> {
    bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]]
  }

  public func text(_ row: Int) -> String { String(decoding: self[row], as: UTF8.self) }

  mutating func append(_ text: [UInt8]) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }
}
