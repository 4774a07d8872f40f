import Definitions

@testable import Engine

func day(_ iso: String) -> Day {
  guard let day = Day(iso: iso) else { preconditionFailure("\(iso) is no date") }
  return day
}

func zone(_ name: String) -> Zone {
  guard let zone = Zone(iana: name) else { preconditionFailure("\(name) is no zone") }
  return zone
}

/// Microseconds of a wall clock, or of UTC.
func clock(_ date: String, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) -> Int64 {
  Int64(day(date).number) * microsecondsInDay + Int64(hour * 3600 + minute * 60 + second) * 1_000_000
}

/// `2026-01-05` is a date alone, `2026-01-05 10:00` a wall clock without offset,
/// `2026-01-05 10:00Z` an instant.
func at(_ text: String) -> Stamp {
  let parts = text.split(separator: " ")
  let date = String(parts[0])
  guard parts.count == 2 else { return .date(day(date)) }
  let time = parts[1].prefix(5).split(separator: ":").compactMap { Int($0) }
  let microseconds = clock(date, time[0], time[1])
  return text.hasSuffix("Z") ? .instant(microseconds) : .local(microseconds)
}

func record(
  _ arrival: Int64, received: String = "2026-01-01", from source: SourceKind = .file, created: String? = nil,
  updated: String? = nil, _ attributes: [String: Given] = [:], account: String? = nil, stage: Stage? = nil,
  dates: [Stage: String] = [:], channel: String? = nil
) -> RecordFact {
  RecordFact(
    arrival: Arrival(arrival), receivedDay: day(received), source: source, createdAt: created.map(at),
    updatedAt: updated.map(at), attributes: attributes.mapValues(\.value), accountKey: account, stage: stage,
    stageDates: dates.mapValues(at), channel: channel)
}

func event(
  _ arrival: Int64, _ type: String, _ time: String, channel: String? = nil, _ properties: [String: Given] = [:]
) -> EventFact {
  EventFact(
    arrival: Arrival(arrival), at: at(time), type: type, channel: channel, properties: properties.mapValues(\.value))
}

func stage(_ arrival: Int64, _ to: Stage, _ time: String) -> EventFact {
  event(arrival, "stage", time, ["to": Given(value: .string(to.name))])
}

func deal(
  _ arrival: Int64, _ id: String, _ status: DealFact.Status, closed: String? = nil, updated: String? = nil
) -> DealFact {
  DealFact(
    arrival: Arrival(arrival), dealID: id, status: status, closedAt: closed.map(at), updatedAt: updated.map(at))
}

func state(
  _ records: [RecordFact] = [], _ events: [EventFact] = [], _ deals: [DealFact] = [], in zone: Zone = .utc
) -> LeadState? {
  LeadState(LeadLog(records: records, events: events, deals: deals), zone: zone)
}

/// `2026-01-05 mql`, one a step.
func steps(_ state: LeadState?) -> [String] {
  (state?.stages.steps ?? []).map { "\($0.from) \($0.content.name)" }
}

/// A value as a test writes it; `nil` is an explicit null.
struct Given: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  let value: Value

  init(value: Value) { self.value = value }
  init(stringLiteral text: String) { value = .string(text) }
  init(integerLiteral number: Int64) { value = .int(number) }
  init(floatLiteral number: Double) { value = .double(number) }
  init(booleanLiteral flag: Bool) { value = .bool(flag) }
  init(nilLiteral: ()) { value = .null }
}
