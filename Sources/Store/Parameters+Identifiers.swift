public import Engine
public import LibPQ

/// Identifiers and days travel as what they are in the database; nobody unwraps them by hand.
extension ValueSink {
  mutating func add(_ tenant: TenantID) { add(tenant.rawValue) }
  mutating func add(_ lead: LeadID?) { add(lead?.rawValue) }
  mutating func add(_ leads: [LeadID]) { add(leads.map(\.rawValue)) }
  mutating func add(_ keyrings: [KeyringID]) { add(keyrings.map(\.rawValue)) }
  mutating func add(_ accounts: [AccountID]) { add(accounts.map(\.rawValue)) }
  mutating func add(_ arrivals: [Arrival]) { add(arrivals.map(\.rawValue)) }
  mutating func add(_ day: Day?) { add(day.map { PostgresDate(days: $0.number) }) }
  mutating func add(_ days: [Day]) { add(days.map { PostgresDate(days: $0.number) }) }
  /// Microseconds since 1970 as `timestamptz[]`.
  mutating func addInstants(_ instants: [Int64]) { add(instants.map { PostgresInstant(microseconds: $0) }) }
}

extension RowReader {
  mutating func day() throws(PostgresError) -> Day { Day(try date()) }
  mutating func dayOrNil() throws(PostgresError) -> Day? { try dateOrNil().map { Day($0) } }
  mutating func int() throws(PostgresError) -> Int { Int(try int64()) }
  mutating func intOrNil() throws(PostgresError) -> Int? { try int64OrNil().map { Int($0) } }
}
