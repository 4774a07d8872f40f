/// The five characters by which PostgreSQL classifies what happened.
///
/// Compare with the names below; the messages beside them are translated and reworded
/// between releases, these are not.
public struct SQLState: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  public let code: String

  public init(_ code: String) { self.code = code }
  public init(stringLiteral code: String) { self.code = code }
  public var description: String { code }

  /// The first two characters: "23" is every broken constraint, "42" every error in the
  /// text of a statement.
  public var category: Substring { code.prefix(2) }

  public static let notNullViolation: SQLState = "23502"
  public static let foreignKeyViolation: SQLState = "23503"
  public static let uniqueViolation: SQLState = "23505"
  public static let checkViolation: SQLState = "23514"
  public static let exclusionViolation: SQLState = "23P01"
  public static let inFailedTransaction: SQLState = "25P02"
  public static let serializationFailure: SQLState = "40001"
  public static let deadlockDetected: SQLState = "40P01"
  public static let insufficientPrivilege: SQLState = "42501"
  public static let undefinedTable: SQLState = "42P01"
  public static let undefinedPreparedStatement: SQLState = "26000"
  public static let featureNotSupported: SQLState = "0A000"
  public static let diskFull: SQLState = "53100"
  public static let tooManyConnections: SQLState = "53300"
  public static let programLimitExceeded: SQLState = "54000"
  public static let lockNotAvailable: SQLState = "55P03"
  public static let queryCanceled: SQLState = "57014"
  public static let adminShutdown: SQLState = "57P01"
  public static let crashShutdown: SQLState = "57P02"
  public static let cannotConnectNow: SQLState = "57P03"
  public static let ioError: SQLState = "58030"
  public static let raiseException: SQLState = "P0001"
}
