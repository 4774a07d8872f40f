internal import Intake
internal import Observation
internal import Store

/// Takes a tenant's messages from the inbox into its log, and brings the figures of those they are about up to date.
///
/// Both in one turn: a refresh that waits for a turn of its own doubles the time until what has come is seen. It is
/// wanted all the same, in the transaction that folds, and ends when it was not needed.
struct FoldJob: Sendable {
  let database: Database
  let observe: Observer

  /// Batches of one turn: some seconds of work, then another tenant may have the place.
  static let rounds = 10

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    let tenant = try await database.tenants.entered(job.tenant)
    let turn = try await InboxFold(database, tenant: tenant, isFollowedByRefresh: true).drain(rounds: Self.rounds)
    if turn.folded + turn.refused > 0 {
      observe(.folded(tenant: tenant.slug, messages: turn.folded, refused: turn.refused))
    }
    guard turn.isComplete else { return .again(after: .zero) }
    if turn.folded > 0 {
      // Where it fails, the refresh that waits will, and says so: the fold is done.
      if let leads = try? await Refresh(database, tenant: tenant.id).follow(), leads > 0 {
        observe(.refreshed(tenant: tenant.slug, leads: leads))
      }
    }
    return .done
  }
}
