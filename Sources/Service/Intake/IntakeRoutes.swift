internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Intake
internal import Observation
internal import Store

/// Takes messages as Segment's and PostHog's libraries send them: understood one by one, durable before the answer.
struct IntakeRoutes: Sendable {
  struct Limits: Sendable {
    /// Of a body, packed and unpacked, in bytes.
    var body = 500 << 10
    /// Of a batch.
    var messages = 2500
  }

  let limits: Limits
  let database: Database
  let holder: WriteKeyLookup
  let writer: InboxWriter
  let rates: RateLimiter
  let observe: Observer

  func add(to router: Router<Visit>) {
    let group = router.group().add(middleware: CrossOrigin())
    let calls: [(String, MessageForm)] = [
      ("identify", .identify), ("i", .identify), ("track", .track), ("t", .track), ("page", .page), ("p", .page),
      ("screen", .screen), ("s", .screen), ("group", .group), ("g", .group), ("alias", .alias), ("a", .alias),
    ]
    for (path, form) in calls { add("v1/\(path)", .call(form), to: group) }
    for path in ["batch", "b", "import"] { add("v1/\(path)", .batch, to: group) }
    for path in ["batch", "capture", "e", "i/v0/e"] { add(path, .posthog, to: group) }
  }

  private func add(_ path: String, _ dialect: MessageEnvelope.Dialect, to group: RouterGroup<Visit>) {
    let path = RouterPath(path)
    group.post(path) { request, _ in await take(request, dialect) }
    group.on(path, method: .options) { _, _ in Response(status: .noContent) }
  }

  private func take(_ request: Request, _ dialect: MessageEnvelope.Dialect) async -> Response {
    let response: Response
    do throws(IntakeRefusal) {
      response = try await answer(request, dialect)
    } catch {
      response = error.response
    }
    observe(.intakeAnswered(status: response.status.code))
    return response
  }

  private func answer(
    _ request: Request, _ dialect: MessageEnvelope.Dialect
  ) async throws(IntakeRefusal) -> Response {
    // Before anything is read: what cannot be stored need not be listened to.
    guard await !writer.isFull else { throw .overloaded }
    let receivedAt = Int64(Date().timeIntervalSince1970 * 1_000_000)
    let body = try await body(of: request)
    let envelope: MessageEnvelope
    do throws(MessageEnvelope.Fault) {
      envelope = try MessageEnvelope.read(body, dialect, limit: limits.messages)
    } catch {
      if case .tooManyMessages = error {
        throw IntakeRefusal(status: .contentTooLarge, code: "too_many_messages", message: "\(error)")
      }
      throw .unreadable("\(error)")
    }
    let holder = try await holder(of: request, envelope)
    if let pause = rates.take(envelope.parts.count, of: holder.tenant) {
      throw .tooMuch(retryAfter: Int(pause.components.seconds) + 1)
    }
    let context = MessageContext(
      receivedAt: receivedAt, sentAt: envelope.sentAt, zone: holder.zone, identities: holder.identities)
    let sorted = SortedMessages(envelope, of: body, tenant: holder.tenant, context)
    let isStrict = request.headers[.strictMode] == "1"
    if isStrict, !sorted.refused.isEmpty { return self.answer(sorted, fresh: []).response(isStrict: true) }
    let fresh = try await store(sorted, of: holder)
    return self.answer(sorted, fresh: fresh).response(isStrict: isStrict)
  }

  private func body(of request: Request) async throws(IntakeRefusal) -> [UInt8] {
    let packed: [UInt8]
    do throws(BodyFault) {
      packed = try await request.bytes(upTo: limits.body)
    } catch {
      switch error {
      case .tooLarge(let limit): throw .tooLarge(limit: limit)
      case .malformed: throw .unreadable("the body is not framed as its headers say")
      case .interrupted: throw .brokenOff
      }
    }
    // By its first bytes, not by what a header says: browsers' libraries say nothing.
    guard Gunzip.isGzip(packed) else { return packed }
    do throws(Gunzip.Fault) {
      return try Gunzip.unpack(packed, limit: limits.body)
    } catch {
      switch error {
      case .tooLarge: throw .tooLarge(limit: limits.body)
      case .broken: throw .unreadable("the body is not the gzip that it begins as")
      }
    }
  }

