import Engine
import LibPQ
import MigratedDatabase
import TestSupport

@testable import Store

/// Two tenants with a row in every table that holds tenants' rows: the same ids, keys and numbers, and
/// texts that begin with a canary of their own. The tables and columns come from the catalogue, so a
/// new table is in here the moment it exists.
struct TwoTenants {
  let place: TestDatabase
  let alpha: Tenant
  let beta: Tenant
  let alphaLogin: String
  let betaLogin: String
  let alphaCanary = "canary-alpha-7f3a"
  let betaCanary = "canary-beta-9c1e"
  /// In an order in which they can be filled.
  let tables: [FilledTable]

  init(in database: Database, _ place: TestDatabase) async throws {
    self.place = place
    alpha = try await database.tenants.create(.sample(alphaCanary)).tenant
    beta = try await database.tenants.create(.sample(betaCanary)).tenant
    alphaLogin = try await database.logins.create(for: alpha).role
    betaLogin = try await database.logins.create(for: beta).role
    tables = try await FilledTable.all(
      in: place, order: try await database.read(TenantTables(), as: alpha.id).reversed())
    for (tenant, canary) in [(alpha, alphaCanary), (beta, betaCanary)] {
      let texts = tables.map { $0.insert(tenant.id, canary) }
      try await database.write(as: tenant.id) { session in
        for text in texts { try session.simple(text) }
      }
    }
  }

  /// Everything that a tenant has, as the superuser sees it.
  func contents(of tenant: Tenant) async throws -> [String: [String]] {
    try await place.connected { connection in
      var contents: [String: [String]] = [:]
      for table in tables {
        let rows = try await connection.query(
          "select t::text from \(table.place) t where tenant_id = \(tenant.id.rawValue) order by 1")
        contents[table.name] = rows.map { $0[0] ?? "" }
      }
      return contents
    }
  }
}

/// Two tenants in a database of their own.
///
/// - Parameter work: Is given them, and the name of the service's login: with several databases on the
///   server it is not always the same.
func withTwoTenants(_ work: (_ pair: TwoTenants, _ worker: String) async throws -> Void) async throws {
  try await withMigration { migrated in
    let database = migrated.open()
    do {
      try await work(try await TwoTenants(in: database, migrated.place), migrated.logins.worker["user"] ?? "")
      await database.close()
    } catch {
      await database.close()
      throw error
    }
  }
}

/// A table, and what to write into it.
struct FilledTable: Sendable {
  var schema: String
  var name: String
  var columns: [String]
  /// Of the columns, as SQL; `$canary` stands for the tenant's own.
  var values: [String]

  var place: String { "\(schema).\(name)" }

  func insert(_ tenant: TenantID, _ canary: String) -> String {
    let values = values.map { $0.replacing("$canary", with: canary) }.joined(separator: ", ")
    return
      "insert into \(place) (tenant_id, \(columns.joined(separator: ", "))) values (\(tenant.rawValue), \(values))"
  }

  static func all(in place: TestDatabase, order: [TenantTable]) async throws -> [FilledTable] {
    var tables: [FilledTable] = []
    for table in order {
      var filled = FilledTable(schema: table.schema, name: table.name, columns: [], values: [])
      for row in try await place.rows(columns(of: filled.place)) {
        filled.columns.append(row[0] ?? "")
        filled.values.append(sample(of: row[1] ?? "", in: row[0] ?? "", allowed: row[2]))
      }
      tables.append(filled)
    }
    return tables
  }

  /// Name, type, and the first value of a CHECK that lists what is allowed.
  private static func columns(of table: String) -> String {
    """
    select a.attname, format_type(a.atttypid, null),
           (select substring(pg_get_constraintdef(k.oid) from 'ARRAY\\[''([^'']+)''')
              from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1)
      from pg_attribute a
     where a.attrelid = '\(table)'::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
     order by a.attnum
    """
  }

  private static func sample(of type: String, in column: String, allowed: String?) -> String {
    if let allowed { return "'\(allowed)'" }
    if column == "zone" { return "'UTC'" }
    if column == "period_start" { return "date '2026-01-01'" }
    return switch type {
    case "text", "name": "'$canary \(column)'"
    case "text[]": "array['$canary \(column)']"
    case "bigint", "integer", "smallint", "numeric": "1"
    case "boolean": "true"
    case "uuid": "'00000000-0000-4000-8000-000000000001'"
    case "date": "date '2026-01-05'"
    case "timestamp with time zone", "timestamp without time zone": "timestamp '2026-01-05 12:00'"
    case "jsonb": "'{\"\(column)\": \"$canary \(column)\"}'"
    case "bytea": "'\\x01'"
    case "date[]": "'{2026-01-05}'"
    case "smallint[]", "integer[]", "bigint[]": "'{1}'"
    case "boolean[]": "'{true}'"
    case "timestamp with time zone[]": "'{2026-01-05 12:00+00}'"
    case "datemultirange": "'{[2026-01-05,2026-02-05)}'"
    default: "null"
    }
  }
}
