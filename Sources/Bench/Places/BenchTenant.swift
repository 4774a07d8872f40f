import Engine
import Intake
import LibPQ
import Store
import Workers

/// The client whose events are imported and rebuilt.
struct BenchTenant: Sendable {
  let tenant: Tenant
  let zone: Zone

  /// A definition with a gate of each common kind, so that a rebuild has real work with each event.
  static let definition = """
    name: bench
    basis: stock
    qualified:
      contact: events("email_opened", "email_clicked", "call_answered", "chat_message").within(90).exists()
      intent: score >= 20 || events("demo_request", "trial_started").within(30).exists()
      fit: events("pricing_viewed").where(e, e.seconds >= 30).within(90).count() >= 1 || points().within(30) >= 15
      ready: reached("mql") || idle_days() <= 30
    decay: { idle: 60, age: 300 }
    scoring:
      - { event: page_view, where: 'e.path.startsWith("/pricing")', points: 10, depth: 3 }
      - { event: page_view, points: 1, depth: 1 }
      - { event: case_study, points: 5, depth: 2 }
      - { event: form_submitted, points: 8, depth: 3 }
      - { event: demo_request, points: 20, depth: 4 }
      - { event: email_clicked, points: 2, depth: 1 }
      - { event: unsubscribe, points: -15 }

    """

  static func make(
    in database: BenchDatabase, slug: String = "bench", zone name: String = "Europe/Berlin"
  ) async throws -> BenchTenant {
    let rows = try await database.asAdministrator { connection in
      try await connection.query(
        "select tenant_id from guard.provision('\(slug)', 'Bench', '\(name)', 'EUR', null, null, null)")
    }
    guard let zone = Zone(iana: name), let id = rows.first?.first.flatMap({ $0 }).flatMap({ Int64($0) }) else {
      throw StoreError.unfit(reason: "the client of the benchmarks could not be made")
    }
    let tenant = Tenant(
      id: TenantID(id), slug: slug, name: "Bench", timezone: name, currency: "EUR", arrMinor: nil,
      identities: Tenant.defaultIdentities, commitment: nil, state: .active, createdAt: 0)
    return BenchTenant(tenant: tenant, zone: zone)
  }

  /// The product's own import, as `headway import events` does it: a first pass over the file, then the fold.
  /// Answers the rows that were new.
  func importEvents(_ file: String, into database: Database) async throws -> Int64 {
    let job = Import(database, tenant: tenant, kind: .events, options: ImportOptions(zone: zone))
    let outcome = try await job.run(try job.survey(file), today: Day(20_819))
    return Int64(outcome.row.rowsNew)
  }

  /// Stores the definition as its version 1.
  func define(in database: Database) async throws {
    let id = tenant.id
    try await database.write(as: id) { session in
      try session.execute(OpenHead(tenant: id))
      try session.simple(
        """
        insert into core.definition (tenant_id, version, name, basis, source)
        values (\(id.rawValue), 1, 'bench', 'stock', $text$\(Self.definition)$text$)
        on conflict (tenant_id, version) do nothing
        """)
    }
  }

  /// Computes everything from the log, under version 1.
  func rebuild(in database: Database) async throws {
    let leads = try await Rebuild(database, tenant: tenant.id).build(
      GenerationPlan(definition: 1, source: Self.definition, zone: tenant.timezone))
    guard let leads, leads > 0 else { throw StoreError.unfit(reason: "the rebuild found no lead") }
  }
}
