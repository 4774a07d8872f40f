import Engine
import Foundation
public import Store

/// Writes each tenant's digest once a day, when its hour has come there.
actor DigestRound {
  private let database: Database
  /// The day that is dealt with, so that the database is not asked again before the next.
  private var dealtWith: [TenantID: Day] = [:]

  init(_ database: Database) { self.database = database }

  func write(for tenant: Tenant) async throws {
    guard let zone = Zone(iana: tenant.timezone) else { return }
    let today = zone.day(ofInstant: Int64(Date().timeIntervalSince1970 * 1_000_000))
    guard dealtWith[tenant.id] != today, let day = try await database.digest(of: tenant) else { return }
    dealtWith[tenant.id] = day
  }
}
