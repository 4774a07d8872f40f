internal import Crypto
internal import Engine
internal import LibPQ
internal import SQLCatalog

/// Answers until when.
struct OfferSignIn: Statement {
  static let sql = SQLText(SQL.Access.offerSignIn)
  var tokenHash: [UInt8]
  var seconds: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.addBytes(tokenHash)
    parameters.add(seconds)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.timestamp() }
}

/// Answers until when the session lasts; `nil` where there is no such offer.
struct TakeSignIn: Statement {
  static let sql = SQLText(SQL.Access.takeSignIn)
  var tokenHash: [UInt8]
  var session: SessionHash
  var seconds: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.addBytes(tokenHash)
    parameters.addBytes(session.bytes)
    parameters.add(seconds)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64? { try row.timestampOrNil() }
}

/// No row where the link has ended, or its tenant is not open.
struct FollowLink: Statement {
  static let sql = SQLText(SQL.Access.followLink)
  var link: LinkID
  var session: SessionHash
  var seconds: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(link.text)
    parameters.addBytes(session.bytes)
    parameters.add(seconds)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> SessionVisitor {
    try ReadSessionVisitor.decode(&row)
  }
}

/// No row for a session that has ended.
struct ReadSessionVisitor: Statement {
  static let sql = SQLText(SQL.Access.sessionVisitor)
  var session: SessionHash
  func bind(_ parameters: inout Parameters) { parameters.addBytes(session.bytes) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> SessionVisitor {
    let (id, slug): (TenantID?, String?) = (try row.readOrNil(), try row.stringOrNil())
    let tenant = if let id, let slug { SessionVisitor.Client(id: id, slug: slug) } else { SessionVisitor.Client?.none }
    return SessionVisitor(tenant: tenant, validUntil: try row.timestamp())
  }
}

struct EndSession: Statement {
  static let sql = SQLText(SQL.Access.endSession)
  var session: SessionHash
  func bind(_ parameters: inout Parameters) { parameters.addBytes(session.bytes) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

struct CreateLink: Statement {
  static let sql = SQLText(SQL.Access.createLink)
  var tenant: TenantID
  var id: LinkID
  var label: String
  var validUntil: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(id.text)
    parameters.add(label)
    parameters.addTimestamp(validUntil)
  }
}

struct LinksOf: Statement {
  static let sql = SQLText(SQL.Access.links)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> ListedLink {
    let id = try row.string()
    guard let id = LinkID(id) else { throw .misread(column: 1, wanted: "the id of a link", found: "a text") }
    return ListedLink(
      id: id, label: try row.string(), createdAt: try row.timestamp(), validUntil: try row.timestamp(),
      revokedAt: try row.timestampOrNil(), lastUsed: try row.dayOrNil(), sessions: Int(try row.int64()))
  }
}

/// Answers whether there is such a link.
struct RevokeLink: Statement {
  static let sql = SQLText(SQL.Access.revokeLink)
  var id: LinkID
  func bind(_ parameters: inout Parameters) { parameters.add(id.text) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

/// The newest first; `fresh` becomes one where a new one is due.
struct SigningKeys: Statement {
  static let sql = SQLText(SQL.Access.signingKeys)
  var fresh: [UInt8]
  func bind(_ parameters: inout Parameters) { parameters.addBytes(fresh) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Signer.Key {
    Signer.Key(number: try row.int32(), secret: SymmetricKey(data: try row.bytes()))
  }
}

/// Answers how many sessions ended.
struct ForgetSigningKeys: Statement {
  static let sql = SQLText(SQL.Access.forgetSigningKeys)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}
