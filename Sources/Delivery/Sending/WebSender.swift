internal import AsyncHTTPClient
public import Definitions
public import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Store

/// Sends to Slack and to webhooks: one POST, and an answer that counts by its status.
///
/// Redirects are not followed: the one who runs the target could send us anywhere. TLS is verified
/// against the name in the URL, whichever of its addresses is connected to.
public struct WebSender: Sender {
  private let check: TargetCheck
  private let limits: Limits
  private let clock: @Sendable () -> Int64
  private let trust: [NIOSSLCertificate]?

  /// How long, and how much.
  public struct Limits: Sendable {
    public var connect: Duration
    /// Looking up, connecting, sending, and the whole answer.
    public var whole: Duration
    /// Of the answer: its beginning is read for what went wrong, the rest is not.
    public var answer: Int

    public init(connect: Duration = .seconds(5), whole: Duration = .seconds(15), answer: Int = 16_384) {
      self.connect = connect
      self.whole = whole
      self.answer = answer
    }
  }

  /// - Parameters:
  ///   - clock: Microseconds since 1970: what a receiver holds against replays.
  ///   - certificates: PEM of the authorities to trust in place of the machine's.
  public init(
    _ check: TargetCheck, limits: Limits = Limits(), certificates: String? = nil,
    clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000_000) }
  ) throws {
    self.check = check
    self.limits = limits
    self.clock = clock
    trust = try certificates.map { try NIOSSLCertificate.fromPEMBytes(Array($0.utf8)) }
  }

  public func send(_ message: Message, to target: SinkTarget) async -> AttemptOutcome {
    do {
      let request = try request(message, to: target)
      return try await withDeadline(limits.whole) { try await post(request) }
    } catch let refusal as TargetCheck.Refusal {
      return .failed(reason: refusal.reason)
    } catch {
      return .failed(reason: Self.words(error))
    }
  }

  // MARK: - What is sent

  private struct Request: Sendable {
    var url: WebAddress
    var headers: [(name: String, value: String)]
    var body: Data
  }

  private func request(_ message: Message, to target: SinkTarget) throws -> Request {
    let common = [("content-type", "application/json"), ("user-agent", "Headway")]
    switch target {
    case .slack(let url):
      return Request(url: url, headers: common, body: try SlackPayload(message).json)
    case .webhook(let url, let secrets):
      let body = try WebhookBody(message).json
      let signature = WebhookSignature.headers(
        id: message.id.text, timestamp: clock() / 1_000_000, body: body, secrets: secrets)
      return Request(url: url, headers: common + signature, body: body)
    case .email:
      throw TargetCheck.Refusal(reason: "a mail is not sent over HTTP")
    }
  }

  // MARK: - Sending

  /// Tries one address after the other until one can be connected to; with none, says what the last one said.
  private func post(_ request: Request) async throws -> AttemptOutcome {
    let addresses = try await check.addresses(of: request.url)
    for address in addresses.dropLast() {
      do { return try await post(request, to: address) } catch  where Self.neverBegan(error) { continue }
    }
    guard let last = addresses.last else { throw TargetCheck.Refusal(reason: "the host has no address") }
    return try await post(request, to: last)
  }

  private func post(_ request: Request, to address: IPAddress) async throws -> AttemptOutcome {
    var outgoing = HTTPClientRequest(url: request.url.text)
    outgoing.method = .POST
    for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
    outgoing.body = .bytes(ByteBuffer(bytes: request.body))
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(request.url, address))
    do {
      let outcome = try await outcome(of: outgoing, through: client)
      try? await client.shutdown()
      return outcome
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  /// A client for one address of one host: the name is what TLS is verified against and never looked up again.
  private func configuration(_ url: WebAddress, _ address: IPAddress) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let trust { tls.trustRoots = .certificates(trust) }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: .nanoseconds(limits.connect.nanoseconds)), decompression: .disabled)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    if IPAddress(url.host) == nil { configuration.dnsOverride = [url.host: "\(address)"] }
    return configuration
  }

  private func outcome(of request: HTTPClientRequest, through client: HTTPClient) async throws -> AttemptOutcome {
    let response = try await client.execute(request, timeout: .nanoseconds(limits.whole.nanoseconds))
    // To its end, for an answer that breaks off is none: who sent it may have died before it was done.
    let answer = try await beginning(of: response.body)
    return Answer(
      status: Int(response.status.code), text: answer,
      retryAfter: RetryAfter.seconds(response.headers.first(name: "retry-after"), at: clock())
    ).outcome
  }

  private func beginning(of body: HTTPClientResponse.Body) async throws -> String {
    var bytes = ByteBuffer()
    for try await var chunk in body {
      bytes.writeBuffer(&chunk)
      if bytes.readableBytes >= limits.answer { break }
    }
    return String(decoding: bytes.readableBytesView.prefix(limits.answer), as: UTF8.self)
  }

  // MARK: - What went wrong

  /// Whether it ended before a byte of ours was sent.
  private static func neverBegan(_ error: any Error) -> Bool {
    (error as? HTTPClientError) == .connectTimeout || error is NIOConnectionError || error is ChannelError
      || (error as? IOError).map { [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH].contains($0.errnoCode) } == true
  }

  /// Never the error's own words where they could hold the URL.
  private static func words(_ error: any Error) -> String {
    switch error {
    case is DeadlinePassed: "there was no whole answer in time"
    case let error as HTTPClientError where error == .deadlineExceeded: "there was no whole answer in time"
    case let error as HTTPClientError where error == .connectTimeout: "nobody answered at the address in time"
    case let error as HTTPClientError: "the connection failed: \(error.shortDescription)"
    case let error as IOError: "the connection failed: \(String(cString: strerror(error.errnoCode)))"
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: "TLS failed: \(error)"
    case is CancellationError: "it was interrupted"
    default: "the connection failed: \(type(of: error))"
    }
  }
}

extension Duration {
  /// Whole nanoseconds; those of centuries are as many as there can be.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : whole &+ attoseconds / 1_000_000_000
  }
}
