public import Engine
public import LibPQ
internal import SQLCatalog

/// What happens by itself when a lead moves, each of them only where a tenant wants it.
/// Source: `Docs/Metrics.md`, section 7.
public enum Workflow: String, Sendable, CaseIterable {
  /// A lead that turns hot is tagged and given to the SDR whose turn it is.
  case hot
  /// A lead that cools down unheard stands on the re-engagement list.
  case reEngagement = "re_engagement"
  /// A lead with much momentum is promoted from `lead` to `mql`.
  case promotion

  /// The least momentum that promotes.
  static let promoting = 15
  /// What a hot lead is tagged with.
  static let hotTag = "hot-momentum"
}

/// Those that a tenant has switched on.
public struct Workflows: Statement {
  public static let sql = SQLText(SQL.Alerts.workflows)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Workflow? {
    Workflow(rawValue: try row.string())
  }
}

public struct SwitchWorkflowOn: Statement {
  public static let sql = SQLText(SQL.Alerts.workflowOn)
  var tenant: TenantID
  var workflow: Workflow
  public init(tenant: TenantID, workflow: Workflow) {
    self.tenant = tenant
    self.workflow = workflow
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(workflow.rawValue)
  }
}

public struct SwitchWorkflowOff: Statement {
  public static let sql = SQLText(SQL.Alerts.workflowOff)
  var tenant: TenantID
  var workflow: Workflow
  public init(tenant: TenantID, workflow: Workflow) {
    self.tenant = tenant
    self.workflow = workflow
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(workflow.rawValue)
  }
}

/// Somebody who calls.
public struct SDR: Sendable, Hashable {
  public var name: String
  public var email: String?
  public var isPaused: Bool
  /// The turn that was last theirs; the lowest is next.
  public var lastTurn: Int64
  /// How many leads are theirs.
  public var leads: Int64
}

/// All of a tenant's, the next one first, those who pause last.
public struct SDRs: Statement {
  public static let sql = SQLText(SQL.Alerts.sdrs)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> SDR {
    SDR(
      name: try row.string(), email: try row.stringOrNil(), isPaused: try row.bool(), lastTurn: try row.int64(),
      leads: try row.int64())
  }
}

/// Adds somebody, or brings them back from a pause.
public struct PutSDR: Statement {
  public static let sql = SQLText(SQL.Alerts.putSdr)
  var tenant: TenantID
  var name: String
  var email: String?
  public init(tenant: TenantID, name: String, email: String?) {
    self.tenant = tenant
    self.name = name
    self.email = email
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
    parameters.add(email)
  }
}

/// Empty where there is nobody of that name.
public struct PauseSDR: Statement {
  public static let sql = SQLText(SQL.Alerts.pauseSdr)
  var tenant: TenantID
  var name: String
  var isPaused: Bool
  public init(tenant: TenantID, name: String, isPaused: Bool) {
    self.tenant = tenant
    self.name = name
    self.isPaused = isPaused
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
    parameters.add(isPaused)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

struct TurnSDR: Statement {
  static let sql = SQLText(SQL.Alerts.turnSdr)
  var tenant: TenantID
  var name: String
  var turn: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
    parameters.add(turn)
  }
}

struct AssignLeads: Statement {
  static let sql = SQLText(SQL.Alerts.assign)
  var tenant: TenantID
  var assignments: [(lead: LeadID, sdr: String)]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(assignments.map(\.lead))
    parameters.add(assignments.map(\.sdr))
  }
}

struct TagLeads: Statement {
  static let sql = SQLText(SQL.Alerts.tag)
  var tenant: TenantID
  var leads: [LeadID]
  var tag: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
    parameters.add(tag)
  }
}

struct FirstKeyrings: Statement {
  static let sql = SQLText(SQL.Alerts.firstKeyrings)
  var tenant: TenantID
  var leads: [LeadID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (lead: LeadID, keyring: KeyringID) {
    (try row.read(), try row.read())
  }
}

struct PromoteLeads: Statement {
  static let sql = SQLText(SQL.Alerts.promote)
  var tenant: TenantID
  var promotions: [(firing: String, keyring: KeyringID)]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(promotions.map(\.firing))
    parameters.add(promotions.map(\.keyring))
  }
}
