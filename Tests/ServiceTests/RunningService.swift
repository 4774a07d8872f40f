import AsyncHTTPClient
import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import NIOCore
import NIOHTTP1
import Observation
import Store
import Synchronization
import TestSupport

@testable import Service

/// A service of a test, at a port of its own before a migrated database of its own.
struct RunningService: Sendable {
  let address: ListenAddress
  let database: Database
  let place: TestDatabase
  let meters: Meters
  let keys: WriteKeys

  var url: String { address.url }

  /// Runs the service around `body`, and shuts it down in order.
  ///
  /// - Parameters:
  ///   - settings: Changes what the service is set to.
  static func play<Value: Sendable>(
    settings change: @Sendable (inout WebService.Settings) -> Void = { _ in },
    _ body: @escaping @Sendable (RunningService) async throws -> Value
  ) async throws -> Value {
    try await withMigratedDatabase { database, place in
      let meters = Meters()
      var settings = WebService.Settings(listen: ListenAddress(host: "127.0.0.1", port: 0))
      change(&settings)
      let (addresses, told) = AsyncStream.makeStream(of: ListenAddress.self)
      let keys = WriteKeys()
      var running = WebService(
        settings, database: database, meters: meters,
        observe: { event in
          meters.observe(event)
          if case .intakeFailed(let reason) = event { print("a test's service could not store:", reason) }
        }
      ) {
        told.yield($0)
      }
      running.writeKeys = { keys.holder(of: $0) }
      let service = running
      return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask {
          try await service.run()
          return nil
        }
        group.addTask {
          var iterator = addresses.makeAsyncIterator()
          guard let address = await iterator.next() else { throw NeverListened() }
          return try await body(
            RunningService(address: address, database: database, place: place, meters: meters, keys: keys))
        }
        defer { group.cancelAll() }
        while let ended = try await group.next() { if let ended { return ended } }
        throw NeverListened()
      }
    }
  }

  struct NeverListened: Error {}

  /// What came back: status, headers, body as text.
  struct Reply: Sendable {
    var status: Int
    var headers: [String: String]
    var body: String
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
    try await send("GET", path, headers: headers)
  }

  func send(_ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8]? = nil) async throws
    -> Reply
  {
    var request = HTTPClientRequest(url: url + path)
    request.method = .init(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(body) }
    let response = try await HTTPClient.shared.execute(request, deadline: .now() + .seconds(30))
    let bytes = try await response.body.collect(upTo: 16 << 20)
    return Reply(
      status: Int(response.status.code),
      headers: Dictionary(
        response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { "\($0), \($1)" }),
      body: String(buffer: bytes))
  }
}

/// The write keys that are in force in a test.
final class WriteKeys: Sendable {
  private let holders = Mutex<[String: WriteKeyHolder]>([:])

  func holder(of key: String) -> WriteKeyHolder? { holders.withLock { $0[key] } }

  func add(_ key: String, of tenant: Tenant) {
    holders.withLock {
      $0[key] = WriteKeyHolder(
        tenant: tenant.id, slug: tenant.slug, zone: Zone(iana: tenant.timezone)!, identities: Set(tenant.identities),
        isActive: true)
    }
  }
}

extension RunningService {
  /// A tenant with a write key that is its name.
  func tenant(_ slug: String, zone: String = "UTC") async throws -> Tenant {
    let administrator = try await Connection.open(place.conninfo)
    _ = try await administrator.query(
      """
      select tenant_id from guard.provision('\(slug)', '\(slug)', '\(zone)', 'USD', null,
        '{external_id,email,linkedin,anonymous_id}', null)
      """)
    await administrator.close()
    let tenant = try await database.tenants.open(slug)
    keys.add(slug, of: tenant)
    return tenant
  }

  func post(_ path: String, _ body: String, headers: [String: String] = [:]) async throws -> Reply {
    try await send("POST", path, headers: headers, body: Array(body.utf8))
  }

  /// Folds all that waits of a tenant.
  @discardableResult
  func fold(_ tenant: Tenant) async throws -> InboxFold.Turn {
    try await InboxFold(database, tenant: tenant).drain(rounds: 100)
  }

  /// Rows of a query as the service in a tenant's context.
  func query(_ text: String, as tenant: Tenant) async throws -> [[String?]] {
    try await database.read(as: tenant.id) { session in try session.query(text) }
  }
}
