import Definitions
import Engine
import Store

/// The engine by itself, without a database: how many days of leads a definition is evaluated on, and how
/// many events become timelines, in a second of one core.
///
/// Both have an absolute goal. Beside them, without a goal, stands what adding up the same arrays takes.
struct EngineBench {
  /// At scale 1: 1,000 leads with a year of days each, and a million events.
  let scale: Double
  let runs: Int
  let say: @Sendable (String) -> Void

  /// Million lead-days, and events, in a second of one core: events also where momentum is made of them.
  static let wanted = 5.0

  func run() throws -> [Figure] { try leadDays() + events() }

  private func leadDays() throws -> [Figure] {
    let days = try LeadDays(leads: leads(atScale1: 1_000))
    say("engine: \(days.leads.count) leads, \(days.count) days of them")
    return try figures("lead-days/s", of: days.count, among: days.count, sum: days.sum) {
      coreSeconds { days.qualified() }
    }
  }

  private func events() throws -> [Figure] {
    let events = try LeadEvents(leads: leads(atScale1: 1_000_000 / LeadEvents.eventsOfLead))
    guard let zone = Zone(iana: "Europe/Berlin") else {
      throw StoreError.unfit(reason: "this machine knows no time zones")
    }
    say("engine: \(events.records.count) leads, \(events.count) events of them")
    func figures(_ unit: String, model: MomentumModel?) throws -> [Figure] {
      try self.figures(unit, of: events.count, among: events.records.count, sum: events.sum) {
        // A new builder has met no event yet: whatever a `where` says is evaluated within the measured part.
        var builder = TimelineBuilder(events.definition, zone: zone, collectsActivity: model != nil)
        // The numbers of all values are given out before the measured part, and are to be good until its end.
        builder.classifier = EventClassifier(events.definition.program, capacity: .max)
        var momentum = model.map { MomentumBuilder($0) }
        let coded = events.coded(for: &builder)
        return coreSeconds { events.qualified(coded, with: &builder, momentum: &momentum) }
      }
    }
    return try figures("events/s", model: nil) + figures("events/s with momentum", model: .default)
  }

  /// - Parameter work: gives its time, and how many it found to be qualified among so many.
  private func figures(
    _ unit: String, of count: Int, among candidates: Int, sum: () -> Int64,
    work: () throws -> (Double, Int)
  ) throws -> [Figure] {
    var (ours, adding) = (Series(), Series())
    for run in 1...runs {
      let (time, qualified) = try work()
      guard qualified > 0, qualified < candidates else {
        throw StoreError.unfit(reason: "\(qualified) of \(candidates) qualify, so nothing was measured")
      }
      ours.add(Double(count) / time)
      let (limit, total) = coreSeconds(sum)
      adding.add(Double(count) / limit)
      say(
        "engine: run \(run) of \(runs): \(Int(Double(count) / time)) \(unit) (\(qualified) qualify, checksum \(total & 0xFFFF))"
      )
    }
    return [
      Figure(
        bench: "engine", metric: "\(unit) of a core, goal: \(Int(Self.wanted)) million", ours: ours,
        limit: Series([Self.wanted * 1_000_000]), goal: .atLeast(1)),
      Figure(
        bench: "engine", metric: "\(unit) of a core, limit: adding up the arrays", ours: ours, limit: adding, goal: nil),
    ]
  }

  /// More than ten times the usual says nothing new, and would have to fit into memory.
  private func leads(atScale1 count: Int) -> Int { max(50, Int(Double(count) * min(scale, 10))) }
}
