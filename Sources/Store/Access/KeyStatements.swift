internal import Engine
internal import LibPQ
internal import SQLCatalog

struct CreateKey: Statement {
  static let sql = SQLText(SQL.Access.createKey)
  var tenant: TenantID?
  var kind: AccessKey.Kind
  var name: String
  var id: KeyID
  var secretHash: [UInt8]
  var validUntil: Int64?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(kind.rawValue)
    parameters.add(name)
    parameters.add(id.text)
    parameters.addBytes(secretHash)
    parameters.addTimestamp(validUntil)
  }
}

struct KeysOf: Statement {
  static let sql = SQLText(SQL.Access.keys)
  var tenant: TenantID?
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> ListedKey {
    ListedKey(
      id: try row.keyID(), kind: try row.keyKind(), name: try row.string(), createdAt: try row.timestamp(),
      validUntil: try row.timestampOrNil(), revokedAt: try row.timestampOrNil(), lastUsed: try row.dayOrNil())
  }
}

/// Answers whether there is such a key.
struct RevokeKey: Statement {
  static let sql = SQLText(SQL.Access.revokeKey)
  var id: KeyID
  var kinds: [AccessKey.Kind]
  func bind(_ parameters: inout Parameters) {
    parameters.add(id.text)
    parameters.add(kinds.map(\.rawValue))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

/// No row for a key that has ended.
struct ReadKeyRecord: Statement {
  static let sql = SQLText(SQL.Access.keyHolder)
  var id: KeyID
  func bind(_ parameters: inout Parameters) { parameters.add(id.text) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> KeyRecord {
    let (kind, hash) = (try row.keyKind(), try row.bytes())
    let tenant: TenantID? = try row.readOrNil()
    let (slug, timezone) = (try row.stringOrNil(), try row.stringOrNil())
    let identities = try row.readOrNil([String].self) ?? []
    let state = try row.stringOrNil().flatMap(Tenant.State.init(rawValue:)) ?? .suspended
    let holder: KeyHolder =
      if let tenant, let slug, let timezone {
        .tenant(
          KeyTenant(
            id: tenant, slug: slug, timezone: timezone, identities: identities.compactMap { KeyKind(name: $0) },
            state: state))
      } else {
        .agency
      }
    return KeyRecord(kind: kind, secretHash: hash, holder: holder, isUsedToday: try row.bool())
  }
}

struct NoteKeyUse: Statement {
  static let sql = SQLText(SQL.Access.noteKeyUse)
  var id: KeyID
  func bind(_ parameters: inout Parameters) { parameters.add(id.text) }
}

extension RowReader {
  fileprivate mutating func keyID() throws(PostgresError) -> KeyID {
    guard let id = KeyID(try string()) else { throw .misread(column: 1, wanted: "the id of a key", found: "a text") }
    return id
  }

  fileprivate mutating func keyKind() throws(PostgresError) -> AccessKey.Kind {
    guard let kind = AccessKey.Kind(rawValue: try string()) else {
      throw .misread(column: 1, wanted: "the kind of a key", found: "a text")
    }
    return kind
  }
}
