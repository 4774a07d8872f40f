import Crypto
import Definitions
import Engine

#if canImport(Service)
  @testable import Intake
  @testable import Service
  @testable import Store
#endif

/// What anybody can send to the service, with what must hold whatever it is.
///
/// The fuzzer (`make fuzz`, package `Tests/Fuzz`) and the test of its findings enter here.
enum FuzzStrangers: String, CaseIterable, Sendable {
  /// The body of a request of a sender; the first line says which address it went to.
  case message
  /// What stands in cookies, links, keys, forms and addresses.
  case token
  /// A packed body.
  case gzip

  /// Traps where a promise is broken.
  func take(_ bytes: some Sequence<UInt8>) {
    switch self {
    case .message: Self.takeMessage(Array(bytes))
    case .token: Self.takeToken(String(decoding: Array(bytes), as: UTF8.self))
    case .gzip: Self.takeGzip(Array(bytes))
    }
  }

  // MARK: Messages

  private static let now: Int64 = 1_780_000_000_000_000

  private static func takeMessage(_ input: [UInt8]) {
    let line = input.prefix { $0 != 0x0A }
    let body = Array(input.dropFirst(line.count + 1))
    let word = String(decoding: line, as: UTF8.self)
    let dialect: MessageEnvelope.Dialect =
      word == "posthog" ? .posthog : MessageForm(type: word).map { .call($0) } ?? .batch
    guard let envelope = try? MessageEnvelope.read(body, dialect, limit: 100) else { return }
    precondition(envelope.parts.count <= 100)
    var end = 0
    for part in envelope.parts {
      precondition(part.range.lowerBound >= end && part.range.upperBound <= body.count, "parts overlap")
      end = part.range.upperBound
      read(part, of: body, envelope)
    }
  }

  /// What was taken once is taken again when it is folded, from its own bytes alone, and means the same.
  private static func read(_ part: MessageEnvelope.Part, of body: [UInt8], _ envelope: MessageEnvelope) {
    let context = MessageContext(
      receivedAt: now, sentAt: envelope.sentAt, zone: .utc, identities: [.externalID, .email, .anonymousID])
    _ = RefusedTexts(Array(body[part.range])).cells.keys
    guard let first = message(part, in: body, context) else { return }
    precondition(first.instant <= now, "nothing happens after it arrives")
    precondition(context.zone.read(first.stamp).instant == first.instant)
    let own = Array(body[part.range])
    let alone = MessageEnvelope.Part(form: part.form ?? first.form, range: 0..<own.count, depth: 0)
    guard let second = message(alone, in: own, context) else { preconditionFailure("it is not taken again") }
    precondition(second.identity == first.identity && second.keys == first.keys && second.stamp == first.stamp)
    precondition(second.messageID == first.messageID && second.form == first.form)
    for key in first.keys { precondition(!key.value.isEmpty && !key.value.utf8.contains(0)) }
    if case .event(let type, let channel, _, _, _) = first.content {
      precondition(!type.isEmpty && !type.utf8.contains(0) && type.utf8.count <= 4 * MessageContext.longestType)
      precondition(channel?.isEmpty != true)
    }
  }

  private static func message(
    _ part: MessageEnvelope.Part, in body: [UInt8], _ context: MessageContext
  ) -> IncomingMessage? {
    try? body.withUnsafeBufferPointer { try IncomingMessage.read(part, in: $0, context) }
  }

  // MARK: Tokens

  private static let signer: Signer = {
    let keys = (1...2).reversed().map { number in
      Signer.Key(number: Int32(number), secret: SymmetricKey(data: Array(repeating: UInt8(number), count: 32)))
    }
    guard let signer = Signer(keys) else { preconditionFailure("there are keys") }
    return signer
  }()

  private static func takeToken(_ text: String) {
    for purpose in Signer.Purpose.allCases {
      precondition(signer.payload(of: text, for: purpose) == nil, "nobody forges a signature")
    }
    let signed = signer.sign(text, for: .link)
    if signed.utf8.count <= 2_048 {
      precondition(signer.payload(of: signed, for: .link) == text, "what was signed is known again")
      precondition(signer.payload(of: signed, for: .session) == nil, "and for nothing else")
      precondition(signer.payload(of: signed + "A", for: .link) == nil)
      precondition(signer.payload(of: "x" + signed, for: .link) == nil)
    }
    if let bytes = Base64URL.bytes(of: text) { precondition(Base64URL.text(of: bytes) == text) }
    if let key = AccessKey(text) {
      precondition(key.text == text && !"\(key)".contains(key.secret), "a key is all of its parts")
    }
    let form = WebForm(text)
    precondition(form == WebForm(text))
    if let path = LocalPath(text)?.text {
      precondition(path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains { $0.isNewline || $0 == "\\" })
    }
    if let url = PublicURL(text) { precondition(PublicURL(url.description) == url, "\(url)") }
    if let address = ListenAddress(text) { precondition((0...65_535).contains(address.port)) }
  }

  // MARK: Gzip

  private static func takeGzip(_ packed: [UInt8]) {
    let limit = 64 << 10
    guard let unpacked = try? Gunzip.unpack(packed, limit: limit) else { return }
    precondition(unpacked.count <= limit)
    precondition((try? Gunzip.unpack(packed, limit: unpacked.count)) == unpacked, "its own length is room enough")
    if !unpacked.isEmpty {
      precondition((try? Gunzip.unpack(packed, limit: unpacked.count - 1)) == nil, "and a byte less is not")
    }
  }
}
