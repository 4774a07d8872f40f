import Engine

/// A lead as the files of a sample client tell it, by a much simpler reading than the product's.
struct RoughLead {
  var created = Day.max
  var attributes: [String: String] = [:]
  /// The day from which on nobody may write to this lead.
  var leftOn = Day.max
  var events: [(day: Day, type: String, properties: [String: String])] = []
  var stages: [(day: Day, stage: String)] = []
}

/// One prospect, one lead: rows that share a key belong together.
struct RoughLeads {
  private let zone: Zone
  private let keyColumns: [String]
  private var leadOfKey: [String: Int] = [:]
  private var mergedInto: [Int: Int] = [:]
  private var leads: [RoughLead] = []

  init(zone: Zone, keyColumns: [String]) {
    self.zone = zone
    self.keyColumns = keyColumns
  }

  var all: [RoughLead] {
    leads.enumerated().filter { mergedInto[$0.offset] == nil && $0.element.created < .max }.map(\.element)
  }

  mutating func read(leads rows: [[String: String]]) {
    for row in rows {
      guard let created = day(row["created_at"]), let index = lead(of: row) else { continue }
      leads[index].created = min(leads[index].created, created)
      if row["do_not_contact"] == "true", let day = day(row["updated_at"]) { leads[index].leftOn = day }
      leads[index].attributes.merge(row) { first, _ in first }
      for stage in Self.stages {
        if let day = day(row["\(stage)_at"]) { leads[index].stages.append((day, stage)) }
      }
    }
  }

  mutating func read(events rows: [[String: String]]) {
    var seen: Set<String> = []
    for row in rows {
      guard let day = day(row["occurred_at"]), let type = row["type"], let index = lead(of: row) else { continue }
      if let id = row["message_id"], !seen.insert(id).inserted { continue }
      if type == "stage" {
        if let stage = row["to"], Self.stages.contains(stage) { leads[index].stages.append((day, stage)) }
      } else {
        leads[index].created = min(leads[index].created, day)
        leads[index].events.append((day, type, row))
      }
    }
  }

  mutating func read(deals rows: [[String: String]]) {
    for row in rows where row["status"] == "won" {
      guard let day = day(row["closed_at"]), let index = lead(of: row) else { continue }
      leads[index].stages.append((day, "customer"))
    }
  }

  static let stages = ["lead", "mql", "sql", "opportunity", "customer", "disqualified"]

  /// The day of a time in a file; `nil` where there is none, or none that can be meant.
  func day(_ text: String?) -> Day? {
    guard let text, let date = Day(iso: text.prefix(10)), date.year >= 1990 else { return nil }
    guard let instant = RoughTime.instant(text, on: date) else { return date }
    return zone.day(ofInstant: instant)
  }

  private mutating func lead(of row: [String: String]) -> Int? {
    let keys = keyColumns.compactMap { column in row[column].flatMap { key(column, $0) } }
    guard !keys.isEmpty else { return nil }
    let known = Set(keys.compactMap { leadOfKey[$0] }.map(survivor)).sorted()
    let index = known.first ?? leads.count
    if known.isEmpty { leads.append(RoughLead()) }
    for other in known.dropFirst() { merge(other, into: index) }
    for key in keys { leadOfKey[key] = index }
    return index
  }

  private func key(_ column: String, _ value: String) -> String? {
    let plain = value.lowercased().filter { $0 != " " }
    if ["n/a", "unknown", "anonymous"].contains(plain) || plain.hasPrefix("info@") { return nil }
    switch column {
    case "email": return plain.contains("@") ? "email:\(plain)" : nil
    case "linkedin": return plain.split(separator: "/").last.map { "linkedin:\($0)" }
    default: return "\(column):\(value)"
    }
  }

  private func survivor(_ index: Int) -> Int {
    var index = index
    while let next = mergedInto[index] { index = next }
    return index
  }

  private mutating func merge(_ other: Int, into index: Int) {
    let lost = leads[other]
    mergedInto[other] = index
    leads[index].created = min(leads[index].created, lost.created)
    leads[index].leftOn = min(leads[index].leftOn, lost.leftOn)
    leads[index].attributes.merge(lost.attributes) { first, _ in first }
    leads[index].events += lost.events
    leads[index].stages += lost.stages
  }
}

/// Times with an offset; those without one mean the wall.
enum RoughTime {
  static func instant(_ text: String, on date: Day) -> Int64? {
    let numbers = text.dropFirst(11).split { !$0.isNumber }.compactMap { Int64($0) }
    guard text.hasSuffix("Z") || numbers.count == 5, numbers.count >= 3 else { return nil }
    let second = numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
    var offset: Int64 = 0
    if numbers.count == 5 {
      offset = (numbers[3] * 3600 + numbers[4] * 60) * (text.dropFirst(11).contains("-") ? -1 : 1)
    }
    return Int64(date.number) * microsecondsInDay + (second - offset) * 1_000_000
  }
}
