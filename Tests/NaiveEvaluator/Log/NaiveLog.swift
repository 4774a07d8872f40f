public import Definitions
public import Engine

/// Everything a tenant was ever told, and the few settings that its figures depend on.
///
/// The order of ``entries`` means nothing; their arrivals do.
public struct NaiveLog: Sendable {
  /// An IANA name, read by Foundation and not by the product.
  public var zone: String
  /// The kinds of key that join rows to leads. Keys of other kinds in a row are ignored.
  public var identityKinds: Set<KeyKind>
  /// Annual recurring revenue, in whole units of the tenant's currency.
  public var revenue: Int?
  public var entries: [NaiveEntry]

  public init(
    zone: String, identityKinds: Set<KeyKind> = NaiveLog.defaultKinds, revenue: Int? = nil,
    entries: [NaiveEntry] = []
  ) {
    self.zone = zone
    self.identityKinds = identityKinds
    self.revenue = revenue
    self.entries = entries
  }

  public static let defaultKinds: Set<KeyKind> = [.externalID, .email, .linkedin, .anonymousID]
}

/// One row, as it was accepted.
public struct NaiveEntry: Sendable {
  public var arrival: Arrival
  public var receivedDay: Day
  public var source: SourceKind
  /// Normalised, and free of what can never be a key.
  public var keys: [IdentityKey]
  /// The account that the row's e-mail key stands for; `nil` without one and for free mail.
  /// Deriving it is the business of intake, so it is given.
  public var mailAccount: String?
  /// Which file it stood in, counted from 1; `nil` for the API.
  public var delivery: Int?
  public var content: Content

  public enum Content: Sendable {
    /// A leads row or an `identify`, and what it says about the company that it names.
    case record(RecordFact, account: [String: Value])
    /// Of several with one message id the first to arrive counts.
    case event(EventFact, messageID: String?)
    case deal(DealFact)
    /// The keys are one lead's because somebody said so.
    case alias
    /// The key joins nothing any more.
    case ban(IdentityKey)
  }

  public init(
    arrival: Arrival, receivedDay: Day, source: SourceKind, keys: [IdentityKey], mailAccount: String? = nil,
    delivery: Int? = nil, content: Content
  ) {
    self.arrival = arrival
    self.receivedDay = receivedDay
    self.source = source
    self.keys = keys
    self.mailAccount = mailAccount
    self.delivery = delivery
    self.content = content
  }
}

extension NaiveLog {
  /// The entries as the tenant knew them, oldest arrival first, an event that was sent twice only once.
  var history: [NaiveEntry] {
    var seen: Set<String> = []
    return entries.sorted { $0.arrival < $1.arrival }.filter { entry in
      guard case .event(_, let messageID?) = entry.content else { return true }
      return seen.insert(messageID).inserted
    }
  }
}
