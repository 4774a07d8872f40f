/// Reads CSV as RFC 4180 has it: quotes, doubled quotes, line breaks within quotes.
struct CSVRows {
  let header: [String]
  /// As they are, whether or not they have as many fields as the header.
  let fields: [[String]]

  init(_ text: String) {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    func ended() -> String { String(decoding: field, as: UTF8.self) }
    for byte in text.utf8 {
      switch byte {
      case 0x22:
        // A quote that follows a closing one was a doubled quote.
        if !isQuoted, field.last == 0x22 || !field.isEmpty { field.append(byte) }
        isQuoted.toggle()
      case 0x2c where !isQuoted:
        row.append(ended())
        field = []
      case 0x0a where !isQuoted:
        rows.append(row + [ended()])
        row = []
        field = []
      default: field.append(byte)
      }
    }
    header = rows.first ?? []
    fields = Array(rows.dropFirst())
  }

  /// The rows that are as wide as the header, by column; empty fields are left out.
  var rows: [[String: String]] {
    fields.filter { $0.count == header.count }.map { row in
      Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first }).filter { !$0.value.isEmpty }
    }
  }
}
