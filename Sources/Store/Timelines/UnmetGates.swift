public import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

extension Session {
  /// The gates of a definition that no lead of the tenant has met on any day; none where there are no leads.
  ///
  /// Looks at lead after lead until every gate was met by one, which is soon for a gate that says what
  /// it means. For one that nobody meets it goes through the whole log.
  public mutating func unmetGates(of definition: Definition, tenant: TenantID, zone: Zone) throws -> Set<Gate> {
    var unmet = Set(definition.gates.keys)
    var last = LeadID(0)
    var batch = 100
    while !unmet.isEmpty {
      let leads = try run(UnmergedLeads(tenant: tenant, lead: last, limit: batch))
      guard let end = leads.last else { return last == LeadID(0) ? [] : unmet }
      var feed = FactFeed(
        Rules(definition: definition, zone: zone), accounts: try accountHistories(of: leads, tenant: tenant, zone: zone)
      )
      feed.unmetGates = unmet
      try copyOutRows(FactsText.copy(of: leads, tenant: tenant, definition: definition)) { row in
        try feed.take(&row) { _ in }
      }
      try feed.finish { _ in }
      unmet = feed.unmetGates
      last = end
      batch = min(batch * 4, 5_000)
    }
    return unmet
  }
}

/// The numbers of leads, merged ones left out, in order.
struct UnmergedLeads: Statement {
  static let sql = SQLText(SQL.Timeline.unmergedLeads)
  var tenant: TenantID
  var lead: LeadID
  var limit: Int
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
    parameters.add(Int64(limit))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}
