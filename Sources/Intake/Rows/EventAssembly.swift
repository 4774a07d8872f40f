import Definitions
import Engine

/// A batch of events in the making. A value, so that the compiler sees that nothing else
/// touches it while a row is taken: that alone is a quarter of the time.
struct EventAssembly {
  private let header: CSVHeader
  private let rules: IntakeRules
  private let keys: [KeyColumn]
  private let properties: ObjectShape
  private let type: ColumnSlot
  private let time: ColumnSlot
  private let messageID: ColumnSlot?
  private let channel: ColumnSlot?

  private var batch = EventBatch()
  private var keyrings = KeyringTable()
  private var types = NameTable()
  private var channels = NameTable()
  private var occurrences = OccurrenceCounter()
  private var json = JSONWriter()
  private var content: [UInt8] = []

  init(_ plan: ColumnPlan, _ rules: IntakeRules, _ header: CSVHeader) {
    self.header = header
    self.rules = rules
    keys = plan.keys
    properties = plan.attributes
    // A plan of an events file has both; without them every row is rejected.
    type = plan.standard["type"] ?? ColumnSlot(name: "type", column: -1)
    time = plan.standard["occurred_at"] ?? ColumnSlot(name: "occurred_at", column: -1)
    messageID = plan.standard["message_id"]
    channel = plan.standard["channel"]
  }

  mutating func take(_ row: CSVRow, _ tally: inout ImportTally) {
    tally.rows += 1
    do throws(RowRefusal) {
      try append(row, &tally)
      tally.taken += 1
    } catch {
      tally.rejected[error.reason, default: 0] += 1
      batch.rejects.append(Reject(error, row))
    }
  }

  mutating func finish(bytesRead: Int) -> EventBatch {
    batch.keyrings = keyrings.keyrings
    batch.types = types.names
    batch.channels = channels.names
    batch.bytesRead = bytesRead
    keyrings.removeAll()
    types = NameTable()
    channels = NameTable()
    defer { batch = EventBatch() }
    return batch
  }

  /// Nothing of a row is kept before all of it has been read.
  private mutating func append(_ row: CSVRow, _ tally: inout ImportTally) throws(RowRefusal) {
    if let fault = row.fault { throw RowRefusal(fault, header) }
    let name = type.text(in: row)
    try check(type: name)
    guard let (stamp, moment) = try rules.stamp(time, in: row) else {
      throw RowRefusal(.missingTime, column: time.name, "\(time.name) is empty")
    }
    let stage = try stage(of: name, row, &tally)
    let keyring = try keyrings.number(ofKeysIn: row, keys, rules.identities)
    json.removeAll()
    _ = json.write(properties, of: row, stage: stage)

    batch.lines.append(row.line)
    batch.keyring.append(Int32(keyring))
    see(keyring, at: moment.instant)
    batch.stamp.append(stamp)
    batch.instant.append(moment.instant)
    batch.day.append(moment.day)
    batch.type.append(types.number(of: name) { $0 })
    batch.channel.append(channelNumber(row))
    batch.properties.append(json.bytes)
    batch.identity.append(identity(row, name))
  }

  private mutating func see(_ keyring: Int, at instant: Int64) {
    if keyring == batch.firstSeen.count {
      batch.firstSeen.append(instant)
    } else {
      batch.firstSeen[keyring] = min(batch.firstSeen[keyring], instant)
    }
  }

  /// In bytes. Types are names of things that happen, not texts.
  private static let longestType = 200

  private func check(type name: Bytes) throws(RowRefusal) {
    guard !name.isEmpty else { throw RowRefusal(.missingType, column: type.name, "\(type.name) is empty") }
    guard name.count <= Self.longestType, !name.contains(where: { $0 < 0x20 }) else {
      throw RowRefusal(.badType, column: type.name, "\(shown(name)) is no name of an event type")
    }
  }

  private func stage(of name: Bytes, _ row: CSVRow, _ tally: inout ImportTally) throws(RowRefusal) -> Stage? {
    guard name.count == EventTypes.stage.utf8.count, name.elementsEqual(EventTypes.stage.utf8) else { return nil }
    guard let slot = properties.stageSlot else {
      throw RowRefusal(.unknownStage, "a stage change needs a column \u{201C}to\u{201D}")
    }
    return try tally.stage(slot, in: row, orThrow: true)
  }

  private mutating func channelNumber(_ row: CSVRow) -> Int32 {
    guard let text = channel?.text(in: row), !text.isEmpty else { return -1 }
    return channels.number(of: text, normal: ChannelName.normal)
  }

  /// What ``MessageIdentity`` would say, without a string in between.
  private mutating func identity(_ row: CSVRow, _ name: Bytes) -> Fingerprint {
    if let id = messageID?.text(in: row), !id.isEmpty { return MessageIdentity.of(messageID: id) }
    content.removeAll(keepingCapacity: true)
    content.append(contentsOf: Self.contentLabel)
    content.append(contentsOf: keyrings.text)
    content.append(ASCII.nul)
    content.append(contentsOf: name)
    content.append(ASCII.nul)
    content.append(contentsOf: time.text(in: row))
    content.append(ASCII.nul)
    content.append(contentsOf: json.bytes)
    let first = Fingerprint(of: content)
    let ordinal = occurrences.next(first)
    return ordinal == 1 ? first : MessageIdentity.of(content: content, ordinal: ordinal)
  }

  private static let contentLabel = Array("event\0".utf8)
}
