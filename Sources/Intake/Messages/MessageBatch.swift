internal import Definitions
internal import Engine
internal import LibPQ
internal import Store

/// Messages of one tenant, sorted into what the fold adds to the log.
struct MessageBatch {
  /// That a person had another id before.
  struct Alias {
    /// Those of now, and those that the old id may be: a device's or a person's, which the sender does not say.
    var keys: [IdentityKey]
    var instant: Int64
  }

  /// What is said of a company by nobody in particular.
  struct Company {
    var account: String
    var attributes: [UInt8]
    var updatedAt: Stamp
  }

  private(set) var events = EventBatch()
  private(set) var leads = LeadBatch()
  private(set) var aliases: [Alias] = []
  private(set) var companies: [Company] = []
  /// The messages of all that are no events.
  private(set) var calls: [PostgresUUID] = []

  private var eventKeyrings: [Keyring: Int] = [:]
  private var leadKeyrings: [Keyring: Int] = [:]
  private var types: [String: Int32] = [:]
  private var channels: [String: Int32] = [:]
  private let zone: Zone

  init(_ messages: [ReadMessage], zone: Zone) {
    self.zone = zone
    for message in messages {
      message.received.body.withUnsafeBufferPointer { add(message.message, of: message.received, in: $0) }
    }
  }

  private mutating func add(
    _ message: IncomingMessage, of received: ReceivedMessage, in bytes: Bytes
  ) {
    if case .event(let type, let channel, let properties, let names, let stage) = message.content {
      var object = MessageText.object(properties, in: bytes)
      for (name, text) in names where object[name] == nil { object[name] = .string(text) }
      if let stage { object["to"] = .string(stage.name) }
      add(event: type, channel, object, of: received.message, message)
      return
    }
    calls.append(received.message)
    switch message.content {
    case .event: break
    case .person(let traits):
      let person = PersonTraits(
        traits.map { MessageText.object($0, in: bytes) }, keys: message.keys, zone, now: received.receivedAt)
      add(person, message)
    case .company(let account, let traits):
      let attributes = Self.json(MessageText.object(traits, in: bytes))
      if message.keys.isEmpty {
        companies.append(Company(account: account, attributes: attributes, updatedAt: message.stamp))
      } else {
        add(member: account, attributes, message)
      }
    case .alias:
      aliases.append(Alias(keys: message.allKeys, instant: message.instant))
    }
  }

  private mutating func add(
    event type: String, _ channel: String?, _ properties: [String: Value], of id: PostgresUUID,
    _ message: IncomingMessage
  ) {
    let keyring = Keyring(message.keys)
    let number = eventKeyrings[keyring] ?? events.keyrings.count
    if number == events.keyrings.count {
      eventKeyrings[keyring] = number
      events.keyrings.append(keyring)
      events.firstSeen.append(message.instant)
    } else {
      events.firstSeen[number] = min(events.firstSeen[number], message.instant)
    }
    events.lines.append(events.lines.count)
    events.keyring.append(Int32(number))
    events.identity.append(Fingerprint(high: id.high, low: id.low))
    events.stamp.append(message.stamp)
    events.instant.append(message.instant)
    events.day.append(zone.day(ofInstant: message.instant))
    events.type.append(Self.number(of: type, in: &types, &events.types))
    events.channel.append(channel.map { Self.number(of: $0, in: &channels, &events.channels) } ?? -1)
    events.properties.append(Self.json(properties))
  }

  private static func number(of name: String, in numbers: inout [String: Int32], _ names: inout [String]) -> Int32 {
    if let known = numbers[name] { return known }
    let number = Int32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }

  private mutating func add(_ person: PersonTraits, _ message: IncomingMessage) {
    add(
      LeadRow(
        line: leads.rows.count, keyring: 0, createdAt: person.createdAt, updatedAt: message.stamp,
        attributes: Self.json(person.attributes), accountKey: person.accountKey,
        accountAttributes: Self.json(person.accountAttributes), stage: person.stage, stageDates: [:],
        channel: person.channel, seenAt: message.instant), message)
  }

  private mutating func add(member account: String, _ attributes: [UInt8], _ message: IncomingMessage) {
    add(
      LeadRow(
        line: leads.rows.count, keyring: 0, createdAt: nil, updatedAt: message.stamp, attributes: [],
        accountKey: account, accountAttributes: attributes, stage: nil, stageDates: [:], channel: nil,
        seenAt: message.instant), message)
  }

  private mutating func add(_ row: LeadRow, _ message: IncomingMessage) {
    let keyring = Keyring(message.keys)
    let number = leadKeyrings[keyring] ?? leads.keyrings.count
    if number == leads.keyrings.count {
      leadKeyrings[keyring] = number
      leads.keyrings.append(keyring)
    }
    var row = row
    row.keyring = number
    leads.rows.append(row)
  }

  /// Nothing for no member, as a file's row has it.
  private static func json(_ object: [String: Value]) -> [UInt8] {
    object.isEmpty ? [] : Array(JSONWriter.text(object).utf8)
  }
}
