public import Engine
internal import LibPQ

extension Database {
  /// The clients of the agency: found, made, changed and taken away.
  public var tenants: Tenants { Tenants(database: self) }
}

/// The clients of the agency. Works as the operator, who sees what tenants there are and no row of theirs.
public struct Tenants: Sendable {
  let database: Database

  /// All of them by slug, whatever their state.
  public func all() async throws -> [Tenant] {
    try await database.asOperator(FindTenants(slug: nil))
  }

  /// The tenant of that slug, whatever its state. Throws `StoreError.noSuchTenant`.
  public func named(_ slug: String) async throws -> Tenant {
    guard let tenant = try await database.asOperator(FindTenants(slug: slug)).first else {
      throw StoreError.noSuchTenant(slug: slug)
    }
    return tenant
  }

  /// The tenant of that slug, whatever its state, as the service sees it that answers for the agency; `nil` for none.
  public func seen(as slug: String) async throws -> Tenant? {
    try await database.asService(FindTenants(slug: slug)).first
  }

  /// The tenant of that number, as the service in its context sees it. Throws where it is not open for work.
  public func entered(_ tenant: TenantID) async throws -> Tenant {
    guard let found = try await database.read(EnteredTenant(), as: tenant).first else {
      throw StoreError.noSuchTenant(slug: "\(tenant.rawValue)")
    }
    return found
  }

  /// The tenant of that slug, open for work. Throws `noSuchTenant`, or `tenantNotOpen` where it is
  /// suspended or being deleted.
  public func open(_ slug: String) async throws -> Tenant {
    let tenant = try await named(slug)
    guard tenant.state == .active else { throw StoreError.tenantNotOpen(slug: slug, state: tenant.state) }
    return tenant
  }

  /// Makes a tenant. One of the same slug and the same settings is found instead, so it is safe to
  /// repeat; one with other settings is refused.
  public func create(_ wanted: NewTenant) async throws -> Provisioned {
    let made = try await create([wanted])
    guard let first = made.first else { throw StoreError.noSuchTenant(slug: wanted.slug) }
    return first
  }

  /// Makes many, all or none; the one that is refused is named by its line.
  public func create(_ wanted: [NewTenant]) async throws -> [Provisioned] {
    try await database.asOperator { session in
      do {
        return try session.savepoint { session in try Self.provision(wanted, in: &session) }
      } catch let error as PostgresError where !error.leavesConnectionSpent {
        // Which of them was refused is found one by one.
        return try wanted.map { tenant throws in
          do { return try Self.provision(tenant, in: &session) } catch { throw tenant.refusal(of: error) }
        }
      }
    }
  }

  /// Makes many in a few round trips: 10,000 take a second, where one after the other took seven.
  private static func provision(_ wanted: [NewTenant], in session: inout Session) throws -> [Provisioned] {
    var known: Set<String> = []
    for tenant in wanted where tenant.settings.timezone.map({ known.insert($0).inserted }) ?? true {
      do { try tenant.settings.check() } catch { throw tenant.refusal(of: error) }
    }
    let answers = try session.runEach(wanted.map { Provision(slug: $0.slug, settings: $0.settings) })
    let found = Dictionary(try session.run(FindTenants(slug: nil)).map { ($0.slug, $0) }, uniquingKeysWith: { $1 })
    return try zip(wanted, answers).map { wanted, answer in
      guard let made = answer.first?.made, let tenant = found[wanted.slug] else {
        throw StoreError.noSuchTenant(slug: wanted.slug)
      }
      do { return try wanted.provisioned(as: tenant, made: made) } catch { throw wanted.refusal(of: error) }
    }
  }

  /// Changes what is not `nil` in the settings.
  public func change(_ tenant: Tenant, to settings: TenantSettings) async throws -> Tenant {
    try settings.check()
    do {
      _ = try await database.asOperator(ChangeTenant(tenant: tenant.id, settings: settings))
    } catch {
      throw StoreError(refusalOf: error) ?? error
    }
    return try await named(tenant.slug)
  }

