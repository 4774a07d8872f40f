internal import Engine
public import Store

/// One alert on its way to one sink.
public struct Message: Sendable, Hashable {
  /// The same at every attempt.
  public var id: MessageID
  /// Whose alert it is: the client's slug and name, and the IANA zone in which its times are told.
  public var tenant: String
  public var client: String
  public var timezone: String
  public var alert: AlertToTell

  public init(id: MessageID, tenant: String, client: String, timezone: String, alert: AlertToTell) {
    self.id = id
    self.tenant = tenant
    self.client = client
    self.timezone = timezone
    self.alert = alert
  }

  public init(_ message: LeasedMessage, of tenant: Tenant) {
    self.init(
      id: message.id, tenant: tenant.slug, client: tenant.name, timezone: tenant.timezone, alert: message.alert)
  }
}

extension Message {
  /// What kind of alert it is, for a person.
  var title: String {
    switch alert.kind {
    case "hot": "Hot"
    case "momentum_jump": "Momentum jump"
    case "stakeholders_joined": "Stakeholders joined"
    case "rewarmed": "Warm again"
    case "signal": "Signal"
    case "digest": "Daily digest"
    case "test": "Test"
    default: alert.kind
    }
  }

  /// The whole in one line: `Hot: Ana Lima, acme.example`.
  var line: String { "\(title): \(alert.headline.inOneLine)" }

  /// What is known besides, as pairs of a name and a value; those that are absent are left out.
  var details: [(name: String, value: String)] {
    let zone = WallClock(timezone)
    let standing = [alert.momentum.map { "\($0)" }, alert.tier.map { "(\($0))" }].compactMap { $0 }
    return [
      ("Due by", alert.dueBy.map { zone.text($0) }), ("Assigned to", alert.assignedTo),
      ("Momentum", standing.isEmpty ? nil : standing.joined(separator: " ")), ("Account", alert.account),
      ("Lead", lead), ("Client", client),
    ].compactMap { name, value in value.map { (name, $0.inOneLine) } }
  }

  private var lead: String? {
    switch (alert.lead, alert.externalID) {
    case (let lead?, let external?): "\(lead.rawValue) (\(external))"
    case (let lead?, nil): "\(lead.rawValue)"
    case (nil, _): nil
    }
  }
}

extension String {
  /// Without line ends and control characters: each run of them, and of blanks, is one blank.
  var inOneLine: String {
    split {
      $0.isWhitespace || $0.isNewline || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
    }
    .joined(separator: " ")
  }
}
