internal import Definitions
internal import Engine
internal import LibPQ

/// Says in words which fact or known date made a lead enter or leave on a day.
struct Reasons {
  let zone: Zone
  let definition: Definition
  let files: [LeadID: LeadFile]
  private let origins: [Arrival: Origin]
  private let erased: Set<LeadID>
  var builder: TimelineBuilder

  /// Reads the whole log of these leads.
  init(
    for leads: [LeadID], of tenant: TenantID, live: Standing.Live, in session: inout Session
  ) throws {
    guard let zone = Zone(iana: live.zone) else {
      throw StoreError.unfit(reason: "this machine has no time zone \(live.zone): install tzdata")
    }
    self.zone = zone
    definition = try Definition.parse(live.source, file: "definition \(live.definition)")
    builder = TimelineBuilder(definition, zone: zone)
    files = try session.files(of: Set(leads).sorted(), tenant: tenant, zone: zone)
    erased = Set(try session.run(ErasedTimelines(tenant: tenant, leads: Set(leads).sorted())).map(\.lead))
    let arrivals = files.values.flatMap { $0.log.records.map(\.arrival) + ($0.account?.arrivals ?? []) }
    origins = Dictionary(
      try session.run(RecordFiles(tenant: tenant, arrivals: Array(Set(arrivals)))).map { ($0.arrival, $0.origin) },
      uniquingKeysWith: { $1 })
  }

  /// Empty where the lead's facts, as they are now, do not make that change.
  mutating func words(for transition: Transition, of lead: LeadID, on day: Day) -> [String] {
    guard !erased.contains(lead) else { return ["its person was erased; the day was kept"] }
    guard let file = files[lead], let explanation = builder.explain(day, of: file.log, account: file.account),
      explanation.transition == transition
    else { return [] }
    let causes = explanation.causes.gathered.flatMap { words(for: $0, on: day, in: file) }
    // Which gate it was says most where one alone flipped, and nothing on the first day.
    guard explanation.before != nil, explanation.flipped.count == 1, let gate = explanation.flipped.first,
      transition == .entered || transition == .exited(.criteria)
    else { return causes }
    return causes.enumerated().map { $0.offset == 0 ? "\(gate.rawValue): \($0.element)" : $0.element }
  }

  private func words(for cause: Cause, on day: Day, in file: LeadFile) -> [String] {
    switch cause {
    case .created:
      let first = file.log.events.filter { zone.read($0.at).day == day }.map(\.arrival)
      return ["first seen"] + (first.isEmpty ? [] : [events(first, on: day, in: file)])
    case .stage(let from, let to):
      let sources = stageSources(of: to, on: day, in: file)
      return ["stage \(from.name) → \(to.name)" + (sources.isEmpty ? "" : " (\(sources.joined(separator: ", ")))")]
    case .attribute(let path, let from, let to, let said):
      let was = from.map { " (was \($0.quoted))" } ?? ""
      return ["\(path.root.rawValue).\(path.name) = \(to?.quoted ?? "nothing")\(was)\(said.map(origin(of:)) ?? "")"]
    case .channel(let from, let to): return ["channel \(from) → \(to)"]
    case .happened(let arrivals): return [events(arrivals, on: day, in: file)]
    case .leftWindow(let days, let arrivals):
      let events = events(arrivals, on: day - days, in: file, dated: true)
      return ["\(events) no longer in the last \(days) days"]
    case .aged(let days): return ["\(days) days after it was created"]
    case .idle(let days, let since): return ["no engagement for \(days) days, since \(since)"]
    }
  }

  // MARK: Facts in words

  /// `demo_request 14:22`, `page_view ×3`, and stage changes that a row tells: `mql_at in leads.csv`.
  private func events(_ arrivals: [Arrival], on day: Day, in file: LeadFile, dated: Bool = false) -> String {
    let wanted = Set(arrivals)
    let found = file.log.events.filter { wanted.contains($0.arrival) }
    let types = Dictionary(grouping: found, by: \.type).sorted { $0.key < $1.key }
    let sent = types.map { type, events in
      let first = events.map { zone.read($0.at) }.min()
      let at = first.map { dated ? " of \($0.day)" : time(of: $0) } ?? ""
      return events.count == 1 ? "\(type)\(at)" : "\(type) ×\(events.count)"
    }
    let told = Stage.allCases.flatMap { stage in
      stageRows(of: stage, on: day, in: file).filter { wanted.contains($0.row) }
        .map { $0.words + (dated ? " of \(day)" : "") }
    }
    return (sent + told).joined(separator: ", ")
  }

  /// What in the log says so: an event, a dated column, a bare stage, a won deal.
  func stageSources(of stage: Stage, on day: Day, in file: LeadFile) -> [String] {
    var sources: [String] = []
    for event in file.log.events where event.type == EventTypes.stage && event.properties["to"] == .string(stage.name) {
      let moment = zone.read(event.at)
      if moment.day == day { sources.append("stage event\(time(of: moment))") }
    }
    return sources + stageRows(of: stage, on: day, in: file).map(\.words)
  }

  /// The rows of files that say so.
  func stageRows(of stage: Stage, on day: Day, in file: LeadFile) -> [(row: Arrival, words: String)] {
    var rows: [(row: Arrival, words: String)] = []
    for record in file.log.records {
      if let stamp = record.stageDates[stage], zone.read(stamp).day == day {
        rows.append((record.arrival, "\(stage.name)_at\(origin(of: record.arrival))"))
      } else if record.stage == stage, record.updatedAt.map({ zone.read($0).day }) ?? record.receivedDay == day {
        rows.append((record.arrival, "column stage\(origin(of: record.arrival))"))
      }
    }
    guard stage == .customer else { return rows }
    let won = file.log.deals.filter { $0.status == .won && $0.closedAt.map { zone.read($0).day } == day }
    return rows + won.map { ($0.arrival, "deal \($0.dealID) won") }
  }

  func origin(of arrival: Arrival) -> String {
    origins[arrival].map { " in \($0.file ?? "a call received \($0.received)")" } ?? ""
  }

  func time(of moment: Moment) -> String {
    guard !moment.wholeDay else { return "" }
    let local = moment.instant &+ zone.offset(atInstant: moment.instant)
    let minutes = (local / 60_000_000) % 1_440
    let minute = minutes < 0 ? minutes + 1_440 : minutes
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return " \(two(minute / 60)):\(two(minute % 60))"
  }
}

extension [Cause] {
  /// Events that counted for several gates are said once.
  fileprivate var gathered: [Cause] {
    let happened = flatMap { cause -> [Arrival] in
      if case .happened(let arrivals) = cause { arrivals } else { [] }
    }
    guard !happened.isEmpty else { return self }
    let others = filter { if case .happened = $0 { false } else { true } }
    return [.happened(Set(happened).sorted())] + others
  }
}

extension AccountHistory {
  fileprivate var arrivals: [Arrival] {
    attributes.values.flatMap { history -> [Arrival] in history.steps.map(\.content.arrival) }
  }
}

extension Value {
  /// A text in quotes, anything else as JSON has it, at a length that a line can hold.
  var quoted: String { json.count <= 60 ? json : json.prefix(59) + "…" }
}