  /// Closes it to its logins and to work, from every session's next statement on. Nothing is lost.
  public func suspend(_ tenant: Tenant) async throws { try await move(tenant, to: .suspended) }

  /// Opens it again.
  public func resume(_ tenant: Tenant) async throws { try await move(tenant, to: .active) }

  func move(_ tenant: Tenant, to state: Tenant.State) async throws {
    if [.deleting, .restoring].contains(tenant.state), state != .deleting {
      throw StoreError.tenantNotOpen(slug: tenant.slug, state: tenant.state)
    }
    _ = try await database.asOperator(SetTenantState(tenant: tenant.id, state: state))
  }

  static func provision(_ wanted: NewTenant, in session: inout Session) throws -> Provisioned {
    try wanted.settings.check()
    guard let answer = try session.run(Provision(slug: wanted.slug, settings: wanted.settings)).first,
      let tenant = try session.run(FindTenants(slug: wanted.slug)).first
    else { throw StoreError.noSuchTenant(slug: wanted.slug) }
    return try wanted.provisioned(as: tenant, made: answer.made)
  }
}

/// A tenant to be made.
public struct NewTenant: Sendable, Hashable {
  public var slug: String
  public var settings: TenantSettings
  /// Where it stands in the file that it comes from.
  public var line: Int?

  public init(slug: String, settings: TenantSettings, line: Int? = nil) {
    self.slug = slug
    self.settings = settings
    self.line = line
  }

  /// One that was there before has to be what is asked for.
  fileprivate func provisioned(as tenant: Tenant, made: Bool) throws(StoreError) -> Provisioned {
    if !made {
      guard ![.deleting, .restoring].contains(tenant.state) else {
        throw StoreError.tenantNotOpen(slug: tenant.slug, state: tenant.state)
      }
      let differences = settings.differences(from: tenant)
      guard differences.isEmpty else { throw StoreError.tenantExists(slug: slug, differences: differences) }
    }
    return Provisioned(tenant: tenant, isNew: made)
  }

  fileprivate func refusal(of error: any Error) -> any Error {
    guard let refusal = (error as? StoreError) ?? StoreError(refusalOf: error) else { return error }
    guard let line else { return refusal }
    return RefusedLine(line: line, slug: slug, reason: refusal)
  }
}

/// A tenant that is there now.
public struct Provisioned: Sendable, Hashable {
  public var tenant: Tenant
  /// False where it was there before, with the same settings.
  public var isNew: Bool
}

/// Which line of a list of tenants was refused, and why. None of the list was made.
public struct RefusedLine: Error, Sendable, Hashable {
  public var line: Int
  public var slug: String
  public var reason: StoreError
}

extension TenantSettings {
  /// What can be checked before the database is asked: figures are computed here, so this machine
  /// has to know the zone too.
  fileprivate func check() throws {
    if let timezone, Zone(iana: timezone) == nil {
      throw StoreError.badSetting(
        reason: "there is no time zone \"\(timezone)\"",
        hint: "use an IANA name such as Europe/Berlin or America/Sao_Paulo")
    }
  }

  /// The names of the settings in which a tenant is another than these ask for.
  fileprivate func differences(from tenant: Tenant) -> [String] {
    func differs<Value: Equatable>(_ wanted: Value?, _ found: Value?) -> Bool { wanted != nil && wanted != found }
    return [
      ("name", differs(name, tenant.name)), ("timezone", differs(timezone, tenant.timezone)),
      ("currency", differs(currency, tenant.currency)), ("arr", differs(arrMinor, tenant.arrMinor)),
      ("identities", differs(identities.map(Set.init), Set(tenant.identities))),
      ("commitment", differs(commitment, tenant.commitment)),
    ].filter(\.1).map(\.0)
  }
}
