public import Engine
internal import LibPQ
internal import SQLCatalog

/// What is read page by page, as JSON: the rows of a report view, under the names of its columns.
public enum PagedReport: Sendable, Hashable {
  /// The periods, newest first.
  case lvr(grain: Grain, from: Day?, to: Day?)
  /// The leads that move, the fastest first.
  case momentum(tier: String?)
  case queue
  case accounts
  /// The newest first.
  case alerts(kind: String?)
}

/// Rows as JSON objects.
public struct JSONPage: Sendable, Hashable {
  public var rows: [String]
  /// Where the next page begins, for whoever asks for it; `nil` on the last one.
  public var next: [String]?

  fileprivate init(_ rows: [(json: String, key: [String])], limit: Int) {
    self.rows = rows.prefix(limit).map(\.json)
    next = rows.count > limit && limit > 0 ? rows[limit - 1].key : nil
  }
}

extension Database {
  /// A page of a tenant's report.
  ///
  /// A page goes on after the last row of the one before, whatever has come in between: no row comes twice or is left out
  /// because of others.
  ///
  /// - Parameters:
  ///   - place: ``JSONPage/next`` of the page before; `nil` for the first.
  ///   - asOf: The date that it answers for; `nil` for today.
  public func page(
    of report: PagedReport, as tenant: TenantID, after place: [String]? = nil, limit: Int, asOf: Day? = nil,
    within patience: Duration
  ) async throws -> JSONPage {
    JSONPage(
      try await read(as: tenant, asOf: asOf, within: patience) { session in
        let page = { PageOf(filters: $0, place: place ?? [], limit: limit + 1) } as ([String?]) -> PageOf
        return switch report {
        case .lvr(let grain, let from, let to):
          try session.run(ReadLVRPage(page: page([grain.rawValue, from?.description, to?.description])))
        case .momentum(let tier): try session.run(ReadMomentumPage(page: page([tier])))
        case .queue: try session.run(ReadQueuePage(page: page([])))
        case .accounts: try session.run(ReadAccountPage(page: page([])))
        case .alerts(let kind): try session.run(ReadAlertPage(page: page([kind])))
        }
      }, limit: limit)
  }

  /// A page of all clients, as the operator sees them: the rows of `agency.portfolio`, by slug.
  public func clientPage(after place: [String]? = nil, limit: Int, asOf: Day? = nil) async throws -> JSONPage {
    JSONPage(
      try await asOperator { session in
        if let asOf { try session.execute(AnswerAsOf(day: asOf)) }
        return try session.run(ReadTenantPage(page: PageOf(filters: [], place: place ?? [], limit: limit + 1)))
      }, limit: limit)
  }

  /// One lead as JSON, or the one that it was joined to; `nil` where there is none.
  public func leadDocument(
    _ lead: LeadID, as tenant: TenantID, asOf: Day? = nil, within patience: Duration
  ) async throws -> String? {
    try await read(as: tenant, asOf: asOf, within: patience) { session in
      try session.run(ReadLeadDocument(tenant: tenant, lead: lead)).first
    }
  }

  /// What the columns of report views are, and what they say of themselves.
  public func columns(of views: [String]) async throws -> [ReportColumn] {
    try await asService(ReadColumns(views: views))
  }
}

/// A column of a report view.
public struct ReportColumn: Sendable, Hashable {
  /// With its schema.
  public var view: String
  public var name: String
  /// As PostgreSQL writes a type.
  public var type: String
  /// Its comment.
  public var meaning: String
}

struct PageOf: Sendable {
  var filters: [String?]
  /// Empty on the first page.
  var place: [String]
  var limit: Int
}

/// A statement that reads a page: filters, where it begins, and how many rows.
protocol PageStatement: Statement where Row == (json: String, key: [String]) {
  var page: PageOf { get }
}

extension PageStatement {
  func bind(_ parameters: inout Parameters) {
    parameters.add(nullable: page.filters)
    parameters.add(page.place)
    parameters.add(Int64(page.limit))
  }

  static func decode(_ row: inout RowReader) throws(PostgresError) -> (json: String, key: [String]) {
    (try row.string(), try row.strings())
  }
}

struct ReadLVRPage: PageStatement {
  static let sql = SQLText(SQL.Api.lvr)
  var page: PageOf
}

struct ReadMomentumPage: PageStatement {
  static let sql = SQLText(SQL.Api.momentum)
  var page: PageOf
}

struct ReadQueuePage: PageStatement {
  static let sql = SQLText(SQL.Api.queue)
  var page: PageOf
}

struct ReadAccountPage: PageStatement {
  static let sql = SQLText(SQL.Api.accounts)
  var page: PageOf
}

struct ReadAlertPage: PageStatement {
  static let sql = SQLText(SQL.Api.alerts)
  var page: PageOf
}

struct ReadTenantPage: PageStatement {
  static let sql = SQLText(SQL.Api.tenants)
  var page: PageOf
}

struct ReadLeadDocument: Statement {
  static let sql = SQLText(SQL.Api.lead)
  var tenant: TenantID
  var lead: LeadID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

struct ReadColumns: Statement {
  static let sql = SQLText(SQL.Api.columns)
  var views: [String]
  func bind(_ parameters: inout Parameters) { parameters.add(views) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> ReportColumn {
    ReportColumn(view: try row.string(), name: try row.string(), type: try row.string(), meaning: try row.string())
  }
}
