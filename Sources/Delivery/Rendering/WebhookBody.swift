internal import Engine
internal import Foundation
internal import Store

/// The body of a webhook, as Standard Webhooks shapes it: `type`, `timestamp`, `data`.
///
/// Members are in the order of their names, and absent ones are null: what is signed is these very bytes.
struct WebhookBody: Encodable {
  var type: String
  /// When the alert fired, not when it is sent.
  var timestamp: String
  var data: Content

  struct Content: Encodable {
    var tenant: String
    var alertID: Int64
    var kind: String
    var day: String
    var headline: String
    var reason: String
    var action: String
    var dueBy: String?
    var momentum: Int?
    var tier: String?
    var assignedTo: String?
    var leadID: Int64?
    var externalID: String?
    var account: String?

    private enum Key: String, CodingKey {
      case tenant, kind, day, headline, reason, action, momentum, tier, account
      case alertID = "alert_id"
      case dueBy = "due_by"
      case assignedTo = "assigned_to"
      case leadID = "lead_id"
      case externalID = "external_id"
    }

    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: Key.self)
      try members.encode(tenant, forKey: .tenant)
      try members.encode(alertID, forKey: .alertID)
      try members.encode(kind, forKey: .kind)
      try members.encode(day, forKey: .day)
      try members.encode(headline, forKey: .headline)
      try members.encode(reason, forKey: .reason)
      try members.encode(action, forKey: .action)
      try members.encode(dueBy, forKey: .dueBy)
      try members.encode(momentum, forKey: .momentum)
      try members.encode(tier, forKey: .tier)
      try members.encode(assignedTo, forKey: .assignedTo)
      try members.encode(leadID, forKey: .leadID)
      try members.encode(externalID, forKey: .externalID)
      try members.encode(account, forKey: .account)
    }
  }

  init(_ message: Message) {
    let alert = message.alert
    type = "alert.\(alert.kind)"
    timestamp = WallClock.rfc3339(alert.firedAt)
    data = Content(
      tenant: message.tenant, alertID: alert.id, kind: alert.kind, day: "\(alert.day)", headline: alert.headline,
      reason: alert.reason, action: alert.action, dueBy: alert.dueBy.map(WallClock.rfc3339), momentum: alert.momentum,
      tier: alert.tier, assignedTo: alert.assignedTo, leadID: alert.lead?.rawValue, externalID: alert.externalID,
      account: alert.account)
  }

  var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(self)
    }
  }
}
