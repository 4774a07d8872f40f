import Engine
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
      #expect(ready.body == "database: reachable\nmigrations: current\nworkers: nothing is due\n")
    }
  }

  @Test func itSaysHowFarTheWorkersAreBehindAndStaysReady() async throws {
    try await RunningService.play { service in
      let acme = try await service.tenant("acme")
      func job(waits seconds: Int) async throws {
        try await service.place.run(
          """
          insert into work.job (tenant_id, lane, kind, run_at, created_at)
            values (\(acme.id.rawValue), 'compute', 'fold', work.clock() - interval '\(seconds) seconds', now())
          on conflict (tenant_id, kind, subject) do update set run_at = excluded.run_at
          """)
      }
      func said() async throws -> String {
        let ready = try await service.get("/readyz")
        #expect(ready.status == 200, "what is sent now is kept, whoever is behind")
        return ready.body
      }
      try await job(waits: 5)
      #expect(try await said().contains("workers: the first job that is due has waited for "))
      try await job(waits: 600)
      #expect(try await said().contains("workers: no worker is seen, and a job has waited for 10 min"))
      try await service.place.run(
        """
        insert into work.hand (tenant_id, token, lane, worker, leased_until, jobs)
          values (\(acme.id.rawValue), 1, 'compute', 'w', now() + interval '1 minute',
            array[row(1, 'refresh', '', now(), 0, 0, null, now())::work.held_job])
        """)
      #expect(try await said().contains("workers: behind: a job has waited for 10 min"))
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
