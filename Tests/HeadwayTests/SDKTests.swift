import Foundation
import LibPQ
import Synchronization
import TestSupport
import Testing

/// The tracking libraries that clients have already, unmodified, before a service that is stopped and killed, through a
/// network that cuts connections, under a rate that is soon used up.
@Suite(.serialized) struct SDKTests {
  private struct Sent: Decodable {
    var sent: [String]
    var given_up: [String]
  }

  @Test(
    .enabled(if: SDKs.areThere, "segment-analytics-python, rudder-sdk-python and posthog are not installed here"),
    .timeLimit(.minutes(15)))
  func unmodifiedLibrariesLoseNothingAndDoubleNothing() async throws {
    let calls = Int(ProcessInfo.processInfo.environment["HEADWAY_SDK_CALLS"] ?? "") ?? 10_000
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let key = try await SDKs.key(of: "acme", headway)
      let service = try SDKs.Service(headway, rate: calls / 5)
      let proxy = try SDKs.proxy(to: service.port)
      defer {
        try? proxy.leash.close()
        service.stop()
      }
      try await service.start()

      let (reports, restarts) = try await withThrowingTaskGroup(of: (name: String, text: String)?.self) { group in
        for library in ["segment", "rudder", "posthog"] {
          for gzip in [false, true] {
            group.addTask {
              let arguments = [library, "http://127.0.0.1:\(proxy.port)", key, "--calls", "\(calls)"]
              return ("\(library)\(gzip ? ", gzip" : "")", try await SDKs.send(arguments + (gzip ? ["--gzip"] : [])))
            }
          }
        }
        var reports: [(name: String, text: String)] = []
        let done = SharedFlag()
        let restarting = Task {
          var restarts = 0
          while !done.isSet {
            _ = try await headway.look("select pg_sleep(2)")
            guard !done.isSet else { break }
            service.stop(restarts.isMultiple(of: 2) ? SIGKILL : SIGTERM)
            try await service.start()
            restarts += 1
          }
          return restarts
        }
        for try await report in group { if let report { reports.append(report) } }
        done.set()
        return (reports, try await restarting.value)
      }
      service.stop()
      let worked = try await headway.succeed(["worker", "--once"])

      var all: [String] = []
      for (name, text) in reports.sorted(by: { $0.name < $1.name }) {
        let report = try JSONDecoder().decode(Sent.self, from: Data(text.utf8))
        let missing = try await headway.missing(report.sent.filter { !Set(report.given_up).contains($0) })
        all += report.sent
        print("\(name): sent \(report.sent.count), given up \(report.given_up.count), lost \(missing)")
        #expect(missing == 0, "\(name)")
        #expect(report.given_up.isEmpty, "\(name) gave up what it was told to send again")
      }
      let stored = try await headway.number(
        "select (select count(*) from core.event) + (select count(*) from core.call)")
      let doubled = stored - Set(all).count
      print("stored \(stored) of \(Set(all).count), doubled \(doubled), \(restarts) restarts, half of them kill -9")
      #expect(doubled == 0, "\(worked.errors)")
      #expect(try await headway.number("select count(*) from work.inbox") == 0)
      #expect(try await headway.number("select count(*) from core.refusal") == 0)
      #expect(restarts > 0)
    }
  }
}

extension InstalledHeadway {
  /// How many of these message ids are neither events nor calls of the log.
  func missing(_ ids: [String]) async throws -> Int {
    try await number(
      """
      with sent as (
        select encode(substr(sha256('message_id'::bytea || '\\x00'::bytea || convert_to(id, 'UTF8')), 1, 16), 'hex')::uuid as m
          from unnest('{\(ids.joined(separator: ","))}'::text[]) as id)
      select count(*) from sent s
       where not exists (select from core.event e where e.message = s.m)
         and not exists (select from core.call c where c.message = s.m)
      """)
  }
}

/// Set once, seen by all.
private final class SharedFlag: Sendable {
  private let flag = Mutex(false)
  var isSet: Bool { flag.withLock { $0 } }
  func set() { flag.withLock { $0 = true } }
}
