public import Definitions

/// What the leads of a waterfall are told apart by: something that has one value per lead and day.
public enum Trait: Hashable, Sendable {
  /// First touch; the same on every day.
  case channel
  case stage
  /// `lead.title`, `account.industry`; what lies deeper by `within`: `account.address.city`.
  case attribute(AttributePath, within: [String])

  /// `nil` where a text names none: `channel`, `stage`, `lead.X`, `account.X`, `account.X.Y`.
  public init?(path: String) {
    switch path {
    case "channel": self = .channel
    case "stage": self = .stage
    default:
      let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 2, !parts.contains(""), let root = AttributePath.Root(rawValue: parts[0]) else { return nil }
      self = .attribute(AttributePath(root: root, name: parts[1]), within: Array(parts.dropFirst(2)))
    }
  }

  /// The lead's value from each day on, as text; before the first step, and where a step says
  /// `nil`, there is none.
  public func history(
    of lead: LeadState, records: [RecordFact], account: AccountHistory?, zone: Zone
  ) -> History<String?> {
    var history = History<String?>()
    switch self {
    case .channel: history.append(lead.channel, from: .min)
    case .stage:
      history.append(Stage.lead.name, from: .min)
      for step in lead.stages.steps { history.append(step.content.name, from: step.from) }
    case .attribute(let path, let within):
      let claims =
        switch path.root {
        case .lead: Self.claims(records, on: path.name, created: lead.createdDay, zone: zone)
        case .account: account?.attributes[path.name]
        }
      for step in claims?.steps ?? [] { history.append(step.content.present?.inside(within)?.shown, from: step.from) }
    }
    return history
  }

  private static func claims(
    _ records: [RecordFact], on name: String, created: Day, zone: Zone
  ) -> History<Claim>? {
    let claims = records.compactMap { record in
      record.attributes[name].map { Claim($0, record, RecordTimes(record, in: zone)) }
    }
    return claims.isEmpty ? nil : History(of: claims, since: zone.read(.date(created)))
  }
}

extension Value {
  fileprivate func inside(_ names: [String]) -> Value? {
    var value = self
    for name in names {
      guard case .map(let members) = value, let member = members[.string(name)] else { return nil }
      value = member
    }
    return value == .null ? nil : value
  }

  /// A text as it is, anything else as JSON has it.
  fileprivate var shown: String {
    if case .string(let text) = self { text } else { json }
  }
}
