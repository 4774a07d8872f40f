public import Definitions

/// The attributes of one company, dated. Made once per account, shared by its leads.
///
/// An account has no created day: its first undated value, and the earliest one from a file,
/// hold since ever.
public struct AccountHistory: Sendable {
  public let attributes: [String: History<Claim>]

  /// The latest values, without those that were cleared.
  public var present: [String: Value] { attributes.compactMapValues { $0.steps.last?.content.present } }

  /// - Parameter facts: of one account, in any order.
  public init(_ facts: [AccountFact], zone: Zone) {
    var claims: [String: [Claim]] = [:]
    for fact in facts {
      let received = zone.read(.date(fact.receivedDay))
      let dated = fact.updatedAt.map(zone.read)
      for (name, value) in fact.attributes {
        claims[name, default: []].append(
          Claim(value: value, arrival: fact.arrival, source: fact.source, received: received, dated: dated))
      }
    }
    attributes = claims.mapValues { History(of: $0, since: .everBefore) }
  }
}
