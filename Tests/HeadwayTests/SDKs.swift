import Foundation
import TestSupport
import Testing

/// What the test of the libraries needs around it.
enum SDKs {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../SDKs")
    .standardizedFileURL

  static let areThere = understands("import segment.analytics, rudderstack.analytics, posthog")
  static let hasPython = understands("")

  private static func understands(_ program: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardError = FileHandle.nullDevice
    try? process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  static func key(of tenant: String, _ headway: InstalledHeadway) async throws -> String {
    struct Key: Decodable { var key: String }
    let made = try await headway.succeed(["key", "create", tenant, "--format", "json"])
    return try JSONDecoder().decode(Key.self, from: Data(made.output.utf8)).key
  }

  /// `headway serve` at one port, however often it is stopped and started, by one task at a time.
  final class Service: @unchecked Sendable {
    let port: Int
    private let headway: InstalledHeadway
    private let rate: Int
    private var process: ChildProcess?

    /// While it runs.
    var processIdentifier: Int32? { process?.processIdentifier }

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
      while !listens(at: port) {
        try Task.checkCancellation()
        _ = try await headway.look("select pg_sleep(0.05)")
      }
    }

    /// What it holds in memory just now; `nil` where there is no /proc.
    var residentMegabytes: Int? {
      guard let id = process?.processIdentifier,
        let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
      else { return nil }
      return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 / 1024 }
    }

    func stop(_ signal: Int32 = SIGTERM) {
      guard let process else { return }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      self.process = nil
    }
  }

  /// A network that cuts connections, until `leash` is closed or this process ends. A signal may not do: a process that is started
  /// on a thread that keeps signals from it inherits that.
  static func proxy(to target: Int) throws -> (leash: FileHandle, port: Int) {
    let port = try freePort()
    let (process, leash) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", folder.appending(path: "unsteady_proxy.py").path, "\(port)", "\(target)", "7"]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = leash
    try process.run()
    _ = output.fileHandleForReading.availableData
    return (leash.fileHandleForWriting, port)
  }

  /// Somebody who sends batch after batch.
  struct Load {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(port: Int, key: String, threads: Int) throws {
      try self.init(script: "load.py", ["\(port)", key, "\(threads)"])
    }

    init(script: String, _ arguments: [String]) throws {
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", folder.appending(path: script).path] + arguments
      process.standardInput = input
      process.standardOutput = output
      try process.run()
    }

    /// Lets it end, and gives what it says then.
    func end() async throws -> String {
      try input.fileHandleForWriting.close()
      return try await text(of: output, until: process)
    }
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
    return try await text(of: output, until: process)
  }

  private static func text(of output: Pipe, until process: Process) async throws -> String {
    try await withCheckedThrowingContinuation { done in
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

  /// Whether somebody takes connections there.
  private static func listens(at port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(port).bigEndian
    return address
  }

  /// A port that nobody listens at now.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(0)
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
