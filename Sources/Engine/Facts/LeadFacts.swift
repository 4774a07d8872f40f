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
  /// The stage changes that columns and deals say: events that nobody sent.
  private(set) var stageRows: [StageChanges.Change] = []

  init(zone: Zone) { self.zone = zone }

  mutating func removeAll() {
    beginning = Beginning()
    stages.removeAll()
    touch = FirstTouch()
    account = LatestAccount()
    deals.removeAll(keepingCapacity: true)
    stageRows.removeAll(keepingCapacity: true)
  }

  mutating func add(_ record: RecordFact, _ times: RecordTimes, channel: ChannelCode?) {
    beginning.add(received: record.receivedDay)
    if let created = times.created { beginning.add(creation: created) }
    if let channel { touch.add(channel, at: times.created ?? times.said, record.arrival) }
    if let key = record.accountKey { account.add(key, at: times.said, record.arrival) }
    for (stage, stamp) in record.stageDates { stages.add(stage, at: zone.read(stamp), row: record.arrival) }
    if let stage = record.stage {
      stages.add(
        bare: StageChanges.Bare(
          arrival: record.arrival, source: record.source, stage: stage, moment: times.said,
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
        if let won = deal.won(in: zone) { stages.add(.customer, at: won, row: deal.arrival) }
      }
      deals.removeAll(keepingCapacity: true)
    }
    let changes = stages.all()
    stageRows = changes.rowsAsEvents
    guard let created = beginning.createdDay(firstStageChange: changes.first?.moment) else { return nil }
    return (created, History(of: changes, created: created))
  }
}

/// The times of one row, as the zone reads them.
struct RecordTimes {
  let created: Moment?
  /// `updated_at` or the call's timestamp.
  let updated: Moment?
  /// The beginning of the day.
  let received: Moment

  init(_ record: RecordFact, in zone: Zone) {
    created = record.createdAt.map(zone.read)
    updated = record.updatedAt.map(zone.read)
    received = zone.read(.date(record.receivedDay))
  }

  /// When the row says what it says: its own time, else the day it was received.
  var said: Moment { updated ?? received }
}
