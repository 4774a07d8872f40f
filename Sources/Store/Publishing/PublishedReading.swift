public import Engine
internal import LibPQ

/// What a tenant published, beside what is so now.
public struct PublishedReading: Sendable {
  public var standing: Standing
  public var today: Day
  /// Oldest first.
  public var months: [Entry]

  public struct Entry: Sendable {
    public var month: PublishedMonth
    /// The first of the leads that make the difference, by number.
    public var leads: [PublishedChange]
  }
}

/// A lead whose part in a published month is another one now.
public struct PublishedChange: Sendable, Hashable {
  public var lead: LeadID
  /// `entered, open at the end`; `nil`: none.
  public var published: String?
  public var live: String?
  public var externalID: String?
  public var email: String?
  public var name: String?
  /// Why, in words; never empty.
  public var reasons: [String]
}

extension Database {
  /// `nil` while nothing was computed yet.
  ///
  /// - Parameters:
  ///   - from: Months from the one with this day on; `nil`: the last ``VelocityQuery/usual`` that were published.
  ///   - leads: Of each month so many of the leads that differ; `nil` brings all.
  public func published(
    of tenant: Tenant, from: Day? = nil, to: Day? = nil, leads: Int?, asOf: Day? = nil
  ) async throws -> PublishedReading? {
    try await read(as: tenant.id, asOf: asOf, within: .seconds(600)) { session in
      let standing = try session.standing(of: tenant.id)
      guard let live = standing.live, let today = try session.run(Today()).first else { return nil }
      return PublishedReading(
        standing: standing, today: today,
        months: try session.published(of: tenant, from: from, to: to, live: live, leads: leads))
    }
  }
}

extension Session {
  /// The published months between two days, oldest first, each with the leads that differ.
  mutating func published(
    of tenant: Tenant, from: Day?, to: Day?, live: Standing.Live, leads: Int?
  ) throws -> [PublishedReading.Entry] {
    let months = try run(
      ReadPublished(
        from: from.map { Period(.month, containing: $0).first }, to: to, limit: from == nil ? VelocityQuery.usual : nil)
    )
    return try months.reversed().map { month in
      .init(month: month, leads: try changes(in: month, of: tenant.id, live: live, limit: leads))
    }
  }

  private mutating func changes(
    in month: PublishedMonth, of tenant: TenantID, live: Standing.Live, limit: Int?
  ) throws -> [PublishedChange] {
    guard month.leadsChanged > 0, limit != 0 else { return [] }
    var changes = try run(
      PublishedChanges(tenant: tenant, generation: live.generation, month: month.month, limit: limit))
    guard
      let seen = try run(SeenByPublication(tenant: tenant, month: month.month, revision: month.revision)).first
    else { return changes }
    let news = try run(
      NewsOfLeads(
        tenant: tenant, generation: live.generation, leads: changes.map(\.lead), since: seen.nextArrival,
        month: month.month, revision: month.revision))
    let byLead = Dictionary(grouping: news, by: \.lead)
    let others = seen.otherReasons(definition: month.published.definition, live: live)
    for index in changes.indices {
      let own = byLead[changes[index].lead]?.map(\.words) ?? []
      changes[index].reasons = own.isEmpty ? others : own
    }
    return changes
  }
}
