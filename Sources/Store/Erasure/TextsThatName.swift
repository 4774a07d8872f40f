public import Engine
public import LibPQ
internal import SQLCatalog

/// A row that an import set aside, as it was.
public struct KeptReject: Sendable, Hashable {
  public var importID: Int32
  public var line: Int64
  /// What was wrong; may quote a value.
  public var detail: String
  public var row: String
}

public struct KeptRejects: Statement {
  public static let sql = SQLText(SQL.Erasure.rejects)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> KeptReject {
    KeptReject(importID: try row.int32(), line: try row.int64(), detail: try row.string(), row: try row.string())
  }
}

/// Takes the text of rejects away; that there was a row, and what was wrong with it, stays.
public struct BlankRejects: Statement {
  public static let sql = SQLText(SQL.Erasure.blankRejects)
  var tenant: TenantID
  var rejects: [KeptReject]
  public init(tenant: TenantID, rejects: [KeptReject]) {
    self.tenant = tenant
    self.rejects = rejects
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(rejects.map(\.importID))
    parameters.add(rejects.map(\.line))
  }
}

/// The words of an alert that is about no single lead.
public struct AlertText: Sendable, Hashable {
  public var id: Int64
  public var headline: String
  public var reason: String
  public var action: String
}

public struct AlertTexts: Statement {
  public static let sql = SQLText(SQL.Erasure.alertTexts)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> AlertText {
    AlertText(id: try row.int64(), headline: try row.string(), reason: try row.string(), action: try row.string())
  }
}

public struct PutAlertText: Statement {
  public static let sql = SQLText(SQL.Erasure.putAlertText)
  var tenant: TenantID
  var text: AlertText
  public init(tenant: TenantID, text: AlertText) {
    self.tenant = tenant
    self.text = text
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(text.id)
    parameters.add(text.headline)
    parameters.add(text.reason)
    parameters.add(text.action)
  }
}
