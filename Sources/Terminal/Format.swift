/// How results are written on standard output. Always a table where nothing is said, piped or not.
public enum Format: String, CaseIterable, Sendable {
  case table
  case json
  case csv

  /// The whole table as text that ends in a line feed.
  ///
  /// Only `table` looks at the screen, which tells how wide it may be and whether it may have colours.
  public func text(of table: Table, on screen: Screen) -> String {
    switch self {
    case .table: TableText(table, screen: screen).text
    case .json: JSONText.text(of: table)
    case .csv: CSVText.text(of: table)
    }
  }
}
