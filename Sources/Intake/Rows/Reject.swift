internal import Foundation
public import Store

/// One row that was not taken, for the rejects file.
public struct Reject: Equatable, Sendable {
  /// The physical line on which the row begins, from 1.
  public var line: Int
  /// The column's name in the file; empty where it is the row as a whole.
  public var column: String
  public var reason: RejectReason
  /// What is wrong, with the value.
  public var message: String
  /// The row as it was.
  public var row: String

  public init(line: Int, column: String, reason: RejectReason, message: String, row: String) {
    self.line = line
    self.column = column
    self.reason = reason
    self.message = message
    self.row = row
  }
}

extension RowRefusal {
  init(_ fault: CSVRowFault, _ header: CSVHeader) {
    let column = fault.column.flatMap { header.names.indices.contains($0) ? header.names[$0] : nil }
    let reason: RejectReason =
      switch fault {
      case .ragged: .ragged
      case .nul, .notUTF8: .nulByte
      case .textAfterQuote: .badQuotes
      }
    self.init(reason, column: column ?? "", fault.description)
  }
}

extension Reject {
  init(_ refusal: RowRefusal, _ row: CSVRow) {
    self.init(
      line: row.line, column: refusal.column, reason: refusal.reason, message: refusal.message, row: row.raw.string)
  }
}

/// The file of rejected rows: a CSV of line, column, reason and message before the row as it
/// was. When its rows are mended it can be imported as it is: the four columns are left out.
public enum RejectsFile {
  static let columns = ["line", "column", "reason", "message"]

  public static func headerLine(_ header: CSVHeader) -> String {
    (columns + header.names).map(quoted).joined(separator: ",") + "\n"
  }

  public static func line(_ reject: Reject) -> String { line(RejectRow(reject)) }

  static func line(_ row: RejectRow) -> String {
    [String(row.line), row.column ?? "", row.reason, row.detail].map(quoted).joined(separator: ",") + "," + row.text
      + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    let isPlain = !cell.utf8.contains {
      $0 == ASCII.comma || $0 == ASCII.quote || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn
    }
    return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

extension RejectsFile {
  /// Writes all of them, under the file's own header, so that mended rows can be imported from there.
  public static func write(_ rows: [RejectRow], header: CSVHeader, to path: String) throws {
    try (headerLine(header) + rows.map(line).joined()).write(toFile: path, atomically: true, encoding: .utf8)
  }
}
