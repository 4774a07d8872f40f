internal import Engine
internal import LibPQ
internal import SQLCatalog

struct UnlinkDeals: Statement {
  static let sql = SQLText(SQL.Erasure.unlinkDeals)
  var tenant: TenantID
  var keyrings: [KeyringID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
  }
}

struct RemoveEventsOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.removeEvents)
  var tenant: TenantID
  var keyrings: [KeyringID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
  }
}

struct RemoveRecordsOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.removeRecords)
  var tenant: TenantID
  var keyrings: [KeyringID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
  }
}

struct RemoveKeyringsOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.removeKeyrings)
  var tenant: TenantID
  var keyrings: [KeyringID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
  }
}

struct RemoveAlertsOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.removeAlerts)
  var tenant: TenantID
  var leads: [LeadID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
  }
}

struct RemoveNotesOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.removeNotes)
  var tenant: TenantID
  var leads: [LeadID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
  }
}

struct RemoveAccountOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.removeAccount)
  var tenant: TenantID
  var account: AccountID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(account)
  }
}

struct RemoveResultsOfPerson: Statement {
  static let sql = SQLText(SQL.Erasure.removeResults)
  var tenant: TenantID
  var lead: LeadID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
  }
}

struct RemoveBans: Statement {
  static let sql = SQLText(SQL.Erasure.removeBans)
  var tenant: TenantID
  var keys: [IdentityKey]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keys.map(\.description))
  }
}
