internal import Definitions
internal import Engine
internal import Store

extension LeadRow {
  /// The day from which a stage without a date of its own holds; `nil` where there is none.
  func undatedStage(_ zone: Zone, _ receivedDay: Day) -> Day? {
    guard let stage, stageDates[stage] == nil else { return nil }
    return updatedAt.map { zone.read($0).day } ?? receivedDay
  }

  fileprivate var stageDatesJSON: String? {
    guard !stageDates.isEmpty else { return nil }
    return JSONWriter.text(
      Dictionary(uniqueKeysWithValues: stageDates.map { ($0.key.name, Value.string($0.value.description)) }))
  }
}

extension RecordEntry {
  init(
    _ row: LeadRow, arrival: Arrival, keyring: KeyringID, sightedAt: Int64, account: AccountID?, _ source: SourceKind,
    _ receivedDay: Day
  ) {
    self.init(
      arrival: arrival, keyring: keyring, source: source, receivedDay: receivedDay, sightedAt: sightedAt,
      createdAt: row.createdAt, updatedAt: row.updatedAt, account: account, stage: row.stage?.name,
      stageDates: row.stageDatesJSON, channel: row.channel,
      attributes: row.attributes.isEmpty ? "{}" : String(decoding: row.attributes, as: UTF8.self))
  }
}

extension AccountEntry {
  /// `nil` where the row says nothing of its company.
  init?(_ row: LeadRow, _ entry: RecordEntry) {
    guard let account = entry.account, !row.accountAttributes.isEmpty else { return nil }
    self.init(
      account: account, arrival: entry.arrival, source: entry.source, receivedDay: entry.receivedDay,
      updatedAt: entry.updatedAt, attributes: String(decoding: row.accountAttributes, as: UTF8.self))
  }
}

extension LeadBatch {
  /// The names of the attributes that these rows have. A file's rows are alike, so a few tell most,
  /// but an attribute may be rare: all are read.
  var words: Set<Word> {
    var words: Set<Word> = []
    for row in rows {
      words.formUnion(Self.names(row.attributes).map { Word(kind: .lead, name: $0) })
      words.formUnion(Self.names(row.accountAttributes).map { Word(kind: .account, name: $0) })
    }
    return words
  }

  private static func names(_ json: [UInt8]) -> [String] {
    guard !json.isEmpty, case .map(let object)? = try? JSONReader.read(String(decoding: json, as: UTF8.self)) else {
      return []
    }
    return object.keys.compactMap { if case .string(let name) = $0 { name } else { nil } }
  }
}
