internal import Engine

/// Turns the rows of a signals file into batches.
///
/// A signal has no lead: its domain says whose account it belongs to, and makes the account where
/// nobody knew it. Source: `Docs/Metrics.md`, section 6, "External signals".
public final class SignalReader {
  public private(set) var tally = ImportTally()

  private let csv: CSVReader
  private let plan: ColumnPlan
  private let rules: IntakeRules
  private var occurrences = OccurrenceCounter()
  private var json = JSONWriter()

  /// - Parameter plan: of a signals file with this reader's header.
  public init(_ csv: CSVReader, plan: ColumnPlan, rules: IntakeRules) {
    self.csv = csv
    self.plan = plan
    self.rules = rules
  }

  /// The next rows, taken or rejected, `limit` of them or what is left; `nil` at the end.
  public func next(limit: Int) throws(FileFault) -> SignalBatch? {
    var batch = SignalBatch()
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
    batch.bytesRead = csv.bytesRead
    return batch
  }

  private func row() throws(RowRefusal) -> SignalRow {
    if let fault = csv.row.fault { throw RowRefusal(fault, csv.header) }
    let account = try account()
    let type = try type()
    guard let slot = plan.standard["occurred_at"], let (stamp, _) = try rules.stamp(slot, in: csv.row) else {
      throw RowRefusal(.missingTime, column: columnName("occurred_at"), "\(columnName("occurred_at")) is empty")
    }
    json.removeAll()
    _ = json.write(plan.attributes, of: csv.row)
    return SignalRow(
      line: csv.row.line, identity: identity(account, type, time: slot.text(in: csv.row).string), accountKey: account,
      type: type, occurredAt: stamp, properties: json.bytes)
  }

  private func text(_ name: String) -> Bytes {
    plan.standard[name]?.text(in: csv.row) ?? Bytes(start: nil, count: 0)
  }

  private func columnName(_ name: String) -> String { plan.standard[name]?.name ?? name }

  private func account() throws(RowRefusal) -> String {
    let text = text("domain")
    let column = columnName("domain")
    guard !text.isEmpty else { throw RowRefusal(.missingDomain, column: column, "\(column) is empty") }
    guard let key = AccountKey.of(domain: text.string) else {
      throw RowRefusal(.badDomain, column: column, "\(shown(text)) names no company (like acme.com)")
    }
    return key
  }

  /// In bytes, as of an event's type.
  private static let longestType = 200

  /// Under one spelling, for the model's table of signals names them in it.
  private func type() throws(RowRefusal) -> String {
    let text = text("type")
    let column = columnName("type")
    guard !text.isEmpty else { throw RowRefusal(.missingType, column: column, "\(column) is empty") }
    guard text.count <= Self.longestType, !text.contains(where: { $0 < 0x20 }),
      let name = ChannelName.normal(text.string)
    else { throw RowRefusal(.badType, column: column, "\(shown(text)) is no name of a signal's type") }
    return name
  }

  /// The sender's id; without one, all that the row says and how many equal rows stood before it.
  private func identity(_ account: String, _ type: String, time: String) -> Fingerprint {
    let id = text("message_id")
    if !id.isEmpty { return MessageIdentity.of(messageID: id) }
    var content = Array("signal".utf8)
    for part in [Array(account.utf8), Array(type.utf8), Array(time.utf8), json.bytes] {
      content.append(ASCII.nul)
      content += part
    }
    return MessageIdentity.of(content: content, ordinal: occurrences.next(Fingerprint(of: content)))
  }
}
