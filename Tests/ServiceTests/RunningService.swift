import AsyncHTTPClient
import Engine
import Foundation
import MigratedDatabase
import NIOCore
import NIOHTTP1
import Observation
import Store
import TestSupport

@testable import Service

/// A service of a test, at a port of its own before a migrated database of its own.
struct RunningService: Sendable {
  let address: ListenAddress
  let database: Database
  let place: TestDatabase
  let meters: Meters

  var url: String { address.url }

  /// Runs the service around `body`, and shuts it down in order.
  ///
  /// - Parameters:
  ///   - access: Says who looks at the dashboard; nobody does where there is none.
  ///   - day: The date that the dashboard answers for; `nil`: today.
  static func play<Value: Sendable>(
    limits: Limits = Limits(), access: (@Sendable (Database) -> any DashboardAccess)? = nil, day: Day? = nil,
    _ body: @escaping @Sendable (RunningService) async throws -> Value
  ) async throws -> Value {
    try await withMigratedDatabase { database, place in
      let meters = Meters()
      var settings = WebService.Settings(listen: ListenAddress(host: "127.0.0.1", port: 0))
      settings.limits = limits
      if let access { settings.dashboard = access(database) }
      settings.dashboardDay = day
      let (addresses, told) = AsyncStream.makeStream(of: ListenAddress.self)
      let service = WebService(settings, database: database, meters: meters, observe: meters.observe) {
        told.yield($0)
      }
      return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask {
          try await service.run()
          return nil
        }
        group.addTask {
          var iterator = addresses.makeAsyncIterator()
          guard let address = await iterator.next() else { throw NeverListened() }
          return try await body(RunningService(address: address, database: database, place: place, meters: meters))
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
