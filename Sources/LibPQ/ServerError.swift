internal import CLibPQ

/// What the server said, field by field: an error, or a notice.
public struct ServerError: Sendable, Hashable, CustomStringConvertible {
  public var severity: String
  public var sqlstate: SQLState
  public var message: String
  /// Quotes rows: fit for the tenant's own eyes, never for a shared log.
  public var detail: String?
  public var hint: String?
  /// Where in the server's code: functions and statements, innermost first.
  public var context: String?
  public var schema: String?
  public var table: String?
  public var column: String?
  public var constraint: String?
  /// The character of the statement that is meant, from 1.
  public var position: Int?

  public init(
    severity: String = "ERROR", sqlstate: SQLState, message: String, detail: String? = nil,
    hint: String? = nil, context: String? = nil, schema: String? = nil, table: String? = nil,
    column: String? = nil, constraint: String? = nil, position: Int? = nil
  ) {
    self.severity = severity
    self.sqlstate = sqlstate
    self.message = message
    self.detail = detail
    self.hint = hint
    self.context = context
    self.schema = schema
    self.table = table
    self.column = column
    self.constraint = constraint
    self.position = position
  }

  public var description: String { "\(severity) \(sqlstate.code): \(message)" }
}

extension ServerError {
  /// `result` is borrowed: it stays its owner's.
  init(reading result: OpaquePointer?) {
    func field(_ code: UInt8) -> String? {
      guard let text = unsafe PQresultErrorField(result, CInt(code)) else { return nil }
      return unsafe String(cString: text)
    }
    // The codes are the letters of the protocol; libpq's PG_DIAG_… macros are characters,
    // which the importer leaves out. "V" is the severity that is never translated.
    self.init(
      severity: field(UInt8(ascii: "V")) ?? field(UInt8(ascii: "S")) ?? "ERROR",
      sqlstate: SQLState(field(UInt8(ascii: "C")) ?? ""),
      message: unsafe field(UInt8(ascii: "M")) ?? firstLine(PQresultErrorMessage(result)),
      detail: field(UInt8(ascii: "D")), hint: field(UInt8(ascii: "H")), context: field(UInt8(ascii: "W")),
      schema: field(UInt8(ascii: "s")), table: field(UInt8(ascii: "t")), column: field(UInt8(ascii: "c")),
      constraint: field(UInt8(ascii: "n")), position: field(UInt8(ascii: "P")).flatMap { Int($0) })
  }

  /// The server ended the session with this message.
  var endsSession: Bool { severity == "FATAL" || severity == "PANIC" }
}

/// libpq's messages end in a newline, and often carry a second line of advice for C
/// programmers.
func firstLine(_ text: UnsafePointer<CChar>?) -> String {
  guard let text = unsafe text else { return "" }
  let whole = unsafe String(cString: text)
  return whole.split(separator: "\n", omittingEmptySubsequences: true).first.map(String.init) ?? whole
}
