import Definitions
import Foundation
import NIOSSL
import Store
import Synchronization
import TestSupport
import Testing

@testable import Delivery

/// One attempt against receivers that behave and that do not.
@Suite struct WebSenderTests {
  /// Where it is not their length that is tried: the whole suite starts at once, and then an answer takes its time.
  private static let patient = WebSender.Limits(connect: .seconds(120), whole: .seconds(300))

  private static func sender(_ limits: WebSender.Limits = patient, lookup: NameLookup? = nil) throws -> WebSender {
    try WebSender(TargetCheck(allowsPrivate: true, lookup: lookup ?? SystemNames.lookup), limits: limits)
  }

  private static func outcome(
    _ limits: WebSender.Limits = patient, of reply: @escaping @Sendable (Receiver.Request, Int) -> Receiver.Reply
  ) async throws -> AttemptOutcome {
    let receiver = try await Receiver(reply)
    let outcome = await (try sender(limits)).send(
      .sample(), to: .webhook(try WebAddress(receiver.url), secrets: [.testing]))
    try await receiver.close()
    return outcome
  }

  @Test func aReceiverGetsTheBodyAndCanVerifyIt() async throws {
    let start = Int64(Date().timeIntervalSince1970)
    let receiver = try await Receiver()
    let outcome = await (try Self.sender()).send(
      .sample(), to: .webhook(try WebAddress(receiver.url), secrets: [.testing]))
    #expect(outcome == .delivered)
    let request = try #require(receiver.requests.first)
    #expect(request.head.hasPrefix("POST /hook HTTP/1.1\r\n") && request.header("content-type") == "application/json")
    let timestamp = try #require(request.header("webhook-timestamp").flatMap { Int64($0) })
    #expect((start...Int64(Date().timeIntervalSince1970)).contains(timestamp))
    let expected = WebhookSignature.headers(
      id: request.id, timestamp: timestamp, body: Data(request.body.utf8), secrets: [.testing])
    #expect(request.header("webhook-signature") == expected[2].value)
    #expect(request.id == Message.sample().id.text)
    try await receiver.close()
  }

