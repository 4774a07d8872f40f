public import Definitions
public import Engine
import LibPQ

/// What to read of a tenant's lead velocity rate.
public struct VelocityQuery: Sendable, Hashable {
  public var grain: Grain = .month
  /// Periods from the one with this day on; `nil`: as many as ``Self/usual``, back from `to`.
  public var from: Day?
  /// Through the period with this day; `nil`: through the running one.
  public var to: Day?
  public var trait: Trait?
  /// A version that is not the running one is computed on demand.
  public var definition: Int32?

  /// A year, and the period it began after: what has a growth rate for each of twelve.
  public static let usual = 13

  public init(
    grain: Grain = .month, from: Day? = nil, to: Day? = nil, trait: Trait? = nil, definition: Int32? = nil
  ) {
    self.grain = grain
    self.from = from
    self.to = to
    self.trait = trait
    self.definition = definition
  }
}

/// A tenant's lead velocity rate, and what it stands on. From one snapshot.
public struct VelocityReading: Sendable {
  public var standing: Standing
  /// The version that the rows follow, its name and its headline.
  public var definition: Int32
  public var name: String
  public var basis: Basis
  public var today: Day
  /// All leads together, oldest period first.
  public var totals: [LVRRow]
  /// By value of the trait, where one was asked for: by period, then value, those without one last.
  public var parts: [LVRRow]?
  /// Of the months that were published, where the rows are months of all leads under the running definition.
  public var published: [PublishedRate] = []
}

extension Database {
  /// `nil` while nothing was computed yet; ``Standing`` (by itself) then says why.
  public func velocity(
    of tenant: Tenant, _ query: VelocityQuery = VelocityQuery(), asOf: Day? = nil
  ) async throws -> VelocityReading? {
    try await read(as: tenant.id, asOf: asOf, within: .seconds(3600)) { session in
      try session.velocity(of: tenant, query)
    }
  }

  public func standing(of tenant: TenantID) async throws -> Standing {
    try await read(as: tenant) { session in try session.standing(of: tenant) }
  }
}

extension Session {
  mutating func velocity(of tenant: Tenant, _ query: VelocityQuery) throws -> VelocityReading? {
    let standing = try standing(of: tenant.id)
    guard let live = standing.live, let today = try run(Today()).first else { return nil }
    var reading = VelocityReading(
      standing: standing, definition: live.definition, name: live.name, basis: live.basis, today: today, totals: [],
      parts: nil)
    let isStored = query.trait == nil || query.trait == .channel
    guard isStored, query.definition == nil || query.definition == live.definition else {
      return try recounted(reading, of: tenant, query, live)
    }
    reading.totals = try run(
      ReadLVR(grain: query.grain, from: query.from, to: query.to, limit: query.from == nil ? VelocityQuery.usual : nil)
    ).reversed()
    guard query.trait == .channel else {
      if query.grain == .month, let first = reading.totals.first?.period, let last = reading.totals.last?.period {
        reading.published = try run(PublishedRates(from: first.first, to: last.last))
      }
      return reading
    }
    reading.parts = []
    if let first = reading.totals.first?.period.first, let last = reading.totals.last?.period.last {
      reading.parts = try run(ReadLVRByChannel(grain: query.grain, from: first, to: last))
    }
    return reading
  }

  /// What is not stored: another definition, or leads told apart by something else than channel.
  private mutating func recounted(
    _ reading: VelocityReading, of tenant: Tenant, _ query: VelocityQuery, _ live: Standing.Live
  ) throws -> VelocityReading {
    let version = query.definition ?? live.definition
    guard let text = try run(DefinitionText(tenant: tenant.id, version: version)).first?.source else {
      throw StoreError.noSuchDefinition(tenant: tenant.slug, version: version)
    }
    guard let zone = Zone(iana: live.zone) else {
      throw StoreError.unfit(reason: "this machine has no time zone \(live.zone): install tzdata")
    }
    let definition = try Definition.parse(text, file: "definition \(version)")
    let recount = Recount(
      tenant: tenant, definition: definition, version: version, zone: zone, historyFrom: reading.standing.historyFrom,
      grain: query.grain, today: reading.today, trait: query.trait)
    let (from, to) = query.range(today: reading.today)
    let rows = try recount.rows(from: from, to: to, in: &self)
    var reading = reading
    reading.definition = version
    reading.name = definition.name
    reading.basis = definition.basis
    reading.totals = rows.totals
    reading.parts = query.trait == nil ? nil : rows.parts
    return reading
  }
}

extension VelocityQuery {
  /// The days between which periods are counted.
  fileprivate func range(today: Day) -> (from: Day, to: Day) {
    let to = min(to ?? today, today)
    if let from { return (from, to) }
    var period = Period(grain, containing: to)
    for _ in 1..<Self.usual { period = period.previous }
    return (period.first, to)
  }
}
