/// How a transaction begins.
public struct TransactionMode: Sendable, Hashable {
  public enum Isolation: String, Sendable {
    case readCommitted = "read committed"
    case repeatableRead = "repeatable read"
    case serializable = "serializable"
  }

  public var isolation: Isolation
  public var isReadOnly: Bool

  public init(_ isolation: Isolation = .readCommitted, isReadOnly: Bool = false) {
    self.isolation = isolation
    self.isReadOnly = isReadOnly
  }

  /// Read committed, read and write: what PostgreSQL does by itself.
  public static let readCommitted = TransactionMode(.readCommitted)
  /// Every statement sees the same moment.
  public static let repeatableRead = TransactionMode(.repeatableRead)
  /// As if no other transaction ran; may be refused with `serializationFailure`.
  public static let serializable = TransactionMode(.serializable)
  /// Read only, and every statement sees the same moment.
  public static let snapshot = TransactionMode(.repeatableRead, isReadOnly: true)

  /// Isolation and access are always said: a login's defaults must not decide them.
  var beginText: String {
    "begin isolation level \(isolation.rawValue) \(isReadOnly ? "read only" : "read write")"
  }
}
