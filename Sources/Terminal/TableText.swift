/// A table in aligned columns: a heading, a line a row, numbers to the right.
struct TableText {
  private let table: Table
  private let screen: Screen
  private let shown: [Int]

  init(_ table: Table, screen: Screen) {
    self.table = table
    self.screen = screen
    self.shown = table.columns.indices.filter { !table.columns[$0].isHiddenInTables }
  }

  var text: String {
    switch table.shape {
    case .rows: rows
    case .record: record
    }
  }

  private var rows: String {
    let lines = table.rows.map { row in shown.map { Self.text(of: row[$0]) } }
    let titles = shown.map { table.columns[$0].title }
    let widths = widths(of: [titles] + lines)
    let alignsRight = shown.map { column in Self.alignsRight(table.rows.map { $0[column] }) }

    func line(_ texts: [String], inks: [Ink?]) -> String {
      let cells = texts.indices.map { index in
        let text = DisplayWidth.cut(texts[index], to: widths[index])
        let padding = String(repeating: " ", count: widths[index] - DisplayWidth.of(text))
        let painted = screen.paint(text, inks[index])
        return alignsRight[index] ? padding + painted : painted + padding
      }
      return cells.joined(separator: "  ").trimmingTrailingSpaces + "\n"
    }
    let heading = line(titles, inks: titles.map { _ in .bold })
    return zip(lines, table.rows).reduce(into: heading) { text, pair in
      text += line(pair.0, inks: shown.map { pair.1[$0].ink })
    }
  }

  private var record: String {
    let width = shown.map { DisplayWidth.of(table.columns[$0].title) }.max() ?? 0
    return table.rows.map { row in
      shown.map { column in
        let title = table.columns[column].title
        let padding = String(repeating: " ", count: width - DisplayWidth.of(title))
        return screen.paint(title, .bold) + padding + "  " + screen.paint(Self.text(of: row[column]), row[column].ink)
          + "\n"
      }.joined()
    }.joined(separator: "\n")
  }

  /// As wide as the widest text, and on a terminal so that a line fits: the widest of the columns that may be
  /// cut gives way first, until all are `least` wide. Past that the terminal wraps: a number cut is a wrong number.
  private func widths(of lines: [[String]]) -> [Int] {
    var widths = shown.indices.map { index in lines.map { DisplayWidth.of($0[index]) }.max() ?? 0 }
    guard let available = screen.width else { return widths }
    let flexible = shown.indices.filter { index in
      let column = shown[index]
      return table.columns[column].isFlexible && table.rows.allSatisfy { $0[column].isText }
    }
    while widths.reduce(2 * (widths.count - 1), +) > available {
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.least else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private static let least = 8

  private static func alignsRight(_ cells: [Cell]) -> Bool {
    let values = cells.filter { $0.value != .null }
    return !values.isEmpty && values.allSatisfy(\.isNumber)
  }

  private static func text(of cell: Cell) -> String {
    if let shown = cell.shown { return shown.harmless }
    return switch cell.value {
    case .text(let text), .decimal(let text), .date(let text), .json(let text): text.harmless
    case .int(let number): String(number)
    case .bool(let truth): truth ? "yes" : "no"
    case .null: "–"
    }
  }
}

extension Cell {
  fileprivate var isNumber: Bool {
    switch value {
    case .int, .decimal: true
    default: false
    }
  }

  fileprivate var isText: Bool {
    switch value {
    case .text, .json, .null: true
    default: false
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
