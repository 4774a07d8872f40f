/// A result of a command, before it is known how it is to be written.
public struct Table: Sendable {
  /// One column.
  public struct Column: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The key in JSON and the header in CSV: `period_start`.
    public let name: String

    /// The heading of a table; the name with spaces for underscores where none is given.
    public let title: String

    /// Whether a table that is wider than the terminal may cut this column's texts. Numbers and days are never cut.
    public let isFlexible: Bool

    /// Whether tables leave it out; JSON and CSV have every column.
    public let isHiddenInTables: Bool

    public init(_ name: String, title: String? = nil, isFlexible: Bool = true, isHiddenInTables: Bool = false) {
      self.name = name
      self.title = title ?? String(name.map { $0 == "_" ? " " : $0 })
      self.isFlexible = isFlexible
      self.isHiddenInTables = isHiddenInTables
    }

    public init(stringLiteral name: String) { self.init(name) }
  }

  /// Many things of a kind, or one thing by its fields.
  public enum Shape: Sendable {
    /// A line each; in JSON a list of objects.
    case rows
    /// A field a line; in JSON one object.
    case record
  }

  public let columns: [Column]
  public let shape: Shape
  public private(set) var rows: [[Cell]]

  public init(_ columns: [Column], shape: Shape = .rows, rows: [[Cell]] = []) {
    self.columns = columns
    self.shape = shape
    self.rows = []
    for row in rows { append(row) }
  }

  /// One thing by its fields.
  public static func record(_ fields: KeyValuePairs<Column, Cell>) -> Table {
    Table(fields.map(\.key), shape: .record, rows: [fields.map(\.value)])
  }

  /// Adds a row with one cell a column. A row that is too short ends in nulls.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count <= columns.count, "a row of \(row.count) cells in a table of \(columns.count) columns")
    rows.append(row + Array(repeating: .null, count: columns.count - row.count))
  }
}
