internal import Definitions
public import Engine

/// One message of an SDK, understood: who, when, what. What is heavy, its properties or traits, is left where it
/// stands in the bytes until the message is folded.
public struct IncomingMessage: Sendable {
  enum Content: Sendable {
    /// Properties: where they stand. `names` are members beside them that belong among them.
    case event(type: String, channel: String?, properties: JSONWalk.Piece?, names: [String: String], stage: Stage?)
    /// Traits of a person: one or more objects, the later ones only where the earlier say nothing.
    case person(traits: [JSONWalk.Piece])
    /// Traits of a company; of whoever belongs to it, the keys say.
    case company(account: String, traits: JSONWalk.Piece?)
    /// That the person had another id before.
    case alias(previous: String)
  }

  /// As the sender wrote it.
  public var messageID: String?
  var form: MessageForm
  /// By which it is known again.
  public var identity: Fingerprint
  /// All that say who it is, normalised. Empty only for a company that nobody is named with.
  var keys: [IdentityKey]
  var stamp: Stamp
  /// The stamp, as the tenant's zone reads it.
  var instant: Int64
  var content: Content
}

/// What is needed to read a message beside the message itself.
public struct MessageContext: Sendable {
  /// In microseconds since 1970.
  public var receivedAt: Int64
  /// The sender's clock when it sent the batch.
  public var sentAt: Int64?
  public var zone: Zone
  /// The keys that say who somebody is.
  public var identities: Set<KeyKind>

  public init(receivedAt: Int64, sentAt: Int64?, zone: Zone, identities: Set<KeyKind>) {
    self.receivedAt = receivedAt
    self.sentAt = sentAt
    self.zone = zone
    self.identities = identities
  }

  /// A sender's clock is put right only where it is further off than this: less may be the network's doing.
  static let tolerance: Int64 = 5 * 60 * 1_000_000

  /// When it happened, on our clock and never after it arrived.
  func stamp(_ text: String?) throws(RowRefusal) -> (stamp: Stamp, instant: Int64) {
    guard let text else { return (.instant(receivedAt), receivedAt) }
    var stamp: Stamp
    do throws(StampFault) {
      stamp = try MessageText.stamp(text)
    } catch {
      throw RowRefusal(.badTime, column: "timestamp", "\(quoted(text)) \(error)")
    }
    if case .instant(let instant) = stamp, let sentAt {
      let skew = receivedAt.subtractingReportingOverflow(sentAt)
      if !skew.overflow, skew.partialValue.magnitude > UInt64(Self.tolerance) {
        let (corrected, overflow) = instant.addingReportingOverflow(skew.partialValue)
        if !overflow { stamp = .instant(corrected) }
      }
    }
    var moment = zone.read(stamp)
    if moment.instant > receivedAt {
      stamp = .instant(receivedAt)
      moment = zone.read(stamp)
    }
    guard moment.day >= IntakeRules.firstDay else {
      throw RowRefusal(.tooOld, column: "timestamp", "\(quoted(text)) is before 1990")
    }
    return (stamp, moment.instant)
  }

  /// Keys in their normal forms; values that are none are left out, and where none is left it says why.
  func keys(_ values: [(KeyKind, String?)]) throws(RowRefusal) -> [IdentityKey] {
    var keys: [IdentityKey] = []
    var reasons: [String] = []
    for case (let kind, let value?) in values {
      do throws(KeyRefusal) {
        keys.append(try KeyNormaliser.key(kind, value))
      } catch {
        reasons.append("\(kind.name) \(quoted(value)) \(error)")
      }
    }
    guard keys.contains(where: { identities.contains($0.kind) }) else {
      let given =
        reasons.isEmpty ? "nothing says who it is: no userId, no anonymousId" : reasons.joined(separator: "; ")
      throw RowRefusal(.noIdentity, given)
    }
    return keys
  }
}

/// A value in a message, quoted, and no longer than a person wants to read.
func quoted(_ text: String) -> String { withBytes(of: text) { shown($0) } }