  private func holder(of request: Request, _ envelope: MessageEnvelope) async throws(IntakeRefusal) -> WriteKeyHolder {
    let query = request.uri.queryParameters["writeKey"].map { String($0) }
    guard let key = request.headers[.authorization].flatMap(Self.basicUser) ?? envelope.writeKey ?? query else {
      throw .noKey
    }
    do {
      guard let found = try await holder(key) else { throw IntakeRefusal.wrongKey }
      guard found.isActive else { throw IntakeRefusal.suspended }
      return found
    } catch let refusal as IntakeRefusal {
      throw refusal
    } catch {
      throw .unavailable
    }
  }

  /// The user of Basic authentication, where a write key stands with no password behind it.
  private static func basicUser(_ header: String) -> String? {
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "basic",
      let decoded = Data(base64Encoded: String(parts[1]))
    else { return nil }
    let user = String(decoding: decoded, as: UTF8.self).prefix { $0 != ":" }
    return user.isEmpty ? nil : String(user)
  }

  private func store(_ sorted: SortedMessages, of holder: WriteKeyHolder) async throws(IntakeRefusal) -> Set<Inbox.Key>
  {
    do {
      if !sorted.refused.isEmpty {
        try await database.write(as: holder.tenant) { session in
          try session.setAside(sifted: sorted.refused, of: holder.tenant)
        }
      }
      return try await writer.receive(sorted.taken, of: holder.tenant)
    } catch let overload as InboxWriter.Overload {
      throw overload.whose == .tenant ? .tooMuch(retryAfter: 2) : .overloaded
    } catch {
      observe(.intakeFailed(reason: "\(error)"))
      // Whether it is stored or not: sent again it is stored once.
      throw .unavailable
    }
  }

  private func answer(_ sorted: SortedMessages, fresh: Set<Inbox.Key>) -> IntakeAnswer {
    var tally = (accepted: 0, duplicate: 0, rejected: 0)
    let results = sorted.fates.map { messageID, fate -> IntakeAnswer.Result in
      switch fate {
      case .taken(let place):
        let message = sorted.taken[place]
        if fresh.contains(Inbox.Key(tenant: message.tenant, message: message.message)) {
          tally.accepted += 1
          return .init(messageID: messageID, status: .accepted)
        }
        tally.duplicate += 1
        return .init(messageID: messageID, status: .duplicate)
      case .repeated:
        tally.duplicate += 1
        return .init(messageID: messageID, status: .duplicate)
      case .refused(let reason, let detail):
        tally.rejected += 1
        return .init(messageID: messageID, status: .rejected, reason: reason, detail: detail)
      }
    }
    observe(.received(accepted: tally.accepted, duplicate: tally.duplicate, rejected: tally.rejected))
    return IntakeAnswer(results: results)
  }
}

extension HTTPField.Name {
  // swift-format-ignore: NeverForceUnwrap
  static let strictMode = HTTPField.Name("X-Strict-Mode")!
}

/// Lets pages of every site send to us: what is taken is decided by the write key, and no cookie is ever looked at.
private struct CrossOrigin: RouterMiddleware {
  func handle(
    _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    response.headers[.accessControlAllowOrigin] = "*"
    if request.method == .options {
      response.headers[.accessControlAllowMethods] = "POST, OPTIONS"
      response.headers[.accessControlAllowHeaders] = "Authorization, Content-Type, Content-Encoding, X-Strict-Mode"
      response.headers[.accessControlMaxAge] = "86400"
    }
    return response
  }
}
