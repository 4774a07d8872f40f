/// Why the text of one row cannot be read. Columns count from 0.
public enum CSVRowFault: Equatable, Sendable {
  /// More or fewer fields than the header has.
  case ragged(fields: Int, columns: Int)
  case nul(column: Int)
  /// Something stands between a closing quote and the comma.
  case textAfterQuote(column: Int)
  /// Not UTF-8. That is a fault of the whole file: the reader throws it on.
  case notUTF8(column: Int, byte: UInt8)

  public var column: Int? {
    switch self {
    case .ragged: nil
    case .nul(let column), .textAfterQuote(let column), .notUTF8(let column, _): column
    }
  }

  /// `nil` when the bytes are UTF-8.
  init?(notUTF8 row: Bytes, fieldAt: (Int) -> Int) {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: row.span)
      return nil
    } catch {
      let offset = error.byteOffsets.lowerBound
      self = .notUTF8(column: fieldAt(offset), byte: offset < row.count ? row[offset] : 0)
    }
  }
}

extension CSVRowFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ragged(let fields, let columns):
      "it has \(counted(fields, "field")), the header has \(counted(columns, "column"))"
    case .nul: "it holds a NUL byte"
    case .textAfterQuote:
      "there is text between the closing quote and the comma; a quote inside quotes is written twice"
    case .notUTF8(_, let byte): "byte 0x\(hex(byte)) is not valid UTF-8"
    }
  }
}

func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

private func hex(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return digits.count < 2 ? "0" + digits : digits
}
