import Delivery
internal import Observation
internal import Store

/// Sends what is due to one sink, and comes back when the next message is.
///
/// What becomes of a message is the outbox's to know: a receiver that fails is no failure of the job.
struct DeliverJob: Sendable {
  let database: Database
  let courier: Courier
  let observe: Observer

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    let tenant = try await database.tenants.entered(job.tenant)
    let tally = try await courier.deliverDue(of: tenant, to: job.subject)
    tell(tally, of: tenant, job.subject)
    guard let pause = try await courier.nextDue(of: tenant, to: job.subject) else { return .done }
    return .again(after: pause)
  }

  private func tell(_ tally: DeliveryTally, of tenant: Tenant, _ sink: String) {
    let (slug, reason) = (tenant.slug, tally.lastReason ?? "")
    if tally.delivered > 0 { observe(.delivered(tenant: slug, sink: sink, messages: tally.delivered)) }
    if tally.postponed > 0 {
      observe(.postponed(tenant: slug, sink: sink, messages: tally.postponed, reason: reason))
    }
    if tally.dead > 0 { observe(.givenUp(tenant: slug, sink: sink, messages: tally.dead, reason: reason)) }
  }
}
