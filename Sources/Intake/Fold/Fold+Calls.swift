internal import Engine
internal import LibPQ
internal import Store

extension Fold {
  /// What is said of companies by nobody in particular.
  mutating func add(_ companies: [MessageBatch.Company], in session: inout Session) throws {
    guard !companies.isEmpty else { return }
    try advancing(&session) { head, session in
      let first = head.nextArrival
      head.nextArrival += Int64(companies.count)
      let numbers = try AccountDirectory(tenant: tenant).numbers(
        of: Set(companies.map(\.account)), head: &head, in: &session)
      let entries = companies.enumerated().compactMap { row, company in
        numbers[company.account].map {
          AccountEntry(
            account: $0, arrival: Arrival(first + Int64(row)), source: source, receivedDay: receivedDay,
            updatedAt: company.updatedAt,
            attributes: company.attributes.isEmpty ? "{}" : String(decoding: company.attributes, as: UTF8.self))
        }
      }
      try session.execute(InsertAccountRecords(tenant: tenant, importID: importID, rows: entries))
      try session.mark(
        accounts: Array(Set(entries.map(\.account))), of: tenant, token: makeToken(isFollowed: isFollowed))
    }
    forgetHead()
  }

  /// That people had other ids before: each joins what hangs on the old one to the new.
  mutating func add(_ aliases: [MessageBatch.Alias], in session: inout Session) throws {
    guard !aliases.isEmpty else { return }
    let identities = identities
    try advancing(&session) { head, session in
      var joined: [PostgresUUID: StoredKeyring] = [:]
      for alias in aliases {
        let keyring = StoredKeyring(
          aliasOf: alias.keys, id: KeyringID(0), at: alias.instant, arrival: Arrival(head.nextArrival))
        guard joined[keyring.digest] == nil else { continue }
        joined[keyring.digest] = keyring
        head.nextArrival += 1
      }
      let known = Set(
        try session.run(KeyringsByDigest(tenant: tenant, digests: Array(joined.keys))).map(\.digest))
      var fresh = joined.values.filter { !known.contains($0.digest) }.sorted { $0.firstArrival < $1.firstArrival }
      guard !fresh.isEmpty else { return }
      for index in fresh.indices {
        fresh[index].id = KeyringID(head.nextKeyring)
        head.nextKeyring += 1
      }
      try LeadAssignment(tenant: tenant, identities: identities).settle(
        fresh: fresh, touched: [], head: &head, token: makeToken(isFollowed: isFollowed), in: &session)
    }
    forgetHead()
  }
}
