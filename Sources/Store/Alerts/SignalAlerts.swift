internal import Definitions
internal import Engine
internal import LibPQ
internal import SQLCatalog

extension Session {
  /// News of today about accounts: who they are about, and what it says. Older news is history.
  mutating func signalAlerts(
    _ accounts: [AccountID], of tenant: TenantID, rules: Rules, on day: Day
  ) throws(PostgresError) -> [NewAlert] {
    guard !accounts.isEmpty else { return [] }
    let fresh = try run(AccountSignals(tenant: tenant, accounts: accounts)).filter { signal in
      Stamp(iso: signal.occurredAt).map { rules.zone.read($0).day == day } ?? false
    }
    guard !fresh.isEmpty else { return [] }
    let known = Set(try run(KnownFirings(tenant: tenant, firings: fresh.map(\.firing))))
    return fresh.filter { !known.contains($0.firing) }.map { signal in
      NewAlert(
        kind: .signal, firing: signal.firing, account: signal.account, headline: signal.key, reason: signal.words,
        action: "Call whoever you know there: it is a reason to talk")
    }
  }
}

struct AccountSignal: Sendable {
  var message: String
  var account: AccountID
  /// The company.
  var key: String
  var type: String
  var occurredAt: String
  /// JSON.
  var properties: String

  var firing: String { "signal:\(message)" }

  /// `funding: amount 5000000, round B`.
  var words: String {
    guard case .map(let map)? = try? JSONReader.read(properties), !map.isEmpty else { return type }
    let said = map.named.sorted { $0.key < $1.key }.map { name, value in
      if case .string(let text) = value { "\(name) \(text)" } else { "\(name) \(value.json)" }
    }
    return "\(type): \(said.joined(separator: ", "))"
  }
}

struct AccountSignals: Statement {
  static let sql = SQLText(SQL.Alerts.signals)
  var tenant: TenantID
  var accounts: [AccountID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountSignal {
    AccountSignal(
      message: try row.string(), account: try row.read(), key: try row.string(), type: try row.string(),
      occurredAt: try row.string(), properties: try row.json())
  }
}
