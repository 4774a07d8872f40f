/// How far a lead has come. The raw values are the order; `disqualified` stands outside it.
public enum Stage: Int, Hashable, Sendable, CaseIterable {
  case lead, mql, sql, opportunity, customer
  case disqualified

  /// The word used in files, in definitions and in the database.
  public var name: String {
    switch self {
    case .lead: "lead"
    case .mql: "mql"
    case .sql: "sql"
    case .opportunity: "opportunity"
    case .customer: "customer"
    case .disqualified: "disqualified"
    }
  }

  public init?(name: String) {
    guard let stage = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = stage
  }

  /// Whether this stage is at or past another. `disqualified` has reached nothing, and nothing
  /// has reached it.
  public func hasReached(_ other: Stage) -> Bool {
    self != .disqualified && other != .disqualified && rawValue >= other.rawValue
  }
}
