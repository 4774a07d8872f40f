/// A table in CSV as RFC 4180 has it, with line feeds as `psql --csv` writes them.
///
/// Null is nothing at all, an empty text is `""`; numbers and days are as in JSON.
enum CSVText {
  static func text(of table: Table) -> String {
    let header = table.columns.map { field($0.name) }.joined(separator: ",") + "\n"
    return table.rows.reduce(into: header) { text, row in
      text += row.map { value($0.value) }.joined(separator: ",") + "\n"
    }
  }

  private static func value(_ value: Cell.Value) -> String {
    switch value {
    case .text(let text): text.isEmpty ? "\"\"" : field(text)
    case .decimal(let text), .date(let text), .json(let text): field(text)
    case .int(let number): String(number)
    case .bool(let truth): truth ? "true" : "false"
    case .null: ""
    }
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
