internal import LibPQ

/// Makes the logins the service works with, and keeps them for this home.
///
/// A login that exists already was made by another database's or another home's Headway; its
/// password is not ours to change. Then a login of the same name with a random ending is made:
/// what a login may do hangs on the identity map, not on its name.
struct LoginMaker {
  let connection: Connection
  let administrator: Conninfo
  let connections: ServiceConnections

  static let all = ["headway_api", "headway_worker", "headway_cli"]

  /// The procedures of schema guard that `headway_cli` may execute: its only rights.
  static let procedures = [
    "guard.find_tenant(text)", "guard.provision(text, text, text, text, bigint, text[], integer)",
    "guard.change_tenant(bigint, text, text, text, bigint, text[], integer)", "guard.set_state(bigint, text)",
    "guard.create_login(bigint, text, text, timestamptz, integer)", "guard.logins(bigint)", "guard.drop_login(name)",
    "guard.rotate_login(name, text)",
    "guard.sweep_logins()", "guard.expired_logins()", "guard.forget_tenant(bigint)", "guard.begin_restore(bigint)",
    "guard.abandon_restore(bigint)", "guard.portfolio()",
    "guard.create_key(bigint, text, text, text, bytea, timestamptz)", "guard.keys(bigint)",
    "guard.revoke_key(text, text[])", "guard.offer_sign_in(bytea, bigint)",
    "guard.create_link(bigint, text, text, timestamptz)", "guard.links(bigint)", "guard.revoke_link(text)",
    "guard.forget_signing_keys()",
  ]

  /// Grants the procedures to every operator's login of this database: a newer headway may have more of them.
  static func grantProcedures(on connection: Connection) async throws {
    for row in try await connection.query("select role_name from guard.login where kind = 'cli'") {
      guard let name = row[0] else { continue }
      try await connection.simple(
        "grant execute on function \(procedures.joined(separator: ", ")) to \(name.quotedName)")
    }
  }

  /// What the server does by itself about a login of ours that it hears nothing of. A worker that was cut off or stopped
  /// in the middle of a transaction holds its job's row: no other can begin it until the server gives up.
  ///
  /// Nothing of ours computes between two statements for longer than a second or two. A statement of a client
  /// that is gone is ended within 10 s; a network that forgot us is found out in 60.
  private static let patience = [
    "idle_in_transaction_session_timeout": "60s", "client_connection_check_interval": "10s",
    "tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10", "tcp_keepalives_count": "3",
  ]

  /// What its statements are given: one process each, as clients come in great numbers and each is small beside all of them
  /// (Docs/Decisions/0041), and room for a batch of an import, which lands in a temporary table: with the server's 8 MB it is
  /// written to a file and read again, 65,000 rows a second against 72,000.
  private static let means = ["max_parallel_workers_per_gather": "0", "temp_buffers": "64MB"]

  private static let settings = (Array(patience) + Array(means)).sorted { $0.key < $1.key }

  /// The logins that have them otherwise: an older headway made logins without some of them.
  static func unset(on connection: Connection) async throws -> [String] {
    let wanted = settings.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return try await connection.query(
      """
      select l.role_name from guard.login l join pg_roles r on r.oid = l.role_oid
       where l.kind in ('service', 'cli') and not coalesce(r.rolconfig, '{}') @> '{\(wanted)}'
       order by 1
      """
    ).compactMap { $0[0] }
  }

  static func set(on connection: Connection, _ report: @Sendable (String) -> Void) async throws {
    for name in try await unset(on: connection) {
      report("settings: \(name)")
      for (setting, value) in settings {
        try await connection.simple("alter role \(name.quotedName) set \(setting) = '\(value)'")
      }
    }
  }

  /// Which logins this home cannot use yet.
  func missing(isFresh: Bool) async throws -> [String] {
    guard !isFresh, let entry = try connections.entry(for: administrator) else { return Self.all }
    let known = Set(
      try await connection.query("select l.role_name from guard.login l join pg_roles r on r.oid = l.role_oid")
        .compactMap { $0[0] })
    return zip(Self.all, [entry.api, entry.worker, entry.cli]).filter { !known.contains($1["user"] ?? "") }.map(\.0)
  }

  func make(_ wanted: [String], _ report: @Sendable (String) -> Void) async throws {
    guard !wanted.isEmpty else { return }
    var made: [String: Conninfo] = [:]
    if let entry = try connections.entry(for: administrator) {
      made = ["headway_api": entry.api, "headway_worker": entry.worker, "headway_cli": entry.cli]
    }
    for base in wanted { made[base] = try await make(base, report) }
    guard let api = made["headway_api"], let worker = made["headway_worker"], let cli = made["headway_cli"] else {
      return
    }
    try connections.keep(ServiceConnections.Entry(api: api, worker: worker, cli: cli), for: administrator)
  }

  private func make(_ base: String, _ report: @Sendable (String) -> Void) async throws -> Conninfo {
    var login = administrator
    // Without a name libpq takes the user's for the database's.
    login["dbname"] = try await connection.query("select current_database()").first?.first ?? nil
    let exists = try await connection.query("select from pg_roles where rolname = '\(base)'").isEmpty == false
    if exists, let password = try connections.password(of: base, on: administrator) {
      login["user"] = base
      login["password"] = password
    } else {
      let password = Secret.random(characters: 32, of: Secret.lettersAndDigits)
      let name = try await create(exists ? Self.anotherName(base) : base, of: base, password)
      login["user"] = name
      login["password"] = password
      report("login: \(name)")
    }
    try await register(login["user"] ?? base, as: base)
    return login
  }

  private static func anotherName(_ base: String) -> String {
    base + "_" + Secret.random(characters: 6, of: Secret.lowercase)
  }

  /// Makes the role. Between looking for its name and taking it, the migration of another database
  /// of this server may have taken it: then another name is as good.
  private func create(_ first: String, of base: String, _ password: String) async throws -> String {
    let verifier = try SCRAMVerifier.make(password: password)
    var name = first
    while try await isTaken(name, verifier) { name = Self.anotherName(base) }
    return name
  }

  private func isTaken(_ name: String, _ verifier: String) async throws -> Bool {
    let text = """
      create role "\(name)" login nosuperuser nocreatedb nocreaterole noreplication inherit password '\(verifier)'
      """
    do {
      try await connection.simple(text)
    } catch {
      let state = error.server?.sqlstate.code
      if state == "42710" || state == "23505" { return true }
      throw error
    }
    return false
  }

  private func register(_ name: String, as base: String) async throws {
    let kind = base == "headway_cli" ? "cli" : "service"
    try await connection.simple("select guard.register_login('\(name)', '\(kind)', null, '\(base)', null)")
    if kind == "service" {
      try await connection.simple("grant headway_service to \"\(name)\"")
    } else {
      try await connection.simple(
        """
        grant usage on schema guard to "\(name)";
        do $$ begin execute format('grant connect on database %I to %I', current_database(), '\(name)'); end $$;
        grant execute on function \(Self.procedures.joined(separator: ", ")) to "\(name)";
        """)
    }
  }
}
