internal import Intake
internal import Observation
internal import Store

/// Takes a tenant's messages from the inbox into its log.
struct FoldJob: Sendable {
  let database: Database
  let observe: Observer

  /// Batches of one turn: some seconds of work, then another tenant may have the place.
  static let rounds = 10

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    let tenant = try await database.tenants.entered(job.tenant)
    let turn = try await InboxFold(database, tenant: tenant).drain(rounds: Self.rounds)
    if turn.folded + turn.refused > 0 {
      observe(.folded(tenant: tenant.slug, messages: turn.folded, refused: turn.refused))
    }
    return turn.isComplete ? .done : .again(after: .zero)
  }
}
