import Foundation
import TestSupport
import Testing

/// `headway serve` among senders who mean no good: it stays up, stays small, and serves the others.
@Suite(.serialized) struct HostileSendersTests {
  @Test(.timeLimit(.minutes(30))) func itsMemoryStaysFlatWhateverIsSent() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let service = try SDKs.Service(headway, rate: 1_000_000)
      defer { service.stop() }
      try await service.start()
      let key = try await SDKs.key(of: "acme", headway)
      let attacks = try Self.attacks(key: key)
      // Once, so that what is made at the first of a kind is there.
      for _ in 0..<2 { for attack in attacks { try await attack.strike(service.port) } }
      let before = try #require(service.residentBytes)
      var slow: [RawConnection] = []
      for round in 0..<40 {
        for attack in attacks { try await attack.strike(service.port) }
        for _ in 0..<10 {
          let connection = try RawConnection(port: service.port)
          await connection.send("POST /v1/batch?writeKey=\(key) HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n{")
          slow.append(connection)
        }
        if round.isMultiple(of: 10) { try await Self.isServing(service.port, key) }
      }
      let after = try #require(service.residentBytes)
      print(
        "\(40 * attacks.count) attacks with \(slow.count) connections held:",
        "\(before >> 20) MB before, \(after >> 20) MB after")
      // Each of 400 may fill a body of 400 KB, and none was given room for more than it sent.
      #expect(after - before < 96 << 20)
      try await Self.isServing(service.port, key)
      #expect(try await headway.number("select count(*) from work.inbox") > 0)
    }
  }

  private struct Attack {
    var name: String
    var bytes: [UInt8]
    /// What may be answered; 0: the connection ends without a word.
    var statuses: Set<Int>

    func strike(_ port: Int) async throws {
      let connection = try RawConnection(port: port)
      await connection.send(bytes)
      let status = await connection.answer()?.status ?? 0
      #expect(statuses.contains(status), "\(name): \(status)")
    }
  }

  private static func attacks(key: String) throws -> [Attack] {
    func post(_ body: [UInt8], _ headers: String = "") -> [UInt8] {
      Array(
        "POST /v1/batch?writeKey=\(key) HTTP/1.1\r\nHost: x\r\n\(headers)Content-Length: \(body.count)\r\n\r\n".utf8)
        + body
    }
    let deep = Array(String(repeating: "{\"a\":[", count: 80_000).utf8)
    let bomb = try bomb()
    let names = (0..<2_500).map { "{\"messageId\":\"\($0)\"}" }.joined(separator: ",")
    return [
      Attack(name: "a bomb", bytes: post(bomb, "Content-Encoding: gzip\r\n"), statuses: [413]),
      Attack(name: "480 KB of nesting", bytes: post(deep), statuses: [400]),
      Attack(name: "a megabyte of nesting", bytes: post(deep + deep), statuses: [413, 0]),
      Attack(name: "2,500 that are refused", bytes: post(Array("{\"batch\":[\(names)]}".utf8)), statuses: [200]),
      Attack(
        name: "a header of a megabyte",
        bytes: Array("GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 1 << 20))\r\n\r\n".utf8),
        statuses: [431, 0]),
      Attack(
        name: "thousands of headers",
        bytes: Array("GET / HTTP/1.1\r\nHost: x\r\n\((0..<5_000).map { "X-\($0): a\r\n" }.joined())\r\n".utf8),
        statuses: [431, 0]),
      Attack(
        name: "4 MB in chunks",
        bytes: Array(
          ("POST /v1/batch?writeKey=\(key) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + String(repeating: "10000\r\n\(String(repeating: " ", count: 65_536))\r\n", count: 64) + "0\r\n\r\n").utf8),
        statuses: [413, 0]),
    ]
  }

  /// 64 MB in 64 KB.
  private static func bomb() throws -> [UInt8] {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "head -c 67108864 /dev/zero | gzip -9"]
    process.standardOutput = output
    try process.run()
    return Array(try output.fileHandleForReading.readToEnd() ?? Data())
  }

  private static func isServing(_ port: Int, _ key: String) async throws {
    let body = #"{"messageId":"\#(UUID())","userId":"u","event":"x"}"#
    let answer = try await RawConnection(port: port).ask(
      "POST /v1/track?writeKey=\(key) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(answer?.body.contains("accepted") == true, "\(answer.map { "\($0)" } ?? "no answer")")
  }
}

extension SDKs.Service {
  /// What of it is in memory now.
  fileprivate var residentBytes: Int? {
    processIdentifier.flatMap { try? String(contentsOfFile: "/proc/\($0)/statm", encoding: .utf8) }
      .flatMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }.map { $0 * 4096 }
  }
}
