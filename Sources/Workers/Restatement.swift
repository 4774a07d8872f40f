public import Definitions
import Engine
internal import Intake
internal import LibPQ
public import Store

/// Makes a tenant's figures follow another definition or other settings: what is new is stored, a
/// generation of timelines is built from the whole log beside the running one, and one UPDATE
/// switches readers over.
public struct Restatement: Sendable {
  let database: Database
  let tenant: Tenant

  /// How long another run on the tenant is waited for; a rebuild of millions of events takes minutes.
  static let patience: Duration = .seconds(600)

  public init(_ database: Database, tenant: Tenant) {
    self.database = database
    self.tenant = tenant
  }

  /// What the tenant's data has had so far, for "did you mean".
  public func vocabulary() async throws -> Vocabulary {
    Vocabulary(try await database.read(Words(tenant: tenant.id), as: tenant.id))
  }

  /// The definition with warnings of gates that no lead of the tenant has ever met.
  public func examined(_ definition: Definition, file: String) async throws -> Definition {
    guard let zone = Zone(iana: tenant.timezone) else { return definition }
    let unmet = try await database.read(as: tenant.id, within: .seconds(600)) { [tenant] session in
      try session.unmetGates(of: definition, tenant: tenant.id, zone: zone)
    }
    return definition.warning(ofUnmet: unmet, file: file)
  }

  /// A version that is stored, and whether it was there before.
  public struct Adopted: Sendable, Hashable {
    public var version: Int32
    public var isNew: Bool
  }

  /// Stores a definition as the tenant's next version, and makes the figures follow it. The text of
  /// the version that is followed already changes nothing.
  ///
  /// - Parameter waits: `false` leaves the computing to a worker, ``catchUp(progress:)``.
  public func adopt(
    _ definition: Definition, waits: Bool = true, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Adopted {
    let tenant = tenant
    let (stored, isNew) = try await database.write(as: tenant.id) { session in
      try session.execute(OpenHead(tenant: tenant.id))
      // Two at once would both find their text new; the head's lock makes them take turns.
      _ = try session.run(LockHead(tenant: tenant.id))
      let versions = try session.run(DefinitionVersions(tenant: tenant.id))
      if let last = versions.last, last.source == definition.source { return (last, false) }
      guard let version = try session.run(InsertDefinition(tenant: tenant.id, definition: definition)).first,
        let stored = try session.run(DefinitionVersions(tenant: tenant.id)).last, stored.version == version
      else { throw StoreError.unfit(reason: "the tenant's log has no head") }
      // Whoever waits for it may be killed, and the figures follow all the same.
      try session.enqueue(.refresh, of: tenant.id)
      return (stored, true)
    }
    if waits, !stored.isLive { try await follow(tenant, progress) }
    return Adopted(version: stored.version, isNew: isNew)
  }

  /// Stores a momentum model as the tenant's next version, and makes the figures follow it. The
  /// text of the version that is followed already changes nothing.
  ///
  /// - Parameter waits: `false` leaves the computing to a worker, ``catchUp(progress:)``.
  public func adopt(
    _ model: MomentumModel, waits: Bool = true, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Adopted {
    let tenant = tenant
    let adopted = try await database.write(as: tenant.id) { session in
      try session.execute(OpenHead(tenant: tenant.id))
      _ = try session.run(LockHead(tenant: tenant.id))
      if let last = try session.run(ModelVersions(tenant: tenant.id)).last, last.source == model.source {
        return Adopted(version: last.version, isNew: false)
      }
      guard let version = try session.run(InsertModel(tenant: tenant.id, source: model.source)).first else {
        throw StoreError.unfit(reason: "the tenant's log has no head")
      }
      try session.enqueue(.refresh, of: tenant.id)
      return Adopted(version: version, isNew: true)
    }
    if waits, try await database.standing(of: tenant.id).live?.model != adopted.version {
      try await follow(tenant, progress)
    }
    return adopted
  }

  /// Makes the figures follow the newest definition and model and the tenant's zone where they do not
  /// yet: nobody waited for it, or whoever did was killed.
  ///
  /// Returns how many leads were computed; `nil` where there was nothing to do, or another run is at it.
  public func catchUp(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Int? {
    guard let plan = try await database.plan(of: tenant) else { return nil }
    if let live = try await database.standing(of: tenant.id).live, live.definition == plan.definition,
      live.zone == plan.zone, live.model == plan.model
    {
      return nil
    }
    return try await Rebuild(database, tenant: tenant.id).build(plan, progress: progress)
  }

  /// Changes settings, and everything that was computed under the old ones. Returns the tenant as
  /// it is now.
  public func change(
    to settings: TenantSettings, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Tenant {
    let changed = try await database.tenants.change(tenant, to: settings)
    if changed.identities != tenant.identities || changed.timezone != tenant.timezone {
      try await database.write(as: tenant.id) { [tenant] session in try session.enqueue(.refresh, of: tenant.id) }
    }
    if Set(changed.identities) != Set(tenant.identities) { try await IdentityChange(database, tenant: changed).run() }
    if changed.identities != tenant.identities || changed.timezone != tenant.timezone {
      try await follow(changed, progress)
    }
    return changed
  }

  /// Builds what the newest texts make, whatever readers see now; without a definition there is nothing to do.
  private func follow(_ tenant: Tenant, _ progress: @escaping @Sendable (Int) -> Void) async throws {
    guard let plan = try await database.plan(of: tenant) else { return }
    let rebuild = Rebuild(database, tenant: tenant.id)
    let start = ContinuousClock.now
    while try await rebuild.build(plan, progress: progress) == nil {
      guard start.duration(to: .now) < Self.patience else { throw StoreError.busy(tenant: tenant.slug) }
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}
