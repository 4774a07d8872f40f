import Definitions
import Engine

/// Turns the rows of an events file into batches of typed columns.
///
/// One pass, flat memory: what a batch holds, plus about 12 bytes a row to number equal rows.
/// A resumed import reads the rows again that are committed already, since that numbering
/// depends on them, and lets go of those batches.
public final class EventReader {
  public private(set) var tally = ImportTally()

  private let csv: CSVReader
  private let rules: IntakeRules
  private let keys: [(kind: KeyKind, slot: ColumnSlot)]
  private let properties: ObjectShape
  private let type: ColumnSlot?
  private let time: ColumnSlot?
  private let messageID: ColumnSlot?
  private let channel: ColumnSlot?

  private var batch = EventBatch()
  private var keyrings = KeyringTable()
  private var types = NameTable()
  private var channels = NameTable()
  private var occurrences = OccurrenceCounter()
  private var json = JSONWriter()
  private var content: [UInt8] = []

  /// - Parameter plan: of an events file with this reader's header.
  public init(_ csv: CSVReader, plan: ColumnPlan, rules: IntakeRules) {
    self.csv = csv
    self.rules = rules
    keys = plan.keys
    properties = plan.attributes
    type = plan.standard["type"]
    time = plan.standard["occurred_at"]
    messageID = plan.standard["message_id"]
    channel = plan.standard["channel"]
  }

  /// The next rows, taken or rejected, `limit` of them or what is left; `nil` at the end.
  public func next(limit: Int) throws(FileFault) -> EventBatch? {
    batch = EventBatch()
    keyrings.removeAll()
    types = NameTable()
    channels = NameTable()
    var read = 0
    while read < limit, try csv.next() {
      read += 1
      do throws(RowRefusal) {
        try take()
        tally.taken += 1
      } catch {
        reject(error)
      }
    }
    tally.rows += read
    guard read > 0 else { return nil }
    batch.keyrings = keyrings.keyrings
    batch.types = types.names
    batch.channels = channels.names
    batch.bytesRead = csv.bytesRead
    return batch
  }

  private func reject(_ refusal: RowRefusal) {
    tally.rejected[refusal.reason, default: 0] += 1
    batch.rejects.append(Reject(refusal, csv))
  }

  /// Nothing of a row is kept before all of it has been read.
  private func take() throws(RowRefusal) {
    if let fault = csv.fault { throw RowRefusal(fault, csv.header) }
    guard let type, let time else { throw RowRefusal(.missingType, "there is no type") }
    let name = type.text(in: csv)
    try check(type: name, type)
    guard let (stamp, moment) = try rules.stamp(time, in: csv) else {
      throw RowRefusal(.missingTime, column: time.name, "\(time.name) is empty")
    }
    let stage = try stage(of: name)
    let keyring = try keyrings.number(ofKeysIn: csv, keys, rules.identities)
    json.removeAll()
    _ = json.write(properties, of: csv, stage: stage)

    batch.lines.append(csv.line)
    batch.keyring.append(Int32(keyring))
    see(keyring, at: moment.instant)
    batch.stamp.append(stamp)
    batch.instant.append(moment.instant)
    batch.day.append(moment.day)
    batch.type.append(types.number(of: name) { $0 })
    batch.channel.append(channelNumber())
    batch.properties.append(json.bytes)
    batch.identity.append(identity(name, time.text(in: csv)))
  }

  private func see(_ keyring: Int, at instant: Int64) {
    if keyring == batch.firstSeen.count {
      batch.firstSeen.append(instant)
    } else {
      batch.firstSeen[keyring] = min(batch.firstSeen[keyring], instant)
    }
  }

  /// In bytes. Types are names of things that happen, not texts.
  private static let longestType = 200

  private func check(type name: Bytes, _ slot: ColumnSlot) throws(RowRefusal) {
    guard !name.isEmpty else { throw RowRefusal(.missingType, column: slot.name, "\(slot.name) is empty") }
    guard name.count <= Self.longestType, !name.contains(where: { $0 < 0x20 }) else {
      throw RowRefusal(.badType, column: slot.name, "\(shown(name)) is no name of an event type")
    }
  }

  private func stage(of type: Bytes) throws(RowRefusal) -> Stage? {
    guard type.count == 5, type.equals(caseless: "stage"), type.string == EventTypes.stage else { return nil }
    guard let slot = properties.stageSlot else {
      throw RowRefusal(.unknownStage, "a stage change needs a column \u{201C}to\u{201D}")
    }
    return try tally.stage(slot, in: csv, orThrow: true)
  }

  private func channelNumber() -> Int32 {
    guard let text = channel?.text(in: csv), !text.isEmpty else { return -1 }
    return channels.number(of: text, normal: ChannelName.normal)
  }

  private func identity(_ type: Bytes, _ time: Bytes) -> Fingerprint {
    if let id = messageID?.text(in: csv), !id.isEmpty { return MessageIdentity.of(messageID: id) }
    content.removeAll(keepingCapacity: true)
    content.append(contentsOf: Self.contentLabel)
    content.append(contentsOf: keyrings.text)
    content.append(ASCII.nul)
    content.append(contentsOf: type)
    content.append(ASCII.nul)
    content.append(contentsOf: time)
    content.append(ASCII.nul)
    content.append(contentsOf: json.bytes)
    let first = Fingerprint(of: content)
    let ordinal = occurrences.next(first)
    return ordinal == 1 ? first : MessageIdentity.of(content: content, ordinal: ordinal)
  }

  private static let contentLabel = Array("event\0".utf8)
}

extension Reject {
  init(_ refusal: RowRefusal, _ csv: CSVReader) {
    self.init(
      line: csv.line, column: refusal.column, reason: refusal.reason, message: refusal.message, row: csv.raw.string)
  }
}

extension ImportTally {
  /// The stage that a cell names; `nil` where it is empty and may be.
  mutating func stage(_ slot: ColumnSlot, in row: CSVReader, orThrow isNeeded: Bool) throws(RowRefusal) -> Stage? {
    let text = slot.text(in: row)
    if text.isEmpty, !isNeeded { return nil }
    if let stage = Stage(name: ColumnRule.folded(value: text.string)) { return stage }
    if !text.isEmpty { note(unknown: text.string, in: slot.name) }
    let known = Stage.allCases.map(\.name).joined(separator: ", ")
    throw RowRefusal(.unknownStage, column: slot.name, "\(shown(text)) is no stage (\(known)); a map can translate it")
  }
}
