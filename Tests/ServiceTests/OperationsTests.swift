import Observation
import Store
import Testing

@testable import Service

@Suite struct OperationsTests {
  @Test func itSaysThatItLivesAndThatItIsReady() async throws {
    try await RunningService.play { service in
      #expect(try await service.get("/healthz").body == "ok\n")
      let ready = try await service.get("/readyz")
      #expect(ready.status == 200)
      #expect(ready.body == "database: reachable\nmigrations: current\n")
    }
  }

  @Test func itIsNotReadyBeforeADatabaseThatDoesNotAnswer() async throws {
    try await RunningService.play { service in
      await service.database.close()
      let ready = try await service.get("/readyz")
      #expect(ready.status == 503)
      #expect(ready.body == "database: unreachable\n")
      #expect(try await service.get("/healthz").status == 200, "it lives all the same")
    }
  }

  @Test func whatIsCountedIsShownWithItsLabels() async throws {
    try await RunningService.play { service in
      service.meters.observe(.delivered(tenant: "acme", sink: "slack", messages: 3))
      service.meters.observe(.fenced(jobs: 2))
      let metrics = try await service.get("/metrics")
      #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      #expect(metrics.body.contains("# TYPE headway_messages_total counter\n"))
      #expect(metrics.body.contains("headway_messages_total{fate=\"delivered\"} 3.0\n"))
      #expect(metrics.body.contains("headway_jobs_fenced_total 2.0\n"))
      #expect(!metrics.body.contains("acme"), "no series of a tenant")
    }
  }
}
