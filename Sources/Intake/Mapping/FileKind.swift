import Engine

/// What the rows of a file are about.
public enum FileKind: String, Hashable, Sendable, CaseIterable {
  case leads
  case events
  case deals
  /// News about companies from elsewhere.
  case signals

  /// The names with a meaning of their own in such a file, in the order of the documentation.
  /// Any other column becomes an attribute or a property.
  var standardNames: [String] {
    switch self {
    case .leads:
      keyKinds.map(\.name) + LeadColumns.named + ["channel", "stage", "created_at", "updated_at"]
        + LeadColumns.stageDates.map(\.name)
    case .events: keyKinds.map(\.name) + ["type", "occurred_at", "message_id", "channel"]
    case .signals: ["domain", "type", "occurred_at", "message_id"]
    case .deals:
      ["deal_id"] + keyKinds.map(\.name) + ["status", "amount", "currency", "created_at", "closed_at", "updated_at"]
    }
  }

  /// Which identity keys a row can give.
  var keyKinds: [KeyKind] {
    switch self {
    case .leads, .events: [.externalID, .email, .linkedin, .anonymousID, .phone]
    case .deals: [.externalID, .email]
    case .signals: []
    }
  }

  /// Sets of columns of which a file needs one each.
  var required: [[String]] {
    switch self {
    case .leads: [["external_id", "email", "linkedin"]]
    case .events: [["external_id", "email", "linkedin", "phone", "anonymous_id"], ["type"], ["occurred_at"]]
    case .deals: [["deal_id"], ["external_id", "email"], ["status"]]
    case .signals: [["domain"], ["type"], ["occurred_at"]]
    }
  }

  /// Whether columns without a meaning of their own are kept.
  var keepsOtherColumns: Bool { self != .deals }
}

enum LeadColumns {
  /// Columns of a leads file that are attributes under the same name, always as text.
  static let named = ["first_name", "last_name", "name", "title", "company", "domain"]

  static let stageDates: [(name: String, stage: String)] = [
    ("mql_at", "mql"), ("sql_at", "sql"), ("opportunity_at", "opportunity"), ("customer_at", "customer"),
    ("disqualified_at", "disqualified"),
  ]

  /// Identity keys that are attributes too. An anonymous id names a device.
  static let keyAttributes: [KeyKind] = [.externalID, .email, .linkedin, .phone]

  static let accountPrefix = "account."
}
