import Engine

/// Turns the rows of a deals file into batches.
public final class DealReader {
  public private(set) var tally = ImportTally()

  private let csv: CSVReader
  private let plan: ColumnPlan
  private let rules: IntakeRules
  private var keyrings = KeyringTable()

  /// - Parameter plan: of a deals file with this reader's header.
  public init(_ csv: CSVReader, plan: ColumnPlan, rules: IntakeRules) {
    self.csv = csv
    self.plan = plan
    self.rules = rules
  }

  /// The next rows, taken or rejected, `limit` of them or what is left; `nil` at the end.
  public func next(limit: Int) throws(FileFault) -> DealBatch? {
    var batch = DealBatch()
    keyrings.removeAll()
    var read = 0
    let end = csv.bytesRead + BatchSize.bytes
    while read < limit, csv.bytesRead < end, try csv.next() {
      read += 1
      do throws(RowRefusal) {
        batch.rows.append(try row())
        tally.taken += 1
      } catch {
        tally.rejected[error.reason, default: 0] += 1
        batch.rejects.append(Reject(error, csv.row))
      }
    }
    tally.rows += read
    guard read > 0 else { return nil }
    batch.keyrings = keyrings.keyrings
    batch.bytesRead = csv.bytesRead
    return batch
  }

  private func row() throws(RowRefusal) -> DealRow {
    if let fault = csv.row.fault { throw RowRefusal(fault, csv.header) }
    let id = try dealID()
    let status = try status()
    let created = try time("created_at")
    let updated = try time("updated_at")
    // An open deal's closing date is a hope, and may well lie ahead.
    let closed = status == .open ? nil : try time("closed_at")
    if status == .won, closed == nil {
      throw RowRefusal(
        .missingClosedAt, column: plan.standard["closed_at"]?.name ?? "", "a won deal needs the time it was closed")
    }
    let amount = try amount()
    let keyring = try keyrings.number(ofKeysIn: csv.row, plan.keys, rules.identities)
    return DealRow(
      line: csv.row.line, keyring: keyring, dealID: id, status: status, createdAt: created, closedAt: closed,
      updatedAt: updated, amountMinor: amount, raw: csv.row.raw.string)
  }

  private func time(_ name: String) throws(RowRefusal) -> Stamp? {
    guard let slot = plan.standard[name] else { return nil }
    return try rules.stamp(slot, in: csv.row)?.stamp
  }

  private func text(_ name: String) -> Bytes {
    plan.standard[name]?.text(in: csv.row) ?? Bytes(start: nil, count: 0)
  }

  private func columnName(_ name: String) -> String { plan.standard[name]?.name ?? name }

  private func dealID() throws(RowRefusal) -> String {
    let text = text("deal_id")
    guard !text.isEmpty else { throw RowRefusal(.missingDealID, column: columnName("deal_id"), "there is no deal id") }
    guard text.count <= KeyNormaliser.longest, !text.contains(where: { $0 < 0x20 }) else {
      throw RowRefusal(.badDealID, column: columnName("deal_id"), "\(shown(text)) is no id")
    }
    return KeyNormaliser.composed(text.string)
  }

  private func status() throws(RowRefusal) -> DealFact.Status {
    let text = text("status")
    if let status = DealFact.Status(rawValue: ColumnRule.folded(value: text.string)) { return status }
    let column = columnName("status")
    tally.note(unknown: text.string, in: column)
    throw RowRefusal(
      .unknownStatus, column: column, "\(shown(text)) is no status (open, won, lost); a map can translate it")
  }

  private func amount() throws(RowRefusal) -> Int64? {
    let text = text("amount")
    guard !text.isEmpty else { return nil }
    let column = columnName("amount")
    let (number, ownCode) = Self.parts(text.string)
    guard let amount = DecimalText(number) else {
      throw RowRefusal(.badAmount, column: column, "\(shown(text)) is no amount (like 1234.50 or 1,234.50)")
    }
    let currency = try currency(ownCode)
    do throws(MoneyFault) {
      return try rules.rates.minorUnits(amount, in: currency)
    } catch {
      let reason: RejectReason = error == .tooLarge ? .badAmount : .otherCurrency
      throw RowRefusal(
        reason, column: reason == .badAmount ? column : columnName("currency"), "\(shown(text)): \(error)")
    }
  }

  /// The row's own column says it, else the amount itself (`USD 1,200`), else it is the tenant's.
  private func currency(_ ownCode: Currency?) throws(RowRefusal) -> Currency {
    let code = text("currency")
    guard !code.isEmpty else { return ownCode ?? rules.rates.home }
    guard let currency = Currency(code: code.string) else {
      throw RowRefusal(.badCurrency, column: columnName("currency"), "\(shown(code)) is no currency code (like EUR)")
    }
    return currency
  }

  /// A code before or behind the number is taken off it.
  private static func parts(_ text: String) -> (number: String, code: Currency?) {
    let words = text.split(separator: " ")
    guard words.count == 2 else { return (text, nil) }
    if let code = Currency(code: words[0]) { return (String(words[1]), code) }
    if let code = Currency(code: words[1]) { return (String(words[0]), code) }
    return (text, nil)
  }
}
