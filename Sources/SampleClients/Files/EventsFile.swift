import Engine

/// `events.csv`: what the client's programs saw, each knowing people by its own keys.
struct EventsFile {
  private let history: History
  private let zone: Zone
  private var chance: Chance
  private var rows: [(time: WallTime, row: [String: String])] = []

  static func text(of history: History, zone: Zone, seed: UInt64) -> CSVText {
    var file = EventsFile(
      history: history, zone: zone, chance: Chance(seed: seed, for: history.client.slug, "events"))
    for life in history.lives { file.add(life) }
    return file.written()
  }

  private mutating func add(_ life: Life) {
    // Who never sends a form is known to the website only by the link in a mail.
    let comesByLink = !life.deeds.contains { $0.tool == .form } && chance.happens(0.9)
    for (index, deed) in life.deeds.enumerated() where history.knows(deed.time) {
      // Who has no address gets no mail.
      if deed.tool == .mailer, life.person.email == nil { continue }
      var row = keys(of: life.person, for: deed.tool, comesByLink: comesByLink)
      row["message_id"] = messageID(of: deed, index: index, person: life.person)
      append(deed, row)
      // The same event delivered twice, as retries do.
      if row["message_id"] != nil, chance.happens(0.004) { append(deed, row) }
    }
    for (stage, time) in life.stages where !history.client.stages.isColumn(stage) && history.knows(time) {
      let deed = Deed(time: time, type: "stage", tool: .crm, properties: ["to": stage])
      append(deed, keys(of: life.person, for: .crm, comesByLink: false))
    }
  }

  private mutating func append(_ deed: Deed, _ keys: [String: String]) {
    var row = keys.merging(deed.properties) { key, _ in key }
    row["type"] = deed.type
    row["occurred_at"] = deed.tool.clock(of: history.client).text(deed.time, in: zone)
    rows.append((deed.time, row))
  }

  private func keys(of person: Person, for tool: Tool, comesByLink: Bool) -> [String: String] {
    let known: [String: String?]
    switch tool {
    case .website: known = comesByLink ? cookie(and: person) : ["anonymous_id": person.anonymousID]
    case .form: known = cookie(and: person)
    case .mailer: known = ["email": person.email]
    case .linkedin: known = ["linkedin": person.linkedin]
    case .phone where history.client.identities.contains("phone"): known = ["phone": person.phone]
    case .crm, .phone: known = ["external_id": person.externalID]
    }
    let found = known.compactMapValues { $0 }
    return found.isEmpty ? anyKey(of: person) : found
  }

  private func cookie(and person: Person) -> [String: String] {
    anyKey(of: person).merging(["anonymous_id": person.anonymousID]) { key, _ in key }
  }

  private func anyKey(of person: Person) -> [String: String] {
    if let email = person.email { return ["email": email] }
    if let externalID = person.externalID { return ["external_id": externalID] }
    return person.linkedin.map { ["linkedin": $0] } ?? [:]
  }

  /// The website and the mailer number what they send; the CRM does not.
  private func messageID(of deed: Deed, index: Int, person: Person) -> String? {
    switch deed.tool {
    case .website, .form: "web-\(person.number)-\(index)"
    case .mailer: "mail-\(person.number)-\(index)"
    case .linkedin, .crm, .phone: nil
    }
  }

  private func written() -> CSVText {
    let sorted = rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    let usual = ["external_id", "email", "linkedin", "phone", "anonymous_id", "type", "occurred_at", "message_id"]
    let filled = Set(rows.flatMap(\.row.keys))
    var text = CSVText(columns: usual.filter(filled.contains) + filled.subtracting(usual).sorted())
    for (index, row) in sorted.enumerated() {
      text.append(row.element.row)
      if index % 700 == 350, let bad = badRow(index / 700) { text.append(bad) }
    }
    return text
  }

  private func badRow(_ number: Int) -> [String: String]? {
    let lately = Clock.utc.text(WallTime(day: history.today - 9, second: 50_000), in: zone)
    let somebody = history.lives.first { $0.person.email != nil }?.person.email ?? ""
    let bad: [[String: String]] = [
      ["email": somebody, "occurred_at": lately],
      ["email": somebody, "type": "page_view", "path": "/pricing", "occurred_at": "yesterday"],
      ["anonymous_id": "anonymous", "type": "page_view", "path": "/", "occurred_at": lately],
      ["email": somebody, "type": "stage", "to": "nurturing", "occurred_at": lately],
      ["email": somebody, "type": "page_view", "path": "/", "occurred_at": "1970-01-01T00:00:00Z"],
      ["email": "", "type": "email_opened", "occurred_at": lately],
    ]
    return number < bad.count ? bad[number] : nil
  }
}
