/// The names of a file's columns, checked.
public struct CSVHeader: Equatable, Sendable {
  /// In file order, trimmed, with runs of white space as one space. A column without a
  /// name is empty here and is never read.
  public let names: [String]

  init(names: [String]) { self.names = names }

  static let needed = "The first line has to name the columns, separated by commas"

  /// White space around a name and runs of it inside come from exports, never on purpose.
  static func clean(_ cell: String) -> String {
    cell.split { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{200B}" || $0.unicodeScalars.allSatisfy(\.isControl) }
      .joined(separator: " ")
  }

  static func checked(_ names: [String], raw: Bytes, line: Int) throws(FileFault) -> CSVHeader {
    if let other = otherDelimiter(names, raw) {
      throw FileFault(
        line: line, what: "the columns are separated by \(other.name), not by commas",
        advice: "Save it with commas; in a shell: \(other.conversion)")
    }
    guard names.contains(where: { !$0.isEmpty }) else {
      throw FileFault(line: line, what: "the header names no column", advice: needed)
    }
    if let cell = dataCell(names) {
      throw FileFault(
        line: line, what: "there is no header: the first line looks like data (\u{201C}\(cell)\u{201D})", advice: needed
      )
    }
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty {
      if let first = seen[name] {
        throw FileFault(
          line: line, what: "the column \u{201C}\(name)\u{201D} is there twice (columns \(first + 1) and \(index + 1))",
          advice: "Rename or remove one of them")
      }
      seen[name] = index
    }
    return CSVHeader(names: names)
  }

  private static func otherDelimiter(_ names: [String], _ raw: Bytes) -> (name: String, conversion: String)? {
    let commas = raw.count { $0 == ASCII.comma }
    if raw.count(where: { $0 == 0x3B }) > commas { return ("semicolons", "csvformat -d ';' FILE") }
    if raw.count(where: { $0 == ASCII.tab }) > commas, names.count == 1 { return ("tabs", "csvformat -t FILE") }
    if raw.count(where: { $0 == 0x7C }) > commas { return ("the sign |", "csvformat -d '|' FILE") }
    return nil
  }

  /// A cell that no column is named: an e-mail address, or a number where all are numbers.
  private static func dataCell(_ names: [String]) -> String? {
    if let address = names.first(where: { $0.contains("@") && $0.contains(".") && !$0.contains(" ") }) {
      return address
    }
    let cells = names.filter { !$0.isEmpty }
    return cells.allSatisfy { Double($0) != nil } ? cells.first : nil
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { value < 0x20 || value == 0x7F }
}
