import Engine

/// Where one value of a row comes from.
struct ColumnSlot: Sendable {
  /// What to call it in a reject: the column's name in the file, else the target's.
  var name: String
  /// Alternatives, the first that is not empty counts.
  var columns: [Int] = []
  var constant: FixedBytes?
  var values: [String: FixedBytes] = [:]
  var otherValues: FixedBytes?
  var times = StampReader.iso

  init(name: String, column: Int) {
    self.name = name
    columns = [column]
  }

  init(_ rule: ColumnRule, name: String, columns: [Int]) {
    self.name = name
    self.columns = columns
    constant = rule.constant.map(FixedBytes.init)
    values = rule.values.mapValues(FixedBytes.init)
    otherValues = rule.otherValues.map(FixedBytes.init)
    times = StampReader(formats: rule.formats, zone: rule.zone)
  }

  /// The text of the current row, trimmed and mapped; empty where it says nothing.
  @inline(__always)
  func text(in row: CSVReader) -> Bytes {
    let found = written(in: row)
    return values.isEmpty && otherValues == nil ? found : mapped(found)
  }

  private func written(in row: CSVReader) -> Bytes {
    for column in columns {
      let text = row.field(column).trimmed()
      if !text.isEmpty { return text }
    }
    return constant?.bytes ?? Bytes(start: nil, count: 0)
  }

  private func mapped(_ text: Bytes) -> Bytes {
    guard !text.isEmpty else { return text }
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
