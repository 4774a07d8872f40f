internal import Engine
internal import Observation
internal import Store

/// Publishes the month that is its subject, unless somebody has done so by hand.
struct CloseJob: Sendable {
  let database: Database
  let observe: Observer

  func run(_ job: LeasedJob) async throws -> JobOutcome {
    guard let month = Period(name: job.subject), month.grain == .month else {
      throw BadSubject(job: job, wanted: "a month")
    }
    let tenant = try await database.tenants.entered(job.tenant)
    do {
      _ = try await Publication(database, tenant: tenant).close(month)
      observe(.published(tenant: tenant.slug, month: "\(month)"))
      return .done
    } catch PublicationRefusal.publishedAlready, PublicationRefusal.noFigures, PublicationRefusal.noSuchMonth {
      return .done
    } catch PublicationRefusal.pending(let obstacles) {
      throw MonthNotSettled(month: month, obstacles: obstacles)
    }
  }
}

/// Something under way would change the month's figures. Given up after some hours, and then seen by whoever
/// lists jobs: an import that was killed and never taken up again holds it up for good.
struct MonthNotSettled: SaysWhenToRetry, CustomStringConvertible {
  var month: Period
  var obstacles: [PublicationRefusal.Obstacle]
  var retryAfter: Duration { .seconds(1200) }
  var description: String {
    "\(month) cannot be published while work is pending: \(obstacles.map { "\($0)" }.joined(separator: ", "))"
  }
}
