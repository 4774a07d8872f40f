public import Engine

/// An alert as those who are told of it need it.
public struct AlertToTell: Sendable, Hashable {
  public var id: Int64
  /// `hot`, `rewarmed`, …; `test` where somebody tries a sink.
  public var kind: String
  public var day: Day
  /// Microseconds since 1970, as all times here.
  public var firedAt: Int64
  /// Who.
  public var headline: String
  /// Why.
  public var reason: String
  /// What to do about it.
  public var action: String
  public var dueBy: Int64?
  public var momentum: Int?
  public var tier: String?
  public var assignedTo: String?
  public var lead: LeadID?
  /// The lead's id in the client's CRM.
  public var externalID: String?
  /// The company: its domain, else its name.
  public var account: String?

  public init(
    id: Int64, kind: String, day: Day, firedAt: Int64, headline: String, reason: String, action: String,
    dueBy: Int64? = nil, momentum: Int? = nil, tier: String? = nil, assignedTo: String? = nil, lead: LeadID? = nil,
    externalID: String? = nil, account: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.day = day
    self.firedAt = firedAt
    self.headline = headline
    self.reason = reason
    self.action = action
    self.dueBy = dueBy
    self.momentum = momentum
    self.tier = tier
    self.assignedTo = assignedTo
    self.lead = lead
    self.externalID = externalID
    self.account = account
  }
}

/// What a message is called, at every attempt: a receiver that has it already drops it by this.
public struct MessageID: Sendable, Hashable {
  public let text: String
  public init(_ text: String) { self.text = text }
}
