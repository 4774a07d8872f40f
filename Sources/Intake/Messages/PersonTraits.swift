internal import Definitions
internal import Engine

/// What an identify call says of a person, in the words of a leads file.
struct PersonTraits {
  let attributes: [String: Value]
  let createdAt: Stamp?
  let stage: Stage?
  let channel: String?
  let accountKey: String?
  let accountAttributes: [String: Value]

  /// What libraries in JavaScript call it, and what a leads file does.
  private static let names = [
    "firstName": "first_name", "lastName": "last_name", "jobTitle": "title", "leadSource": "lead_source",
  ]

  /// - Parameters:
  ///   - objects: the earlier ones win.
  ///   - keys: who it is, in normal form: they are attributes too, as in a file.
  init(_ objects: [[String: Value]], keys: [IdentityKey], _ zone: Zone, now: Int64) {
    var traits: [String: Value] = [:]
    for object in objects {
      for (name, value) in object where traits[name] == nil { traits[name] = value }
    }
    createdAt = Self.creation(
      traits.removeValue(forKey: "createdAt") ?? traits.removeValue(forKey: "created_at"), zone, now)
    var stage: Stage?
    if case .string(let text)? = traits["stage"], let known = Stage(name: ColumnRule.folded(value: text)) {
      stage = known
      traits["stage"] = nil
    }
    self.stage = stage
    channel = Self.text(traits.removeValue(forKey: "channel")).flatMap(ChannelName.normal)

    var company: [String: Value] = [:]
    if case .map(let entries)? = traits["company"] {
      for case (.string(let name), let value) in entries { company[name] = value }
      traits["company"] = company["name"]
      if traits["domain"] == nil { traits["domain"] = company["domain"] ?? company["website"] }
    }
    for (foreign, own) in Self.names {
      if let value = traits.removeValue(forKey: foreign), traits[own] == nil { traits[own] = value }
    }
    for key in keys where LeadColumns.keyAttributes.contains(key.kind) {
      traits[key.kind.name] = .string(key.value)
    }
    accountKey = AccountKey.of(
      domain: Self.text(traits["domain"]), email: keys.first { $0.kind == .email }?.value,
      company: Self.text(traits["company"]))
    accountAttributes = accountKey == nil ? [:] : company
    attributes = traits
  }

  private static func text(_ value: Value?) -> String? {
    switch value {
    case .string(let text): text
    case .int(let number): String(number)
    default: nil
    }
  }

  /// A time after now, or before there were such systems, is a mistake, and says nothing.
  private static func creation(_ value: Value?, _ zone: Zone, _ now: Int64) -> Stamp? {
    let text: String? =
      switch value {
      case .string(let text): text
      case .int(let number): String(number)
      case .double(let number): String(number)
      default: nil
      }
    guard let text, let stamp = try? MessageText.stamp(text) else { return nil }
    let moment = zone.read(stamp)
    return moment.instant <= now && moment.day >= IntakeRules.firstDay ? stamp : nil
  }
}
