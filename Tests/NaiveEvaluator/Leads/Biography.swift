import Definitions
import Engine

/// What the log says of one lead, read in the tenant's calendar, before any definition.
struct Biography {
  let keyrings: Set<Set<IdentityKey>>
  let createdDay: Day
  let happenings: [Happening]
  let stageChanges: [StageChange]
  let touches: [Touch]
  /// The account of the lead's present; its history moves along.
  let account: String?
  let attributes: AttributeHistory
  /// The last day that the log names in any way.
  let lastDay: Day

  init(of entries: [NaiveEntry], people: People, calendar: TenantCalendar) {
    let rows = entries.compactMap(\.record)
    let given = entries.compactMap { Happening($0, calendar: calendar) }
    let changes = StageChange.all(in: entries, calendar: calendar)
    let created = Self.createdDay(rows: rows, happenings: given, changes: changes, entries: entries, calendar: calendar)
    keyrings = Set(entries.filter(\.identifies).map { people.keyring($0) })
    createdDay = created
    happenings = given + StageChange.toldOnce(changes).map { Happening(change: $0) }
    stageChanges = changes
    touches = entries.compactMap { Touch($0, calendar: calendar) }
    account = Self.account(of: entries, calendar: calendar)
    attributes = AttributeHistory(
      rows.map { RowValues(row: $0, calendar: calendar) }, beginning: .wholeDay(created))
    lastDay =
      (given.map(\.when.day) + changes.map(\.when.day) + entries.map(\.receivedDay)
      + rows.flatMap { row in [row.createdAt, row.updatedAt].compactMap { $0.map { calendar.read($0).day } } })
      .max() ?? created
  }

  /// The earliest creation time given or event that is no stage change; with neither, the first
  /// change of the stage; else the day the lead was received.
  private static func createdDay(
    rows: [RecordFact], happenings: [Happening], changes: [StageChange], entries: [NaiveEntry],
    calendar: TenantCalendar
  ) -> Day {
    let creations = rows.compactMap(\.createdAt).map { calendar.read($0).day }
    let signsOfLife = happenings.filter { $0.type != "stage" }.map(\.when.day)
    return (creations + signsOfLife).min() ?? changes.map(\.when.day).min()
      ?? entries.filter(\.makesALead).map(\.receivedDay).min() ?? Day(0)
  }

  /// The latest that a leads row gave; where none did, that of the e-mail address seen first.
  private static func account(of entries: [NaiveEntry], calendar: TenantCalendar) -> String? {
    let given = entries.compactMap { entry in
      entry.record.flatMap { row in
        row.accountKey.map { (row.updatedAt.map(calendar.read) ?? .wholeDay(row.receivedDay), entry.arrival, $0) }
      }
    }
    if let latest = given.max(by: { ($0.0, $0.1) < ($1.0, $1.1) }) { return latest.2 }
    let mail = entries.filter { $0.mailAccount != nil }
    return mail.min { $0.sighting(calendar) < $1.sighting(calendar) }?.mailAccount
  }
}

// MARK: On a day

extension Biography {
  /// The stage at the end of a day; before any change a lead is a `lead`, and before it was
  /// created it is nothing.
  ///
  /// Of the newest day with a change the latest time counts, and a date alone ties with all of
  /// its day; on a tie the later stage.
  func stage(on day: Day) -> Stage? {
    guard day >= createdDay else { return nil }
    let known = stageChanges.filter { $0.when.day <= day }
    let newest = known.filter { change in !known.contains { $0.when.day > change.when.day } }
    let latest = newest.compactMap(\.when.instant).max()
    let tied = newest.filter { $0.when.instant == nil || $0.when.instant == latest }
    return tied.map(\.stage).max { $0.rawValue < $1.rawValue } ?? .lead
  }

  /// The channel of the earliest fact by then that carries one.
  func channel(on day: Day) -> String {
    let known = touches.filter { $0.when.day <= day }
    return known.min { ($0.when, $0.arrival) < ($1.when, $1.arrival) }?.channel ?? "unknown"
  }
}

// MARK: What an entry says

/// Something that happened to a lead, a change of its stage among it, however it was told.
struct Happening {
  let when: When
  let type: String
  let properties: [String: Value]

  init?(_ entry: NaiveEntry, calendar: TenantCalendar) {
    guard let event = entry.event else { return nil }
    when = calendar.read(event.at)
    type = event.type
    properties = event.properties
  }

  /// A dated column, a bare stage and a won deal are such events as well.
  init(change: StageChange) {
    when = change.when
    type = "stage"
    properties = ["to": .string(change.stage.name)]
  }
}

/// A fact that carries a channel.
struct Touch {
  let when: When
  let arrival: Arrival
  let channel: String

  init?(_ entry: NaiveEntry, calendar: TenantCalendar) {
    let implied = [
      "email_sent": "cold_email", "call_attempt": "cold_call", "linkedin_invite": "linkedin",
      "linkedin_message": "linkedin",
    ]
    let given = entry.record?.channel ?? entry.event?.channel
    guard let channel = given ?? entry.event.flatMap({ implied[$0.type] }) else { return nil }
    self.channel = channel
    when = entry.time(calendar)
    arrival = entry.arrival
  }
}

extension NaiveEntry {
  var record: RecordFact? { if case .record(let row, _) = content { row } else { nil } }
  var event: EventFact? { if case .event(let event, _) = content { event } else { nil } }
  var deal: DealFact? { if case .deal(let deal) = content { deal } else { nil } }

  /// When the row saw its lead: an event's time; a leads row's creation, else its update; else the
  /// day it was received.
  func time(_ calendar: TenantCalendar) -> When {
    let stamp = event?.at ?? record?.createdAt ?? record?.updatedAt
    return stamp.map(calendar.read) ?? .wholeDay(receivedDay)
  }
}
