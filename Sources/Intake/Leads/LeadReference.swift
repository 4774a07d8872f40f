public import Engine
public import LibPQ
import Store

/// How somebody names a lead: by its number, or by a key that it is known by.
public enum LeadReference: Sendable, Hashable, CustomStringConvertible {
  case number(LeadID)
  case key(IdentityKey)

  /// `17`, `email:ana@acme.io`, `external_id:17`, and without a kind an address or, for anything
  /// else, an external id. Throws where the text can be no key.
  public init(reading text: String) throws(KeyRefusal) {
    if let number = Int64(text), number > 0 {
      self = .number(LeadID(number))
    } else if let colon = text.firstIndex(of: ":"), let kind = KeyKind(name: text[..<colon]) {
      self = .key(try KeyNormaliser.key(kind, String(text[text.index(after: colon)...])))
    } else {
      self = .key(try KeyNormaliser.key(text.contains("@") ? .email : .externalID, text))
    }
  }

  /// As ``init(reading:)``; `nil` where the text can be no key.
  public init?(_ text: String) {
    do { try self.init(reading: text) } catch { return nil }
  }

  public var description: String {
    switch self {
    case .number(let lead): String(lead.rawValue)
    case .key(let key): key.description
    }
  }
}

/// Why nothing could be done with a lead. Nothing has changed.
public enum LeadFault: Error, Sendable, Hashable {
  case unknown(LeadReference)
  /// Its person was erased; when, in microseconds since 1970, where it was asked for by its number.
  case erased(LeadReference, at: Int64?)
  /// A key that was split carries several.
  case several(LeadReference, [LeadID])
  /// None of its keys may join anything: their kinds are off, or they are banned.
  case nothingToJoin(LeadID)
  case notItsKey(String, LeadID, keys: [IdentityKey])
}

extension Session {
  /// The lead that is meant: of a merged number, the one that survived.
  public mutating func lead(_ reference: LeadReference, of tenant: TenantID) throws -> LeadID {
    switch reference {
    case .number(let number):
      guard let lead = try run(Survivor(tenant: tenant, lead: number)).first else { throw LeadFault.unknown(reference) }
      if let day = try run(ErasedLead(tenant: tenant, lead: lead)).first { throw LeadFault.erased(reference, at: day) }
      return lead
    case .key(let key):
      let leads = try run(LeadsOfKey(tenant: tenant, key: key))
      guard let lead = leads.first else {
        let isErased = try ErasedKeys(of: tenant, in: &self)?.among([key], in: &self).isEmpty == false
        throw isErased ? LeadFault.erased(reference, at: nil) : LeadFault.unknown(reference)
      }
      guard leads.count == 1 else { throw LeadFault.several(reference, leads) }
      return lead
    }
  }
}
