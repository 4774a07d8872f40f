import Definitions
import Engine
import Foundation
import Intake
import LibPQ
import Store
import Workers

/// A client with some leads in its log, computed.
struct ShownClient {
  let tenant: Tenant
  let database: Database

  /// Four leads qualify in April and three in May of 2026, of whom one leaves by the end of it.
  static let definition = """
    name: engaged
    basis: stock
    qualified:
      intent: score >= 10
      ready: stage != "lead"
    decay: { idle: 60 }
    scoring:
      - { event: demo_request, points: 20, depth: 4 }
      - { event: page_view, points: 2, depth: 1 }
    """

  static func make(
    _ slug: String = "acme", name: String = "Acme", definition: String? = definition, leads: String? = leads,
    events: String? = events, in database: Database
  ) async throws -> ShownClient {
    let tenant = try await database.tenants.create(
      NewTenant(slug: slug, settings: TenantSettings(name: name, timezone: "UTC", arrMinor: 50_000_000))
    ).tenant
    let client = ShownClient(tenant: tenant, database: database)
    if let definition { try await client.define(definition) }
    if let leads { try await client.take(.leads, leads) }
    if let events { try await client.take(.events, events) }
    return client
  }

  /// The next version of the definition, followed at once.
  func define(_ text: String) async throws {
    let id = tenant.id
    let parsed = try Definition.parse(text, file: "definition.yaml")
    let version = try await database.write(as: id) { session in
      try session.execute(OpenHead(tenant: id))
      return try session.run(InsertDefinition(tenant: id, definition: parsed)).first
    }
    try await Rebuild(database, tenant: id)
      .build(GenerationPlan(definition: version ?? 1, source: text, zone: tenant.timezone))
  }

  func take(_ kind: FileKind, _ text: String) async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let job = Import(
      database, tenant: tenant, kind: kind,
      options: ImportOptions(map: .none, mapText: "", zone: .utc, receivedDay: nil))
    let today = Zone.utc.day(ofInstant: Int64(Date().timeIntervalSince1970) * 1_000_000)
    _ = try await job.run(try job.survey(file.path), today: today)
    try await Refresh(database, tenant: tenant.id).drain()
  }

  static let leads = """
    external_id,email,first_name,last_name,title,domain,channel,created_at,mql_at,disqualified_at
    1,ana@north.example,Ana,Lima,CTO,north.example,linkedin,2026-03-02,2026-03-05,
    2,ben@north.example,Ben,Roth,CFO,north.example,linkedin,2026-03-20,2026-04-05,
    3,cleo@south.example,Cleo,Diaz,CEO,south.example,inbound,2026-04-01,2026-04-05,
    4,dov@west.example,Dov,Stein,COO,west.example,inbound,2026-04-03,2026-04-10,2026-05-20
    5,eva@east.example,Eva,Moe,VP,east.example,cold_email,2026-05-02,2026-05-05,
    6,fay@east.example,Fay,Moe,VP,east.example,cold_email,2026-05-03,2026-05-05,

    """

  static let events =
    "external_id,type,occurred_at\n"
    + [
      (1, "demo_request", "2026-03-06T10:00:00Z"), (2, "demo_request", "2026-04-06T10:00:00Z"),
      (3, "demo_request", "2026-04-07T10:00:00Z"), (4, "demo_request", "2026-04-11T10:00:00Z"),
      (5, "demo_request", "2026-05-06T10:00:00Z"), (6, "demo_request", "2026-05-07T10:00:00Z"),
      (1, "page_view", "2026-04-20T10:00:00Z"), (5, "page_view", "2026-06-08T10:00:00Z"),
      (5, "demo_request", "2026-06-09T11:30:00Z"), (6, "demo_request", "2026-06-09T12:00:00Z"),
      (5, "email_sent", "2026-05-20T09:00:00Z"),
    ].map { "\($0),\($1),\($2)\n" }.joined()

  /// The day on which the tests look: June is in progress, May is the last month that is over.
  static let today = Day(iso: "2026-06-10")
}
