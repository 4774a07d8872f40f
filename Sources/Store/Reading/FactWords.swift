internal import Definitions
internal import Engine

/// Says in words what gave a part of a gate its value on a day.
struct FactWords {
  let reasons: Reasons
  let file: LeadFile
  let lead: LeadDay

  /// Events named one by one; of more the number of each type and the latest day.
  private static let most = 3

  func origin(of part: TracedPart) -> String {
    switch part.source {
    case nil: ""
    case .attribute(let slot): said(slot)
    case .query(let slot): events(lead.counted[slot], within: reasons.definition.program.queries[slot].window)
    case .points(let slot): points(lead.pointed[slot], within: reasons.definition.program.pointWindows[slot])
    case .score: points(lead.scored, within: nil)
    case .stage: stage ?? "no stage was ever given"
    case .channel: "first touch"
    case .days(.created): "created \(lead.timeline.createdDay)"
    case .days(.engaged):
      lead.engaged.map { "last engaged \($0)" } ?? "never engaged, created \(lead.timeline.createdDay)"
    }
  }

  /// Since when the stage is what it is, and what says so.
  var stage: String? {
    lead.stageSince.map { day in
      let sources = reasons.stageSources(of: lead.state.stage, on: day, in: file)
      return "since \(day)" + (sources.first.map { ", \($0)" } ?? "")
    }
  }

  private func said(_ slot: Int) -> String {
    let path = reasons.definition.program.attributes[slot]
    guard let arrival = lead.said[slot] else { return "nobody has given \(path.root.rawValue).\(path.name)" }
    let origin = reasons.origin(of: arrival)
    return origin.isEmpty ? "" : String(origin.dropFirst())
  }

  func points(_ happened: [LeadDay.Happened], within days: Int?) -> String {
    guard !happened.isEmpty else { return "no event\(days.map { " of the last \($0) days" } ?? "") has given points" }
    let sums = Dictionary(grouping: happened, by: { type(of: $0) }).map { type, events in
      (type: type, count: events.count, points: events.reduce(Int64(0)) { $0 &+ $1.points })
    }
    return sums.sorted { ($0.points.magnitude, $1.type) > ($1.points.magnitude, $0.type) }
      .map { "\($0.points > 0 ? "+" : "")\($0.points) by \($0.type)\($0.count > 1 ? " ×\($0.count)" : "")" }
      .joined(separator: ", ")
  }

  func events(_ happened: [LeadDay.Happened], within days: Int?) -> String {
    guard !happened.isEmpty else { return "no such event\(days.map { " in the last \($0) days" } ?? "")" }
    if happened.count <= Self.most {
      return happened.map { "\(type(of: $0)) \($0.day)\(time(of: $0))" }.joined(separator: ", ")
    }
    let groups = Dictionary(grouping: happened, by: { type(of: $0) }).sorted { $0.key < $1.key }
    return groups.map { "\($0.key) ×\($0.value.count), latest \($0.value.map(\.day).max() ?? lead.day)" }
      .joined(separator: "; ")
  }

  private func type(of happened: LeadDay.Happened) -> String { sent(happened)?.type ?? EventTypes.stage }

  private func time(of happened: LeadDay.Happened) -> String {
    sent(happened).map { reasons.time(of: reasons.zone.read($0.at)) } ?? ""
  }

  /// `nil` for a stage change that a row tells.
  private func sent(_ happened: LeadDay.Happened) -> EventFact? {
    file.log.events.first { $0.arrival == happened.arrival }
  }
}
