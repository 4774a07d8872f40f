internal import Crypto
public import Foundation
internal import Engine
internal import LibPQ

/// Makes a tenant of what ``TenantExport`` wrote, as it was: the same rows under a new id.
///
/// Everything is checked before anything is written. Nobody sees the tenant before all of it is there:
/// it is made closed, and one transaction brings its rows and opens it. What a killed restore left is
/// nothing but a closed tenant, which the next one takes over. Logins are no part of an export.
public struct TenantRestore: Sendable {
  let database: Database
  let slug: String
  let folder: URL
  let manifest: ExportManifest

  /// - Parameter folder: of an export.
  public init(_ database: Database, slug: String, from folder: URL) throws(StoreError) {
    self.database = database
    self.slug = slug
    self.folder = folder
    manifest = try ExportManifest(reading: folder)
  }

  public struct Outcome: Sendable, Hashable {
    public var tenant: Tenant
    public var manifest: ExportManifest
    /// Migrations that came after the export: what they added has its defaults.
    public var newerMigrations: [String]
  }

  /// How many rows there are to restore.
  public var rows: Int { manifest.files.reduce(0) { $0 + $1.rows } }

  /// Throws `unfitExport` where a file is not what the manifest says, and `slugTaken`.
  ///
  /// - Parameter progress: Told how many rows are written.
  public func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Outcome {
    let newer = try ExportCheck(manifest: manifest, folder: folder).newerMigrations()
    let tenant = try await begin()
    do {
      try await fill(tenant, progress)
    } catch {
      // No row of it is there; unless this fails too, neither is the closed tenant. In a task of its own,
      // for the one that was cancelled asks nobody anything any more.
      let database = database
      _ = await Task { try? await database.asOperator(AbandonRestore(tenant: tenant.id)) }.value
      throw error
    }
    try await database.planAnew(after: manifest.files.first { $0.table == "lead" }?.rows ?? 0, of: tenant.id)
    return Outcome(tenant: try await database.tenants.named(slug), manifest: manifest, newerMigrations: newer)
  }

  /// Makes the tenant, closed; or takes over the one that another restore has left.
  private func begin() async throws -> Tenant {
    let settings = manifest.tenant.settings
    let slug = slug
    return try await database.asOperator { session in
      if let found = try session.run(FindTenants(slug: slug)).first {
        guard found.state == .restoring else { throw StoreError.slugTaken(slug: slug) }
        _ = try session.run(ChangeTenant(tenant: found.id, settings: settings))
        return found
      }
      do {
        let made = try Tenants.provision(NewTenant(slug: slug, settings: settings), in: &session).tenant
        _ = try session.run(BeginRestore(tenant: made.id))
        return made
      } catch {
        throw StoreError(refusalOf: error) ?? error
      }
    }
  }

  private func fill(_ tenant: Tenant, _ progress: @escaping @Sendable (Int) -> Void) async throws {
    let (folder, files, slug) = (folder, manifest.files, slug)
    try await database.writeClosed(as: tenant.id, within: .seconds(7_200)) { session in
      // Two at once: the second waits here, and finds that the first has opened the tenant.
      try session.simple("select pg_advisory_xact_lock(\(tenant.id.rawValue))")
      guard try session.run(FindTenants(slug: slug)).first?.state == .restoring else {
        throw StoreError.slugTaken(slug: slug)
      }
      try session.simple(ExportText.settings)
      let tables = try session.run(TenantTables())
      let byTable = Dictionary(files.map { ($0.table, $0) }) { $1 }
      var rows = 0
      // What is pointed at comes before what points at it.
      for table in tables.reversed() {
        guard let file = byTable[table.name], file.rows > 0 else { continue }
        try Self.fill(table, from: file, in: folder, of: tenant, &session)
        rows += file.rows
        progress(rows)
      }
      _ = try session.run(EndRestore(tenant: tenant.id))
    }
  }

  /// COPY is refused on a table under policies, so a file goes through a table of the session.
  private static func fill(
    _ table: TenantTable, from file: ExportManifest.File, in folder: URL, of tenant: Tenant, _ session: inout Session
  ) throws {
    let columns = file.columns.map(\.quotedName).joined(separator: ", ")
    let name = table.place
    try session.simple(
      "create temporary table restoring on commit drop as select \(columns) from \(name) with no data")
    let handle = try FileHandle(forReadingFrom: folder.appending(path: file.file))
    defer { try? handle.close() }
    try session.copyIn("copy pg_temp.restoring (\(columns)) from stdin (format csv, header)") { writer in
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        try Task.checkCancellation()
        try writer.write(piece.span.bytes)
      }
    }
    let stored = try session.query(
      """
      with stored as (
        insert into \(name) (tenant_id, \(columns)) select \(tenant.id.rawValue), \(columns) from pg_temp.restoring
        returning 1
      )
      select count(*) from stored
      """)
    guard stored.first?.first == .some(String(file.rows)) else {
      throw StoreError.unfitExport(path: file.file, reason: "has another number of rows than the manifest says")
    }
    try session.simple("drop table pg_temp.restoring")
  }
}

extension ExportManifest.Settings {
  /// As `tenant create` takes them.
  fileprivate var settings: TenantSettings {
    TenantSettings(
      name: name, timezone: timezone, currency: currency, arrMinor: arrMinor,
      identities: identities.compactMap { KeyKind(name: $0) }, commitment: commitment)
  }
}
