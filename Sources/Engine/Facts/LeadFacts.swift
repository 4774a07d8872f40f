import Definitions

/// What the rows of one lead come down to, whatever the definition: when it began, how its
/// stage changed, where it came from, whose it is.
struct LeadFacts {
  let zone: Zone
  private(set) var beginning = Beginning()
  private(set) var stages = StageChanges()
  private(set) var touch = FirstTouch()
  private(set) var account = LatestAccount()
  private var deals: [DealFact] = []

  init(zone: Zone) { self.zone = zone }

  mutating func removeAll() {
    beginning = Beginning()
    stages.removeAll()
    touch = FirstTouch()
    account = LatestAccount()
    deals.removeAll(keepingCapacity: true)
  }

  mutating func add(_ record: RecordFact, channel: ChannelCode?) {
    let received = zone.read(.date(record.receivedDay))
    let created = record.createdAt.map(zone.read)
    let updated = record.updatedAt.map(zone.read)
    beginning.add(received: record.receivedDay)
    if let created { beginning.add(creation: created) }
    if let channel { touch.add(channel, at: created ?? updated ?? received, record.arrival) }
    if let key = record.accountKey { account.add(key, at: updated ?? received, record.arrival) }
    for (stage, stamp) in record.stageDates { stages.add(stage, at: zone.read(stamp)) }
    if let stage = record.stage {
      stages.add(
        bare: StageChanges.Bare(
          arrival: record.arrival, source: record.source, stage: stage, moment: updated ?? received,
          isDated: record.stageDates[stage] != nil))
    }
  }

  mutating func add(_ event: EventEffect, at moment: Moment, _ arrival: Arrival, channel: ChannelCode?) {
    if let channel = channel ?? event.impliedChannel { touch.add(channel, at: moment, arrival) }
    beginning.add(event: moment, isStage: event.isStage)
    if let stage = event.stage { stages.add(stage, at: moment) }
  }

  mutating func add(_ deal: DealFact) { deals.append(deal) }

  /// `nil` when no row says that there is such a lead: a deal alone makes none.
  mutating func reduced() -> (created: Day, stages: History<Stage>)? {
    if !deals.isEmpty {
      for deal in DealFact.latest(of: deals, in: zone).values {
        if let won = deal.won(in: zone) { stages.add(.customer, at: won) }
      }
      deals.removeAll(keepingCapacity: true)
    }
    let changes = stages.all()
    guard let created = beginning.createdDay(firstStageChange: changes.first?.moment) else { return nil }
    return (created, History(of: changes, created: created))
  }
}
