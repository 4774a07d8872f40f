import Foundation
import TestSupport
import Testing

@testable import Service

/// Connections that are held for nothing: by whoever drips, sends without end, or does not take an answer.
@Suite struct SlowSenderTests {
  private static let hurried: @Sendable (inout WebService.Settings) -> Void = { settings in
    settings.limits.headTime = .seconds(2)
    settings.limits.bodyTime = .seconds(2)
    settings.limits.answerTime = .seconds(2)
    settings.limits.idleTime = .seconds(3)
  }

  @Test func whoeverDripsHeadersIsCutOffHoweverBusyItLooks() async throws {
    try await RunningService.play(settings: Self.hurried) { service in
      let request = "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: " + String(repeating: "a", count: 5_000)
      let first = try service.raw()
      #expect(await first.drip(Array(request.utf8), pause: 20) < request.utf8.count)
      #expect(await first.isHungUp())

      // One good request does not buy time for the next.
      let second = try service.raw()
      #expect(await second.ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")?.status == 200)
      #expect(await second.drip(Array(request.utf8), pause: 20) < request.utf8.count)
      #expect(await second.isHungUp())
      try await service.isServing()
    }
  }

  @Test func whoeverDripsABodyIsCutOffWhereverItGoes() async throws {
    try await RunningService.play(settings: Self.hurried) { service in
      let acme = try await service.tenant("acme")
      for (line, type) in [
        ("POST /v1/track?writeKey=acme", "application/json"), ("POST /signin", "application/x-www-form-urlencoded"),
        // Nobody reads this one: the answer is there before it is.
        ("GET /healthz", "text/plain"),
      ] {
        let connection = try service.raw()
        await connection.send(
          "\(line) HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\nContent-Length: 5000\r\n\r\n")
        let taken = await connection.drip(Array(repeating: UInt8(ascii: " "), count: 5_000), pause: 20)
        #expect(taken < 5_000, "\(line)")
        #expect(await connection.isHungUp(), "\(line)")
      }
      #expect(try await service.query("select from work.inbox", as: acme).isEmpty)
      try await service.isServing()
    }
  }

  @Test func hundredsThatHoldTheirConnectionsKeepNobodyFromBeingServed() async throws {
    try await RunningService.play(settings: {
      Self.hurried(&$0)
      $0.limits.headTime = .seconds(5)
    }) { service in
      let slow = try (0..<300).map { _ in try service.raw() }
      for (index, connection) in slow.enumerated() {
        await connection.send(
          index.isMultiple(of: 2)
            ? "GET / HTTP/1.1\r\nHost: x\r\nX-"
            : "POST /v1/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{")
      }
      for _ in 0..<5 { try await service.isServing() }
      for connection in slow { #expect(await connection.isHungUp()) }
      try await service.isServing()
    }
  }

  @Test func thereAreOnlySoManyConnectionsAndWhoWaitsIsServedWhenSomeGo() async throws {
    try await RunningService.play(settings: {
      Self.hurried(&$0)
      $0.limits.connections = 20
    }) { service in
      let slow = try (0..<20).map { _ in try service.raw() }
      for connection in slow { await connection.send("GET / HTTP/1.1\r\n") }
      try await service.isServing()
      for connection in slow { #expect(await connection.isHungUp()) }
    }
  }

  @Test func whoeverTakesNoAnswerIsCutOff() async throws {
    try await RunningService.play(settings: Self.hurried) { service in
      let connection = try service.raw()
      // What answers these is many times what the system keeps for one connection.
      let request = Array("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
      #expect(await !connection.send(Array(repeatElement(request, count: 200_000).joined())))
      try await service.isServing()
    }
  }

  @Test func whoeverSendsWithoutEndIsCutOff() async throws {
    try await RunningService.play { service in
      let part = String(repeating: "x", count: 1 << 16)
      for line in ["POST /v1/batch", "GET /healthz"] {
        let connection = try service.raw()
        await connection.send("\(line) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        var sent = 0
        while sent < 2_000, await connection.send("10000\r\n\(part)\r\n") { sent += 1 }
        #expect(sent < 2_000, "\(line)")
      }
      let announced = try await #require(
        service.raw().ask("POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"))
      #expect(announced.status == 413 && announced.body.contains("\"code\":\"too_large\""))
      try await service.isServing()
    }
  }
}

extension RunningService {
  func raw() throws -> RawConnection { try RawConnection(port: address.port) }

  /// A fresh connection is answered, by what needs the database too.
  func isServing() async throws {
    for path in ["/healthz", "/readyz"] {
      let answer = try await raw().ask("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(answer?.status == 200, "\(path): \(answer?.body ?? "no answer")")
    }
  }
}
