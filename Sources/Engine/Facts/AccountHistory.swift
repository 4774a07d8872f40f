/// The attributes of one company, dated. Made once per account, shared by its leads.
///
/// An account has no created day: its first undated value, and the earliest one from a file,
/// hold since ever.
public struct AccountHistory: Sendable {
  public let attributes: [String: History<Claim>]

  /// - Parameter facts: of one account, in any order.
  public init(_ facts: [AccountFact], zone: Zone) {
    var claims: [String: [Claim]] = [:]
    for fact in facts {
      for name in fact.attributes.keys {
        guard let claim = Claim(fact, of: name, in: zone) else { continue }
        claims[name, default: []].append(claim)
      }
    }
    attributes = claims.mapValues { History(of: $0, since: .everBefore) }
  }
}

extension Claim {
  /// `nil` when the row says nothing about the attribute.
  init?(_ record: RecordFact, of name: String, in zone: Zone) {
    guard let value = record.attributes[name] else { return nil }
    self.init(
      value: value, arrival: record.arrival, source: record.source,
      received: zone.read(.date(record.receivedDay)), dated: record.updatedAt.map(zone.read))
  }

  /// `nil` when the row says nothing about the attribute.
  init?(_ fact: AccountFact, of name: String, in zone: Zone) {
    guard let value = fact.attributes[name] else { return nil }
    self.init(
      value: value, arrival: fact.arrival, source: fact.source,
      received: zone.read(.date(fact.receivedDay)), dated: fact.updatedAt.map(zone.read))
  }
}
