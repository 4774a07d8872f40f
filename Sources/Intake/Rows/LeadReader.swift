import Definitions
import Engine

/// Turns the rows of a leads file into batches of records.
public final class LeadReader {
  public private(set) var tally = ImportTally()

  private let csv: CSVReader
  private let plan: ColumnPlan
  private let rules: IntakeRules
  private let stageDates: [(stage: Stage, slot: ColumnSlot)]
  private var keyrings = KeyringTable()
  private var json = JSONWriter()
  private var channels: [String: String] = [:]

  /// - Parameter plan: of a leads file with this reader's header.
  public init(_ csv: CSVReader, plan: ColumnPlan, rules: IntakeRules) {
    self.csv = csv
    self.plan = plan
    self.rules = rules
    stageDates = LeadColumns.stageDates.compactMap { name, stage in
      guard let slot = plan.standard[name], let stage = Stage(name: stage) else { return nil }
      return (stage, slot)
    }
  }

  /// The next rows, taken or rejected, `limit` of them or what is left; `nil` at the end.
  public func next(limit: Int) throws(FileFault) -> LeadBatch? {
    var batch = LeadBatch()
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

  private func row() throws(RowRefusal) -> LeadRow {
    if let fault = csv.row.fault { throw RowRefusal(fault, csv.header) }
    let created = try time("created_at")
    let updated = try time("updated_at")
    var dates: [Stage: Stamp] = [:]
    var earliest = [created?.moment.instant, updated?.moment.instant].compactMap(\.self)
    for (stage, slot) in stageDates {
      guard let (stamp, moment) = try rules.stamp(slot, in: csv.row) else { continue }
      dates[stage] = stamp
      earliest.append(moment.instant)
    }
    let stage = try stage()
    let keyring = try keyrings.number(ofKeysIn: csv.row, plan.keys, rules.identities)
    if stage != nil, updated == nil, dates.isEmpty { tally.undatedStages += 1 }
    let account = accountKey()
    return LeadRow(
      line: csv.row.line, keyring: keyring, createdAt: created?.stamp, updatedAt: updated?.stamp,
      attributes: object(plan.attributes), accountKey: account,
      accountAttributes: account == nil ? [] : object(plan.accountAttributes), stage: stage, stageDates: dates,
      channel: channel(), seenAt: earliest.min())
  }

  private func time(_ name: String) throws(RowRefusal) -> (stamp: Stamp, moment: Moment)? {
    guard let slot = plan.standard[name] else { return nil }
    return try rules.stamp(slot, in: csv.row)
  }

  private func stage() throws(RowRefusal) -> Stage? {
    guard let slot = plan.standard["stage"] else { return nil }
    return try tally.stage(slot, in: csv.row, orThrow: false)
  }

  private func object(_ shape: ObjectShape) -> [UInt8] {
    json.removeAll()
    return json.write(shape, of: csv.row) ? json.bytes : []
  }

  private func accountKey() -> String? {
    AccountKey.of(
      domain: text(plan.standard["domain"]), email: text(plan.keys.first { $0.kind == .email }?.slot),
      company: text(plan.standard["company"]))
  }

  private func text(_ slot: ColumnSlot?) -> String? {
    guard let text = slot?.text(in: csv.row), !text.isEmpty else { return nil }
    return text.string
  }

  private func channel() -> String? {
    guard let text = text(plan.standard["channel"]) else { return nil }
    if let known = channels[text] { return known }
    let name = ChannelName.normal(text)
    if channels.count < 1000 { channels[text] = name }
    return name
  }
}
