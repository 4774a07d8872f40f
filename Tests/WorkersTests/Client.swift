import Engine
import Foundation
import Intake
import LibPQ
import Store
import TestSupport
import Workers

/// A tenant of a test, made as the superuser: what is tried here begins behind provisioning.
struct Client {
  let tenant: Tenant
  let zone: Zone
  let database: Database
  let place: TestDatabase

  static func make(
    _ slug: String = "acme", zone: String = "UTC", arr: Int? = 500_000,
    identities: Set<KeyKind> = Set(Tenant.defaultIdentities), definition: String, in database: Database,
    _ place: TestDatabase
  ) async throws -> Client {
    let administrator = try await Connection.open(place.conninfo)
    let id = try await administrator.query(
      "select tenant_id from guard.provision('\(slug)', '\(slug)', '\(zone)', 'USD', \(arr.map { "\($0 * 100)" } ?? "null"), '{\(identities.map(\.name).joined(separator: ","))}', null)"
    )
    await administrator.close()
    guard let number = id.first?.first.flatMap({ $0 }).flatMap({ Int64($0) }), let read = Zone(iana: zone) else {
      throw ClientError.notMade
    }
    let tenant = Tenant(
      id: TenantID(number), slug: slug, name: slug, timezone: zone, currency: "USD",
      arrMinor: arr.map { Int64($0) * 100 },
      identities: Array(identities), commitment: nil, state: .active, createdAt: 0)
    let client = Client(tenant: tenant, zone: read, database: database, place: place)
    try await client.define(definition, version: 1)
    return client
  }

  enum ClientError: Error { case notMade }

  func define(_ text: String, version: Int32) async throws {
    let tenant = tenant.id
    try await database.write(as: tenant) { session in
      try session.execute(OpenHead(tenant: tenant))
      try session.simple(
        """
        insert into core.definition (tenant_id, version, name, basis, source)
        values (\(tenant.rawValue), \(version), 'd', '\(text.contains("basis: flow") ? "flow" : "stock")',
          $t$\(text)$t$)
        """)
    }
    try await Rebuild(database, tenant: tenant)
      .build(GenerationPlan(definition: version, source: text, zone: self.tenant.timezone))
  }

  @discardableResult
  func take(_ kind: FileKind, _ path: String, map: String? = nil, received: Day? = nil) async throws -> ImportOutcome {
    let options = ImportOptions(
      map: try map.map { try ColumnMap.read($0, file: "map.yaml", for: kind) } ?? .none, mapText: map ?? "", zone: zone,
      receivedDay: received)
    let job = Import(database, tenant: tenant, kind: kind, options: options)
    let today = zone.day(ofInstant: Int64(Date().timeIntervalSince1970) * 1_000_000)
    let outcome = try await job.run(try job.survey(path), today: today)
    return outcome
  }

  /// The same of a file with this text.
  @discardableResult
  func take(_ kind: FileKind, text: String, named name: String = "headway") async throws -> ImportOutcome {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString).csv")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await take(kind, file.path)
  }

  func refresh() async throws { try await Refresh(database, tenant: tenant.id).drain() }

  /// Rows of a query as the service in this tenant's context.
  func query(_ text: String, asOf: String? = nil) async throws -> [[String?]] {
    try await database.read(as: tenant.id, asOf: asOf.flatMap { Day(iso: $0) }) { session in try session.query(text) }
  }
}
