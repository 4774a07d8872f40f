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
        proxy.process.terminate()
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
      try await headway.succeed(["worker", "--once"])

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
      #expect(doubled == 0)
      #expect(try await headway.number("select count(*) from work.inbox") == 0)
      #expect(try await headway.number("select count(*) from core.refusal") == 0)
      #expect(restarts > 0)
    }
  }
}

extension InstalledHeadway {
  /// How many of these message ids are neither events nor calls of the log.
  fileprivate func missing(_ ids: [String]) async throws -> Int {
    try await number(
      """
      with sent as (
        select encode(substr(sha256('message_id'::bytea || '\\x00'::bytea || convert_to(id, 'UTF8')), 1, 16), 'hex')::uuid as m
          from unnest('{\(ids.joined(separator: ","))}'::text[]) as id)
      select count(*) from sent where m not in (select message from core.event union all select message from core.call)
      """)
  }
}

/// What the test of the libraries needs around it.
enum SDKs {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../SDKs")
    .standardizedFileURL

  static let areThere: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import segment.analytics, rudderstack.analytics, posthog"]
    process.standardError = FileHandle.nullDevice
    try? process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  static func key(of tenant: String, _ headway: InstalledHeadway) async throws -> String {
    struct Key: Decodable { var key: String }
    let made = try await headway.succeed(["key", "create", tenant, "--format", "json"])
    return try JSONDecoder().decode(Key.self, from: Data(made.output.utf8)).key
  }

  /// `headway serve` at one port, however often it is stopped and started.
  final class Service {
    let port: Int
    private let headway: InstalledHeadway
    private let rate: Int
    private var process: Process?

    init(_ headway: InstalledHeadway, rate: Int) throws {
      self.headway = headway
      self.rate = rate
      port = try freePort()
    }

    /// Starts it, and waits until it answers.
    func start() async throws {
      process = try HeadwayBinary.start(
        ["serve"],
        environment: headway.environment.merging(
          ["HEADWAY_LISTEN": "127.0.0.1:\(port)", "HEADWAY_INTAKE_RATE": "\(rate)"]) { $1 })
      let url = try #require(URL(string: "http://127.0.0.1:\(port)/healthz"))
      while (try? String(contentsOf: url, encoding: .utf8)) == nil {
        try Task.checkCancellation()
        _ = try await headway.look("select pg_sleep(0.05)")
      }
    }

    func stop(_ signal: Int32 = SIGTERM) {
      guard let process else { return }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      self.process = nil
    }
  }

  static func proxy(to target: Int) throws -> (process: Process, port: Int) {
    let port = try freePort()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", folder.appending(path: "unsteady_proxy.py").path, "\(port)", "\(target)", "7"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    _ = output.fileHandleForReading.availableData
    return (process, port)
  }

  /// What a sender says when it has sent everything.
  static func send(_ arguments: [String]) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", folder.appending(path: "send.py").path] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return try await withCheckedThrowingContinuation { done in
      DispatchQueue.global().async {
        done.resume(
          with: Result {
            let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return String(decoding: bytes, as: UTF8.self)
          })
      }
    }
  }

  /// A port that nobody listens at now.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard bound else { throw TestSupportError("no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

/// Set once, seen by all.
private final class SharedFlag: Sendable {
  private let flag = Mutex(false)
  var isSet: Bool { flag.withLock { $0 } }
  func set() { flag.withLock { $0 = true } }
}
