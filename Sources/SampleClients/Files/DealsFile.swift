import Engine

/// `deals.csv`: deals as they were opened, and again as they were closed.
struct DealsFile {
  private let history: History
  private let zone: Zone
  private var rows: [(time: WallTime, row: [String: String])] = []

  static func text(of history: History, zone: Zone) -> CSVText {
    var file = DealsFile(history: history, zone: zone)
    for life in history.lives { file.add(life) }
    return file.written()
  }

  private mutating func add(_ life: Life) {
    guard let deal = life.deal, history.knows(deal.createdAt) else { return }
    let isClosed = history.knows(deal.closedAt)
    // The expected date of an open deal stays empty: it lies in the future.
    if !isClosed || life.person.number.isMultiple(of: 2) {
      append(life.person, deal, status: "open", updated: deal.createdAt)
    }
    if isClosed { append(life.person, deal, status: deal.isWon ? "won" : "lost", updated: deal.closedAt) }
  }

  private mutating func append(_ person: Person, _ deal: Deal, status: String, updated: WallTime) {
    guard person.externalID != nil || person.email != nil else { return }
    let clock = history.client.crmClock
    var row = ["deal_id": "D-\(person.number)", "status": status, "currency": history.client.currency]
    row["external_id"] = person.externalID
    row["email"] = person.externalID == nil ? person.email : nil
    row["amount"] = "\(deal.amount).00"
    row["created_at"] = clock.text(deal.createdAt, in: zone)
    row["updated_at"] = clock.text(updated, in: zone)
    if status != "open" { row["closed_at"] = clock.text(deal.closedAt, in: zone) }
    rows.append((updated, row))
  }

  private func written() -> CSVText {
    let sorted = rows.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var text = CSVText(columns: [
      "deal_id", "external_id", "email", "amount", "currency", "created_at", "closed_at", "status", "updated_at",
    ])
    for (index, row) in sorted.enumerated() {
      text.append(row.element.row)
      if index == 4 { for bad in badRows { text.append(bad) } }
    }
    return text
  }

  private var badRows: [[String: String]] {
    let lately = history.client.crmClock.text(WallTime(day: history.today - 12, second: 43_200), in: zone)
    let customer = rows.first?.row ?? [:]
    let known = ["external_id": customer["external_id"] ?? "", "email": customer["email"] ?? ""]
    let deal = ["amount": "9800.00", "currency": history.client.currency, "created_at": lately]
    return [
      // Won, but nobody wrote down when.
      deal.merging(known) { a, _ in a }.merging(["deal_id": "D-X1", "status": "won"]) { a, _ in a },
      deal.merging(known) { a, _ in a }.merging(["deal_id": "D-X2", "status": "verbal yes"]) { a, _ in a },
      deal.merging(["deal_id": "D-X3", "status": "open", "email": "nobody.known@northgate.example"]) { a, _ in a },
    ]
  }
}
