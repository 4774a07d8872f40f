internal import Engine
internal import Intake
internal import Observation
internal import Store

/// Takes a tenant's messages from the inbox into its log, and brings the figures of those they are about up to date.
///
/// Both in one turn: a refresh that waits for a turn of its own doubles the time until what has come is seen. Nor is one
/// wanted: this job is there until all is computed, and whoever takes it over computes what it finds marked. Where
/// that is in other hands or fails, the refresh is wanted before this job ends (Docs/Decisions/0035).
struct FoldJob: Sendable {
  let database: Database
  let observe: Observer

  /// Batches of one turn: some seconds of work, then another tenant may have the place.
  static let rounds = 10

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    let fold = try await InboxFold.begin(database, tenant: job.tenant, isFollowedByRefresh: true)
    let turn: InboxFold.Turn
    do {
      turn = try await fold.drain(rounds: Self.rounds)
    } catch {
      // What the batches before have marked need not wait for the next attempt, of which there may be none.
      try? await wantRefresh(of: job.tenant)
      throw error
    }
    if turn.folded + turn.refused > 0 {
      observe(.folded(tenant: job.slug, messages: turn.folded, refused: turn.refused))
    }
    guard turn.isComplete else { return .again(after: .zero) }
    // Though nothing was folded: whoever was cut off before may have left marks.
    try await follow(job)
    return .done
  }

  private func follow(_ job: LeasedJob) async throws {
    do {
      if let leads = try await Refresh(database, tenant: job.tenant).drain() {
        if leads > 0 { observe(.refreshed(tenant: job.slug, leads: leads)) }
        return
      }
    } catch {
      // Told to stop: the job is given back, and begun again.
      if Task.isCancelled { throw error }
    }
    try await wantRefresh(of: job.tenant)
  }

  private func wantRefresh(of tenant: TenantID) async throws {
    try await database.write(as: tenant) { try $0.enqueue(.refresh, of: tenant) }
  }
}
