public import Engine
internal import LibPQ

/// Keeps a month's figures as they are told to the client, with each lead's part in them.
///
/// Late facts, another definition and another zone restate what is live, and never what was published.
/// Source: `Docs/Metrics.md`, section 4.
public struct Publication: Sendable {
  let database: Database
  let tenant: Tenant

  public init(_ database: Database, tenant: Tenant) {
    self.database = database
    self.tenant = tenant
  }

  /// Publishes a month that is over; all of it or nothing. Throws ``PublicationRefusal``.
  ///
  /// While it looks and writes it holds the tenant's head row, so that no import and no switch of a
  /// definition comes in between: what it found settled stays so. 80,000 leads take about a second.
  ///
  /// - Parameters:
  ///   - reason: Why a month that was published is published again. The earlier revision is kept.
  ///   - asOf: An earlier day than today, on which the month has to be over too.
  public func close(_ month: Period, revising reason: String? = nil, asOf: Day? = nil) async throws -> PublishedMonth {
    let tenant = tenant
    return try await database.write(as: tenant.id, within: .seconds(600)) { session in
      _ = try session.run(LockHead(tenant: tenant.id))
      try session.requireSettled(month, of: tenant, asOf: asOf)
      let earlier = try session.run(LastRevision(tenant: tenant.id, month: month)).first
      if let earlier, reason == nil {
        throw PublicationRefusal.publishedAlready(
          month: month, on: earlier.publishedAt, revision: earlier.revision, zone: tenant.timezone)
      }
      if earlier == nil, reason != nil { throw PublicationRefusal.nothingToRevise(month: month) }
      return try session.publish(month, of: tenant, revision: (earlier?.revision ?? 0) + 1, reason: reason)
    }
  }
}

/// Why a month is not published. Nothing was changed.
public enum PublicationRefusal: Error, Sendable, Hashable {
  /// No definition was ever given, or its figures are not computed yet.
  case noFigures(Standing)
  /// It is over when `month.last` is past in the tenant's zone.
  case inProgress(month: Period, today: Day)
  /// Before the first lead.
  case noSuchMonth(month: Period, first: Period?)
  /// Something that is under way would change the figures.
  case pending([Obstacle])
  case publishedAlready(month: Period, on: Int64, revision: Int32, zone: String)
  case nothingToRevise(month: Period)
  /// The counts are not the sum of the leads' parts: what is stored is damaged.
  case contradictory(month: Period)

  public enum Obstacle: Sendable, Hashable {
    /// Leads whose timelines are older than the log.
    case leads(Int)
    /// An import that did not end: running, or killed.
    case importing(id: Int32, kind: String, file: String)
    /// Timelines are being built anew.
    case rebuilding
    /// The newest definition, or the tenant's zone, is not what the figures follow yet.
    case restating
  }
}

extension Session {
  /// Finds that the month is over and that nothing under way would change its figures.
  fileprivate mutating func requireSettled(_ month: Period, of tenant: Tenant, asOf: Day?) throws {
    let standing = try standing(of: tenant.id)
    guard let live = standing.live, let now = try run(Today()).first else {
      throw PublicationRefusal.noFigures(standing)
    }
    let today = min(now, asOf ?? now)
    guard month.isFinal(today: today) else { throw PublicationRefusal.inProgress(month: month, today: today) }
    var obstacles: [PublicationRefusal.Obstacle] = []
    if standing.pending > 0 { obstacles.append(.leads(standing.pending)) }
    if live.definition != standing.newestDefinition || live.zone != tenant.timezone { obstacles.append(.restating) }
    obstacles += try run(Obstacles(tenant: tenant.id))
    guard obstacles.isEmpty else { throw PublicationRefusal.pending(obstacles) }
  }

  fileprivate mutating func publish(
    _ month: Period, of tenant: Tenant, revision: Int32, reason: String?
  ) throws -> PublishedMonth {
    let counts = try run(InsertPublication(tenant: tenant.id, month: month, revision: revision, reason: reason)).first
    guard let counts else {
      let first = try run(ReadLVR(grain: .month, from: nil, to: nil, limit: nil)).last
      throw PublicationRefusal.noSuchMonth(month: month, first: first?.period)
    }
    let parts = try run(InsertParts(tenant: tenant.id, month: month, revision: revision)).first
    // Two ways to the same numbers: a month is not published while they differ.
    guard counts == parts else { throw PublicationRefusal.contradictory(month: month) }
    guard let published = try run(ReadPublished(from: month.first, to: month.last, limit: 1)).first else {
      throw PublicationRefusal.contradictory(month: month)
    }
    return published
  }
}
