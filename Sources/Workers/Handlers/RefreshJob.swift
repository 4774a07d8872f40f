internal import Observation
internal import Store

/// Brings a tenant's figures up to date: with its definition, model and zone, with its log, with its known days.
struct RefreshJob: Sendable {
  let database: Database
  let observe: Observer

  /// Rounds of one turn: some ten seconds of work, then another tenant may have the place.
  static let rounds = 20

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    let tenant = try await database.tenants.entered(job.tenant)
    if let leads = try await Restatement(database, tenant: tenant).catchUp() {
      observe(.restated(tenant: tenant.slug, leads: leads))
    }
    guard let turn = try await Refresh(database, tenant: tenant.id).drain(rounds: Self.rounds) else {
      // A command, or the rebuild of somebody who is at it. What it leaves is ours.
      return .again(after: .seconds(1))
    }
    if turn.leads > 0 { observe(.refreshed(tenant: tenant.slug, leads: turn.leads)) }
    return turn.isComplete ? .done : .again(after: .zero)
  }
}
