import Definitions
public import Engine
public import LibPQ

/// Everything that the log says of one lead, to be looked at rather than streamed.
public struct LeadFile: Sendable {
  public var lead: LeadID
  public var log = LeadLog()
  /// Of all its keyrings, in the order of their kinds.
  public var keys: [IdentityKey] = []
  /// The history of its present company.
  public var account: AccountHistory?
}

extension Session {
  /// The whole log of a few leads, events with all their properties.
  ///
  /// Holds it in memory: to explain some leads, not to count many.
  public mutating func files(of leads: [LeadID], tenant: TenantID, zone: Zone) throws -> [LeadID: LeadFile] {
    guard !leads.isEmpty else { return [:] }
    let accounts = try accountHistories(of: leads, tenant: tenant, zone: zone)
    var drawers: [LeadID: Drawer] = [:]
    try copyOutRows(FactsText.copy(of: leads, tenant: tenant, definition: nil)) { row in
      let lead: LeadID = try row.read()
      try drawers[lead, default: Drawer(file: LeadFile(lead: lead))].take(&row)
    }
    return drawers.mapValues { $0.closed(accounts, zone) }
  }
}

/// A lead's file while its rows come in.
private struct Drawer {
  var file: LeadFile
  private var keyrings = KeyringSummary()

  init(file: LeadFile) { self.file = file }

  /// The columns of `timeline/facts.sql` after the lead.
  mutating func take(_ row: inout RowReader) throws {
    let kind = try row.int16()
    let arrival: Arrival = try row.read()
    let at = try row.timestampOrNil()
    let stamp = Stamp(at: at, local: try row.localTimestampOrNil(), isWholeDay: try row.bool())
    if kind == 0 {
      let keyring = try KeyringFact(&row)
      keyrings.add(KeyringID(arrival.rawValue), firstAt: at ?? 0, keyring)
      file.keys += keyring.keys
      return
    }
    let type = try row.stringOrNil()
    let channel = try row.stringOrNil()
    let text = try row.stringOrNil()
    guard case .map(let body) = try JSONReader.read(text ?? "{}") else { return }
    switch kind {
    case 1: file.log.records.append(RecordFact(arrival, source: type, channel: channel, body))
    case 2: if let deal = DealFact(arrival, status: type, body) { file.log.deals.append(deal) }
    default:
      file.log.events.append(
        EventFact(arrival: arrival, at: stamp, type: type ?? "", channel: channel, properties: body.named))
    }
  }

  func closed(_ accounts: [AccountID: AccountHistory], _ zone: Zone) -> LeadFile {
    var file = file
    file.keys = Set(file.keys).sorted()
    let named = LeadState(file.log, zone: zone)?.accountKey.flatMap { Int64($0) }.map { AccountID($0) }
    file.account = (named ?? keyrings.account).flatMap { accounts[$0] }
    return file
  }
}
