import Engine

/// Where one value of a row comes from.
///
/// A class, so that a row that asks a dozen of them copies no arrays and dictionaries.
final class ColumnSlot: Sendable {
  /// What to call it in a reject: the column's name in the file, else the target's.
  let name: String
  let times: StampReader

  /// Alternatives, the first that is not empty counts: `column`, then `others`.
  private let column: Int
  private let others: [Int]
  private let constant: FixedBytes?
  private let values: [String: FixedBytes]
  private let otherValues: FixedBytes?
  /// One column, taken as it is.
  private let isPlain: Bool

  init(name: String, column: Int) {
    self.name = name
    self.column = column
    others = []
    constant = nil
    values = [:]
    otherValues = nil
    times = .iso
    isPlain = true
  }

  init(_ rule: ColumnRule, name: String, columns: [Int]) {
    self.name = name
    column = columns.first ?? -1
    others = Array(columns.dropFirst())
    constant = rule.constant.map(FixedBytes.init)
    values = rule.values.mapValues(FixedBytes.init)
    otherValues = rule.otherValues.map(FixedBytes.init)
    times = StampReader(formats: rule.formats, zone: rule.zone)
    isPlain = others.isEmpty && constant == nil && values.isEmpty && otherValues == nil
  }

  /// The text in a row, trimmed and mapped; empty where it says nothing.
  @inline(__always)
  func text(in row: CSVRow) -> Bytes {
    let first = row.field(column).trimmed()
    return isPlain ? first : mapped(first.isEmpty ? alternative(in: row) : first)
  }

  private func alternative(in row: CSVRow) -> Bytes {
    for column in others {
      let text = row.field(column).trimmed()
      if !text.isEmpty { return text }
    }
    return constant?.bytes ?? Bytes(start: nil, count: 0)
  }

  private func mapped(_ text: Bytes) -> Bytes {
    guard !text.isEmpty, !values.isEmpty || otherValues != nil else { return text }
    if let value = values[ColumnRule.folded(value: text.string)] { return value.bytes }
    return otherValues?.bytes ?? text
  }
}

/// Bytes that stay where they are, so that slices of a row and a map's constants are one type.
final class FixedBytes: @unchecked Sendable {
  // Never written after init, hence safe to share.
  let bytes: Bytes

  init(_ text: String) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = copy.initialize(from: text.utf8)
    bytes = Bytes(copy)
  }

  deinit { bytes.deallocate() }
}
