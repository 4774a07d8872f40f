internal import Engine
internal import LibPQ

/// A keyring of the stream.
struct KeyringFact {
  var keys: [IdentityKey]
  var account: AccountID?

  /// The last three columns of `timeline/facts.sql`.
  init(_ row: inout RowReader) throws(PostgresError) {
    keys = (try row.stringOrNil() ?? "").split(separator: "\u{1f}").compactMap { IdentityKey(text: String($0)) }
    account = try row.stringOrNil().flatMap { Int64($0) }.map { AccountID($0) }
    try row.skip()
  }
}

/// What a lead's keyrings say where no record does.
struct KeyringSummary {
  /// The company that the earliest of its e-mail addresses speaks for.
  private(set) var account: AccountID?
  /// Of the oldest keyring that has one: the survivor's own, where leads were joined.
  private(set) var externalID: String?
  private(set) var email: String?
  private var accountSince: (Int64, KeyringID) = (.max, KeyringID(.max))
  private var externalSince = KeyringID(.max)
  private var emailSince = KeyringID(.max)

  mutating func add(_ keyring: KeyringID, firstAt: Int64, _ fact: KeyringFact) {
    if let id = fact.account, (firstAt, keyring) < accountSince {
      account = id
      accountSince = (firstAt, keyring)
    }
    for key in fact.keys {
      if key.kind == .externalID, keyring < externalSince { (externalID, externalSince) = (key.value, keyring) }
      if key.kind == .email, keyring < emailSince { (email, emailSince) = (key.value, keyring) }
    }
  }
}
