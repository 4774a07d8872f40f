internal import Foundation
public import Store

/// Why a row was not taken. The raw values are what the rejects file and summaries show.
public enum RejectReason: String, Hashable, Sendable, CaseIterable {
  case noIdentity = "no_identity"
  case future
  case tooOld = "too_old"
  case badTime = "bad_time"
  case missingTime = "missing_time"
  case missingType = "missing_type"
  case badType = "bad_type"
  case unknownStage = "unknown_stage"
  case unknownStatus = "unknown_status"
  case missingDealID = "missing_deal_id"
  case badDealID = "bad_deal_id"
  case missingDomain = "missing_domain"
  case badDomain = "bad_domain"
  case missingClosedAt = "missing_closed_at"
  case badAmount = "bad_amount"
  case badCurrency = "bad_currency"
  case otherCurrency = "other_currency"
  /// A deal of somebody who is no lead: found when the row is folded.
  case unknownLead = "unknown_lead"
  /// Of somebody who was erased: found when the row is folded.
  case erased
  case ragged
  case nulByte = "nul_byte"
  case badQuotes = "bad_quotes"
  /// The rest are said of messages only.
  case notAnObject = "not_an_object"
  case tooLarge = "too_large"
  case tooDeep = "too_deep"
  case unknownCall = "unknown_call"
  case missingGroup = "missing_group"
  case missingPrevious = "missing_previous_id"
  /// The log would not take it, and takes all others: found when it is folded.
  case unfoldable
}

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

/// What makes a row unfit, before it is known where it stood.
struct RowRefusal: Error, Equatable {
  var column: String
  var reason: RejectReason
  var message: String

  init(_ reason: RejectReason, column: String = "", _ message: String) {
    self.column = column
    self.reason = reason
    self.message = message
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
