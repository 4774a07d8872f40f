public import Engine
internal import LibPQ

/// A client's rate over time, one period of it taken apart, and what was published of that one. From one snapshot.
public struct ClientReading: Sendable {
  public var velocity: VelocityReading
  /// The period that is taken apart; `nil` while there is none.
  public var chosen: LVRRow?
  /// Its channels, by what each adds to the rate, the most first.
  public var channels: [LVRRow]
  /// As it was told, where it was.
  public var published: PublishedReading.Entry?
}

extension Database {
  /// `nil` while nothing was computed yet.
  ///
  /// - Parameters:
  ///   - period: The one to take apart; `nil`: the last one that is over, or the first of all. Throws
  ///     ``StoreError/noSuchPeriod(tenant:period:)`` where the tenant has no figures for it.
  ///   - leads: Of the leads that differ from what was published so many.
  public func client(
    _ tenant: Tenant, by grain: Grain, period: Period? = nil, leads: Int = 20, asOf: Day? = nil
  ) async throws -> ClientReading? {
    try await read(as: tenant.id, asOf: asOf, within: .seconds(60)) { session in
      guard let velocity = try session.velocity(of: tenant, VelocityQuery(grain: grain)) else { return nil }
      var reading = ClientReading(velocity: velocity, chosen: nil, channels: [], published: nil)
      let rows = velocity.totals
      if let period {
        let found =
          try rows.first { $0.period == period }
          ?? session.run(ReadLVR(grain: grain, from: period.first, to: period.last, limit: 1)).first
        guard let found else { throw StoreError.noSuchPeriod(tenant: tenant.slug, period: period.name) }
        reading.chosen = found
      } else {
        reading.chosen = rows.last { !$0.isInProgress } ?? rows.last
      }
      guard let chosen = reading.chosen, let live = velocity.standing.live else { return reading }
      let (first, last) = (chosen.period.first, chosen.period.last)
      reading.channels = try session.run(ReadLVRByChannel(grain: grain, from: first, to: last))
        .sorted { $0.weight > $1.weight }
      if grain == .month {
        reading.published = try session.published(of: tenant, from: first, to: last, live: live, leads: leads).first
      }
      return reading
    }
  }
}

extension LVRRow {
  /// What a part adds, to put the parts into an order: nothing is computed with it.
  fileprivate var weight: Double { figures.contribution.flatMap(Double.init) ?? 0 }
}
