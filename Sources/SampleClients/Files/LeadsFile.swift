import Engine

/// `leads.csv`: the export of the client's CRM, with the disorder that such exports have.
struct LeadsFile {
  private let history: History
  private let zone: Zone
  private var chance: Chance
  private var rows: [(time: WallTime, row: [String: String])] = []

  static func text(of history: History, zone: Zone, seed: UInt64) -> CSVText {
    var file = LeadsFile(
      history: history, zone: zone, chance: Chance(seed: seed, for: history.client.slug, "leads"))
    for life in history.lives { file.add(life) }
    return file.written()
  }

  private mutating func add(_ life: Life) {
    rows.append((life.created, row(of: life)))
    if let leftAt = life.leftAt, history.knows(leftAt) {
      amend(life, at: leftAt, ["do_not_contact": "true"])
    }
    if chance.happens(0.03) {
      amend(life, at: WallTime(day: life.created.day + 60, second: 36_000), ["title": "Senior \(life.person.title)"])
    }
    if chance.happens(0.04) { listAgain(life) }
    if chance.happens(0.012) { enterTwice(life) }
  }

  private func row(of life: Life) -> [String: String] {
    let person = life.person
    var row = names(of: person)
    row["external_id"] = person.externalID
    row["email"] = person.email
    row["linkedin"] = person.linkedin
    row["phone"] = person.phone
    row["title"] = person.title
    row["domain"] = person.company.domain
    row["channel"] = life.channel
    row["email_verified"] = person.emailVerified.map { $0 ? "true" : "false" }
    row["phone_verified"] = person.phoneVerified.map { $0 ? "true" : "false" }
    row["do_not_contact"] = "false"
    row["created_at"] = clock.text(life.created, in: zone)
    row["account.industry"] = person.company.industry
    row["account.employees"] = person.company.employees.map(String.init)
    row.merge(person.company.attributes.merging(person.attributes) { a, _ in a }) { a, _ in a }
    for (stage, time) in life.stages where history.client.stages.isColumn(stage) && history.knows(time) {
      row["\(stage)_at"] = "\(time.day)"
    }
    return row
  }

  /// A later export of the same person, changed: its values hold from `updated_at` on.
  private mutating func amend(_ life: Life, at time: WallTime, _ changes: [String: String]) {
    guard history.knows(time), let key = life.person.externalID else { return }
    var row = names(of: life.person)
    row["external_id"] = key
    row["created_at"] = clock.text(life.created, in: zone)
    row["updated_at"] = clock.text(time, in: zone)
    rows.append((time, row.merging(changes) { _, new in new }))
  }

  /// The same person from another list: no CRM id, the address in capitals with a stray blank.
  private mutating func listAgain(_ life: Life) {
    let time = WallTime(day: life.created.day + chance.whole(3...40), second: 40_000)
    guard history.knows(time), let email = life.person.email else { return }
    var row = names(of: life.person)
    row["email"] = " " + email.uppercased()
    row["linkedin"] = life.person.linkedin.map { $0.lowercased() + "/" }
    row["created_at"] = clock.text(time, in: zone)
    row["note"] = "bought list, spring"
    rows.append((time, row))
  }

  /// Somebody entered a person who was there already: two CRM ids, one address.
  private mutating func enterTwice(_ life: Life) {
    let time = WallTime(day: life.created.day + chance.whole(1...90), second: 50_000)
    guard history.knows(time), let email = life.person.email, let key = life.person.externalID else { return }
    var row = names(of: life.person)
    row["external_id"] = key + "-2"
    row["email"] = email
    row["created_at"] = clock.text(time, in: zone)
    row["note"] = "Entered at the stand,\nsaid \"call me next quarter\""
    rows.append((time, row))
  }

  private func names(of person: Person) -> [String: String] {
    ["first_name": person.firstName, "last_name": person.lastName, "company": person.company.name]
  }

  private var clock: Clock { history.client.crmClock }

  private func written() -> CSVText {
    let sorted = rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var text = CSVText(columns: columns)
    for (index, row) in sorted.enumerated() {
      text.append(row.element.row)
      // Spread over the file, so that line numbers mean something.
      if index % 60 == 30, let bad = badRow(index / 60) { text.append(bad) }
      if index == 333 { text.append(raw: "one field too few") }
    }
    return text
  }

  /// The columns that this client's file has: those that any row fills, the usual ones first.
  private var columns: [String] {
    let filled = Set(rows.flatMap(\.row.keys))
    let usual = [
      "external_id", "first_name", "last_name", "email", "linkedin", "phone", "title", "company", "domain", "channel",
      "email_verified", "phone_verified", "do_not_contact", "created_at", "updated_at", "mql_at", "sql_at",
      "opportunity_at", "disqualified_at", "account.industry", "account.employees",
    ]
    return usual.filter(filled.contains) + filled.subtracting(usual).sorted()
  }

  private func badRow(_ number: Int) -> [String: String]? {
    let today = clock.text(WallTime(day: history.today - 20, second: 36_000), in: zone)
    let bad: [[String: String]] = [
      // Nobody in particular reads a role mailbox.
      ["email": "info@northgate.example", "company": "Northgate Supply", "created_at": today],
      // The day on which spreadsheets begin to count.
      ["external_id": "OLD-1", "email": "old.one@northgate.example", "created_at": "1899-12-30"],
      ["email": "jo.fields(at)northgate.example", "created_at": today],
      ["external_id": "OLD-2", "email": "old.two@northgate.example", "created_at": "2026-02-30"],
      ["external_id": "n/a", "email": "unknown", "company": "Northgate Supply", "created_at": today],
      ["first_name": "Sam", "last_name": "Nobody", "company": "Northgate Supply", "created_at": today],
      ["external_id": "OLD-3", "email": "old.three@northgate.example", "created_at": "last week"],
    ]
    return number < bad.count ? bad[number] : nil
  }
}
