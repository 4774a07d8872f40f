public import Engine
public import LibPQ
public import Store

/// What is known of one lead: who it is, and what was made of its facts.
public struct LeadSheet: Sendable {
  public var lead: LeadID
  /// The number it was asked for by, where that one was merged.
  public var askedFor: LeadID?
  /// All its keys, banned ones too: they are still what its rows said.
  public var keys: [IdentityKey]
  public var bannedKeys: [IdentityKey]
  /// The numbers that lead to this one.
  public var merged: [LeadID]
  /// `nil` where nothing was computed yet, or its facts make no lead: a deal alone does not.
  public var view: LeadView?
}

extension Session {
  public mutating func leadSheet(_ reference: LeadReference, of tenant: TenantID) throws -> LeadSheet {
    let lead = try lead(reference, of: tenant)
    let banned = Set(try run(Bans(tenant: tenant)).compactMap(\.self))
    let keys = Keyring(try run(KeyringsOfLeads(tenant: tenant, leads: [lead])).flatMap(\.keys)).keys
    var sheet = LeadSheet(
      lead: lead, askedFor: nil, keys: keys, bannedKeys: keys.filter(banned.contains),
      merged: try run(MergedLeads(tenant: tenant, lead: lead)), view: nil)
    if case .number(let number) = reference, number != lead { sheet.askedFor = number }
    if let live = try standing(of: tenant).live {
      sheet.view = try run(ReadLead(tenant: tenant, generation: live.generation, lead: lead)).first
    }
    return sheet
  }
}
