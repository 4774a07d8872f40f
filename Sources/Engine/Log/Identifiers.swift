/// Who owns a row. Never inferred, never defaulted: it comes from a verified
/// credential or from an operator's explicit argument.
public struct TenantID: Hashable, Comparable, Sendable {
  public let rawValue: Int64
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// One prospect of a tenant, counted from 1 per tenant.
///
/// Part of the log: a rebuild never hands out another one, and after a merge the lower
/// one survives while the other keeps resolving to it.
public struct LeadID: Hashable, Comparable, Sendable {
  public let rawValue: Int64
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A set of identity keys that came together on one row. Facts point at keyrings, never
/// at leads, so that merging and splitting leads moves keyrings and rewrites no fact.
public struct KeyringID: Hashable, Comparable, Sendable {
  public let rawValue: Int64
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A company of a tenant.
public struct AccountID: Hashable, Comparable, Sendable {
  public let rawValue: Int64
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The position of a row in its tenant's log: what "received later" means.
///
/// Two facts of one tenant share an arrival only when they came on one row.
public struct Arrival: Hashable, Comparable, Sendable {
  public let rawValue: Int64
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
