internal import Engine
public import LibPQ

extension Database {
  /// Read-only logins: a client's, and the agency's own.
  public var logins: Logins { Logins(database: self) }
}

/// Makes, lists and drops the logins that read reports. `nil` for a tenant means the agency's own.
public struct Logins: Sendable {
  let database: Database

  /// Sessions that a login may have open at a time where nothing else is said: a person's tool opens a few.
  public static let connections = 5

  /// Makes a login with a random password, which is known here alone and from now on: the server
  /// gets a SCRAM verifier.
  ///
  /// - Parameters:
  ///   - expiry: Microseconds since 1970; `nil` for good. After it the login sees nothing, in open sessions
  ///     too, and the next sweep drops it.
  ///   - connections: How many sessions it may have open at a time.
  public func create(
    for tenant: Tenant?, label: String = "", until expiry: Int64? = nil, connections: Int = Self.connections
  ) async throws -> NewLogin {
    let password = Secret.random(characters: 32, of: Secret.lettersAndDigits)
    let statement = CreateLogin(
      tenant: tenant?.id, verifier: try SCRAMVerifier.make(password: password), label: label, validUntil: expiry,
      connections: Int32(clamping: connections))
    guard let role = try await database.asOperator(statement).first else {
      throw StoreError.unfit(reason: "the server made no login")
    }
    return NewLogin(role: role, password: password, at: database.place)
  }

  /// Gives a login another password. Sessions that are open stay open.
  public func rotate(_ role: String) async throws -> NewLogin {
    let password = Secret.random(characters: 32, of: Secret.lettersAndDigits)
    let statement = RotateLogin(role: role, verifier: try SCRAMVerifier.make(password: password))
    guard try await database.asOperator(statement) == [true] else { throw StoreError.noSuchLogin(role: role) }
    return NewLogin(role: role, password: password, at: database.place)
  }

  public func all(of tenant: Tenant?) async throws -> [Login] {
    try await database.asOperator(LoginsOf(tenant: tenant?.id))
  }

  /// Drops a login: its open sessions see nothing from their next statement on.
  public func revoke(_ role: String) async throws {
    guard try await database.asOperator(DropLogin(role: role)) == [true] else {
      throw StoreError.noSuchLogin(role: role)
    }
  }

  /// Drops every login whose time has passed; returns how many.
  @discardableResult
  public func sweep() async throws -> Int {
    try await database.asOperator(SweepLogins()).first ?? 0
  }
}

/// A login that was just made: the only moment at which its password is known.
public struct NewLogin: Sendable, Hashable {
  public let role: String
  public let password: String
  /// How to connect as it.
  public let conninfo: Conninfo

  init(role: String, password: String, at place: Conninfo) {
    var conninfo = place
    conninfo["user"] = role
    conninfo["password"] = password
    (self.role, self.password, self.conninfo) = (role, password, conninfo)
  }

  /// The same as a URL, as tools other than `psql` want it.
  public var url: String { conninfo.url }
}
