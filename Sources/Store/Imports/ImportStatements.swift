public import Engine
public import LibPQ
internal import SQLCatalog

/// One import of one file, as it stands in the log.
public struct ImportRow: Sendable, Hashable {
  public enum State: String, Sendable { case running, done, reverted }
  public var id: Int32
  /// SHA-256 of the file's bytes.
  public var digest: [UInt8]
  /// SHA-256 of the map and options that read it.
  public var reading: [UInt8]
  public var state: State
  public var receivedDay: Day
  /// Rows of the file that are behind us, the header not counted.
  public var rowsDone: Int
  public var rowsNew: Int
  public var duplicates: Int
  public var conflicting: Int
  public var rejected: Int
  public var fileName: String
  public var kind: String
  public var startedAt: Int64
  public var finishedAt: Int64?
}

/// The last import of a kind that still stands.
public struct LastImport: Statement {
  public static let sql = SQLText(SQL.Imports.last)
  var tenant: TenantID
  var kind: String
  public init(tenant: TenantID, kind: String) {
    self.tenant = tenant
    self.kind = kind
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(kind)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> ImportRow { try row.importRow() }
}

/// All imports, oldest first.
public struct ListImports: Statement {
  public static let sql = SQLText(SQL.Imports.list)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> ImportRow { try row.importRow() }
}

/// Answers the number of the new import.
public struct StartImport: Statement {
  public static let sql = SQLText(SQL.Imports.start)
  var tenant: TenantID
  var kind: String
  var fileName: String
  var digest: [UInt8]
  var reading: [UInt8]
  var receivedDay: Day
  public init(tenant: TenantID, kind: String, fileName: String, digest: [UInt8], reading: [UInt8], receivedDay: Day) {
    self.tenant = tenant
    self.kind = kind
    self.fileName = fileName
    self.digest = digest
    self.reading = reading
    self.receivedDay = receivedDay
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(kind)
    parameters.add(fileName)
    parameters.addBytes(digest)
    parameters.addBytes(reading)
    parameters.add(receivedDay)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}

/// What a batch did, in the transaction that did it.
public struct ImportProgress: Statement {
  public static let sql = SQLText(SQL.Imports.progress)
  var tenant: TenantID
  var importID: Int32
  var rowsDone: Int
  var tally: BatchTally
  public init(tenant: TenantID, importID: Int32, rowsDone: Int, tally: BatchTally) {
    self.tenant = tenant
    self.importID = importID
    self.rowsDone = rowsDone
    self.tally = tally
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
    for count in [rowsDone, tally.fresh, tally.duplicates, tally.conflicting, tally.rejected] {
      parameters.add(Int64(count))
    }
  }
}

/// What became of the rows of a batch.
public struct BatchTally: Sendable, Hashable {
  public var fresh = 0
  public var duplicates = 0
  /// Of the duplicates: the same message id with another body.
  public var conflicting = 0
  public var rejected = 0
  public init(fresh: Int = 0, duplicates: Int = 0, conflicting: Int = 0, rejected: Int = 0) {
    self.fresh = fresh
    self.duplicates = duplicates
    self.conflicting = conflicting
    self.rejected = rejected
  }

  public mutating func add(_ other: BatchTally) {
    fresh += other.fresh
    duplicates += other.duplicates
    conflicting += other.conflicting
    rejected += other.rejected
  }
}

public struct FinishImport: Statement {
  public static let sql = SQLText(SQL.Imports.finish)
  var tenant: TenantID
  var importID: Int32
  public init(tenant: TenantID, importID: Int32) {
    self.tenant = tenant
    self.importID = importID
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
  }
}

/// A row that was set aside, and why.
public struct RejectRow: Sendable, Hashable {
  public var line: Int
  public var column: String?
  /// A word: `no_identity`, `future`, …
  public var reason: String
  /// A sentence.
  public var detail: String
  /// The row as it was.
  public var text: String
  public init(line: Int, column: String?, reason: String, detail: String, text: String) {
    self.line = line
    self.column = column
    self.reason = reason
    self.detail = detail
    self.text = text
  }
}

public struct InsertRejects: Statement {
  public static let sql = SQLText(SQL.Imports.insertRejects)
  var tenant: TenantID
  var importID: Int32
  var rows: [RejectRow]
  public init(tenant: TenantID, importID: Int32, rows: [RejectRow]) {
    self.tenant = tenant
    self.importID = importID
    self.rows = rows
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
    parameters.add(rows.map { Int64($0.line) })
    parameters.add(nullable: rows.map(\.column))
    parameters.add(rows.map(\.reason))
    parameters.add(rows.map(\.detail))
    // PostgreSQL stores no NUL; what stood there is shown as the replacement character.
    parameters.add(rows.map { $0.text.replacingNUL })
  }
}

/// What an import set aside, in the order of the file.
public struct Rejects: Statement {
  public static let sql = SQLText(SQL.Imports.rejects)
  var tenant: TenantID
  var importID: Int32
  public init(tenant: TenantID, importID: Int32) {
    self.tenant = tenant
    self.importID = importID
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> RejectRow {
    RejectRow(
      line: Int(try row.int64()), column: try row.stringOrNil(), reason: try row.string(), detail: try row.string(),
      text: try row.string())
  }
}

extension String {
  fileprivate var replacingNUL: String {
    utf8.contains(0) ? String(decoding: utf8.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] }, as: UTF8.self) : self
  }
}

extension RowReader {
  fileprivate mutating func importRow() throws(PostgresError) -> ImportRow {
    ImportRow(
      id: try int32(), digest: try bytes(), reading: try bytes(),
      state: ImportRow.State(rawValue: try string()) ?? .reverted, receivedDay: try day(), rowsDone: Int(try int64()),
      rowsNew: Int(try int64()), duplicates: Int(try int64()), conflicting: Int(try int64()),
      rejected: Int(try int64()), fileName: try string(), kind: try string(), startedAt: try timestamp(),
      finishedAt: try timestampOrNil())
  }
}
