/// Rows as RFC 4180 writes them, with a header; a column that a row does not name is empty.
struct CSVText {
  let columns: [String]
  private(set) var text: String
  private(set) var rowCount = 0

  init(columns: [String]) {
    self.columns = columns
    text = columns.map(Self.quoted).joined(separator: ",") + "\n"
  }

  mutating func append(_ row: [String: String]) {
    append(raw: columns.map { Self.quoted(row[$0] ?? "") }.joined(separator: ","))
  }

  /// A row that is not as it should be.
  mutating func append(raw row: String) {
    text += row + "\n"
    rowCount += 1
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) else { return field }
    var text = "\""
    for character in field { text += character == "\"" ? "\"\"" : String(character) }
    return text + "\""
  }
}
