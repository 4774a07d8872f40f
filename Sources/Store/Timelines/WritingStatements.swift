internal import Engine
internal import LibPQ

/// What a generation has of those whose results land.
public enum Landing: Sendable {
  /// Rows, maybe, which are replaced. More can land in the same transaction.
  case over
  /// Nothing yet, and nobody else writes them: rows are inserted without asking whether they are there. Once in a transaction,
  /// whose commit empties the tables in which they have landed.
  case fresh
}

/// Takes what was copied into a table of the session to the tenant's own, through its policies
/// (`Docs/Decisions/0004`).
protocol LandingStatement: Statement {
  var tenant: TenantID { get }
}

extension LandingStatement {
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Takes away the row that a generation has of one lead or account.
protocol RemovalStatement: Statement {
  associatedtype ID: PostgresValue
  var tenant: TenantID { get }
  var generation: Int32 { get }
  var id: ID { get }
}

extension RemovalStatement {
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(id)
  }
}