  @Test func anythingButSuccessIsTriedAgainWithAReason() async throws {
    for status in [400, 401, 403, 404, 408, 425, 429, 500, 502, 503, 504] {
      let outcome = try await Self.outcome { _, _ in .status(status, body: "no_service\u{1B}[31m") }
      #expect(outcome == .failed(reason: "it answered \(status): no_service [31m"))
    }
    #expect(try await Self.outcome { _, _ in .status(204) } == .delivered)
    #expect(
      try await Self.outcome { _, _ in .status(503, headers: ["Retry-After: 120"]) }
        == .failed(reason: "it answered 503", notBefore: 120))
    guard case .gone = try await Self.outcome(of: { _, _ in .status(410) }) else {
      Issue.record("410 is the end")
      return
    }
  }

  @Test func aRedirectIsAFailureThatSaysSoAndIsNotFollowed() async throws {
    let inside = try await Receiver()
    let outcome = try await Self.outcome { _, _ in .status(307, headers: ["Location: \(inside.url)"]) }
    guard case .failed(let reason, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.contains("307, a redirect, which is never followed") && !reason.contains("127.0.0.1"))
    #expect(inside.requests.isEmpty)
    try await inside.close()
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhe",
    "nonsense\r\n\r\n", "HTTP/1.1 2",
  ])
  func anAnswerThatBreaksOffIsNone(bytes: String) async throws {
    guard case .failed = try await Self.outcome(of: { _, _ in .bytes(bytes) }) else {
      Issue.record("taken for an answer: \(bytes)")
      return
    }
  }

  @Test func anAnswerWithoutAnEndIsReadNoFurtherThanIsWanted() async throws {
    let endless = "HTTP/1.1 200 OK\r\ncontent-length: 999999999\r\n\r\n" + String(repeating: "x", count: 100_000)
    #expect(try await Self.outcome { _, _ in .bytes(endless) } == .delivered)
  }

  @Test func whoeverHangsIsGivenUpWaitingFor() async throws {
    let outcome = try await Self.outcome(.init(whole: .milliseconds(200))) { _, _ in .silence }
    #expect(outcome == .failed(reason: "there was no whole answer in time"))
  }

  @Test func aLookUpThatHangsIsGivenUpWaitingFor() async throws {
    let sender = try Self.sender(.init(whole: .milliseconds(100))) { _ in
      await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
      return []
    }
    let outcome = await sender.send(.sample(), to: .slack(try WebAddress("https://hooks.example/x")))
    #expect(outcome == .failed(reason: "there was no whole answer in time"))
  }

  @Test func aPrivateTargetIsRefusedWithoutAConnection() async throws {
    let receiver = try await Receiver()
    for url in [
      "https://127.0.0.1:\(receiver.port)/", "https://localhost:\(receiver.port)/", "https://[::1]:\(receiver.port)/",
    ] {
      let sender = try WebSender(TargetCheck(allowsPrivate: false))
      let outcome = await sender.send(.sample(), to: .slack(try WebAddress(url)))
      guard case .failed(let reason, _) = outcome else {
        Issue.record("\(url): \(outcome)")
        continue
      }
      #expect(reason.contains("a loopback address") && reason.contains("HEADWAY_ALLOW_PRIVATE_TARGETS"))
    }
    #expect(receiver.requests.isEmpty)
    try await receiver.close()
  }

  /// The name means a public machine when it is checked and this one a moment later: nobody asks again.
  @Test func aNameIsLookedUpOnceAndTheAddressThatWasCheckedIsTheOneThatIsUsed() async throws {
    let receiver = try await Receiver()
    let asked = Mutex(0)
    let sender = try Self.sender { _ in
      let count = asked.withLock { asked in
        asked += 1
        return asked
      }
      return [IPAddress(count == 1 ? "127.0.0.1" : "127.0.0.2")!]
    }
    let url = try WebAddress("http://no-such-host.invalid:\(receiver.port)/hook")
    #expect(await sender.send(.sample(), to: .webhook(url, secrets: [.testing])) == .delivered)
    #expect(asked.withLock { $0 } == 1)
    #expect(receiver.requests.first?.header("host")?.hasPrefix("no-such-host.invalid") == true)
    try await receiver.close()
  }

  @Test func anAddressThatRefusesIsFollowedByTheNext() async throws {
    let receiver = try await Receiver()
    let sender = try Self.sender { _ in [IPAddress("127.0.0.9")!, IPAddress("127.0.0.1")!] }
    let url = try WebAddress("http://hooks.test:\(receiver.port)/hook")
    #expect(await sender.send(.sample(), to: .webhook(url, secrets: [.testing])) == .delivered)
    try await receiver.close()
  }

  @Test func theCertificateHasToBeTheNamesAndFromSomebodyWhoIsTrusted() async throws {
    guard let identity = try Identity.made(for: "hooks.test") else {
      print("openssl is not here: nothing was tried of TLS")
      return
    }
    let receiver = try await Receiver(tls: try identity.context)
    let lookup: NameLookup = { _ in [IPAddress("127.0.0.1")!] }
    let check = TargetCheck(allowsPrivate: true, lookup: lookup)
    let trusting = try WebSender(check, certificates: identity.certificate)
    func outcome(_ host: String, _ sender: WebSender) async throws -> AttemptOutcome {
      await sender.send(.sample(), to: .slack(try WebAddress("https://\(host):\(receiver.port)/hook")))
    }
    #expect(try await outcome("hooks.test", trusting) == .delivered)
    for (host, sender) in [("other.test", trusting), ("hooks.test", try WebSender(check))] {
      guard case .failed(let reason, _) = try await outcome(host, sender) else {
        Issue.record("\(host) was believed")
        continue
      }
      #expect(reason.hasPrefix("TLS failed") || reason.hasPrefix("the connection failed"), "\(reason)")
    }
    #expect(receiver.requests.count == 1)
    try await receiver.close()
  }
}

/// A self-signed certificate and its key, made by the machine's openssl.
private struct Identity {
  let certificate: String
  private let key: String

  static func made(for name: String) throws -> Identity? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl") else { return nil }
    process.currentDirectoryURL = folder
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
      "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-keyout", "key.pem", "-out", "cert.pem",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return Identity(
      certificate: try String(contentsOf: folder.appending(path: "cert.pem"), encoding: .utf8),
      key: try String(contentsOf: folder.appending(path: "key.pem"), encoding: .utf8))
  }

  var context: NIOSSLContext {
    get throws {
      let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
        NIOSSLCertificateSource.certificate($0)
      }
      let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
      return try NIOSSLContext(
        configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
    }
  }
}
