/// A place that alerts go to, as the agency wrote it down.
public struct SinkPlan: Sendable, Hashable {
  /// What it is called, within the tenant.
  public var name: String
  public var target: SinkTarget
  /// The kinds of alert that it wants; none means all.
  public var alerts: [String]

  public init(name: String, target: SinkTarget, alerts: [String] = []) {
    self.name = name
    self.target = target
    self.alerts = alerts
  }

  /// What a sink can ask for. A test is not among them: it goes to every sink.
  public static let knownAlerts = ["hot", "momentum_jump", "stakeholders_joined", "rewarmed", "signal", "digest"]
}

/// Where a sink's messages go, with all that it takes to get there.
///
/// Holds secrets: the URL of a Slack webhook is one, and so is a signing secret. Never printed whole.
public enum SinkTarget: Sendable, Hashable {
  /// An incoming webhook of Slack: who has the URL may post.
  case slack(WebAddress)
  case email(to: [MailAddress], from: MailAddress)
  /// Signed with every secret, newest first; several only while one replaces another. None until
  /// one was made.
  case webhook(WebAddress, secrets: [SigningSecret])

  public enum Kind: String, Sendable, Hashable, CaseIterable { case slack, email, webhook }

  public var kind: Kind {
    switch self {
    case .slack: .slack
    case .email: .email
    case .webhook: .webhook
    }
  }

  /// Where to, without what is secret: a host, or the addresses.
  public var place: String {
    switch self {
    case .slack(let url), .webhook(let url, _): url.origin
    case .email(let to, _): to.map(\.text).joined(separator: ", ")
    }
  }
}
