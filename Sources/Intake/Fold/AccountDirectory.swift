internal import Engine
internal import LibPQ
internal import Store

/// Numbers the companies that rows name.
struct AccountDirectory {
  let tenant: TenantID

  /// The number of each key; those that are new get one.
  func numbers(
    of keys: Set<String>, head: inout Head, in session: inout Session
  ) throws -> [String: AccountID] {
    guard !keys.isEmpty else { return [:] }
    var numbers = Dictionary(
      try session.run(AccountsByKey(tenant: tenant, keys: Array(keys))).map { ($0.key, $0.id) },
      uniquingKeysWith: { $1 })
    var fresh: [(id: AccountID, key: String)] = []
    for key in keys.sorted() where numbers[key] == nil {
      fresh.append((AccountID(head.nextAccount), key))
      numbers[key] = AccountID(head.nextAccount)
      head.nextAccount += 1
    }
    if !fresh.isEmpty { try session.post(InsertAccounts(tenant: tenant, accounts: fresh)) }
    return numbers
  }

  /// Gives each keyring with an e-mail address the company that the address speaks for.
  func addAccounts(to keyrings: inout [StoredKeyring], head: inout Head, in session: inout Session) throws {
    let keys = keyrings.map { keyring in
      keyring.keys.first { $0.kind == .email }.flatMap { AccountKey.of(email: $0.value) }
    }
    let numbers = try numbers(of: Set(keys.compactMap(\.self)), head: &head, in: &session)
    for index in keyrings.indices { keyrings[index].account = keys[index].flatMap { numbers[$0] } }
  }
}
