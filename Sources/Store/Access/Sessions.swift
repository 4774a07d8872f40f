import Crypto
public import Engine
internal import LibPQ

extension Database {
  /// Browsers that have come in, and how they do.
  public var sessions: Sessions { Sessions(database: self) }

  /// What signs, as of now; the first to ask makes the secret.
  public func signer() async throws -> Signer {
    let keys = try await asService(SigningKeys(fresh: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }))
    guard let signer = Signer(keys) else { throw StoreError.unfit(reason: "the database made no signing key") }
    return signer
  }
}

/// People before a browser: the agency by a sign-in that works once, a client by its link.
public struct Sessions: Sendable {
  let database: Database

  /// How long an offered sign-in can be taken.
  public static let offerLasts: Duration = .seconds(15 * 60)
  /// How long a session lasts; a client's ends with its link if that is sooner.
  public static let lasts: Duration = .seconds(30 * 86_400)

  /// Offers a sign-in of the agency: whoever shows the key, within 15 minutes and once, is the agency.
  ///
  /// - Returns: The key, and until when it is good, in microseconds since 1970.
  public func offerSignIn() async throws -> (key: AccessKey, until: Int64) {
    let key = AccessKey.random(.signIn)
    guard
      let until = try await database.asOperator(
        OfferSignIn(tokenHash: key.secretHash, seconds: Self.offerLasts.components.seconds)
      ).first
    else { throw StoreError.unfit(reason: "the database offered no sign-in") }
    return (key, until)
  }

  /// Takes an offered sign-in; `nil` where there is no such offer any more.
  public func takeSignIn(_ key: AccessKey) async throws -> NewSession? {
    guard key.kind == .signIn else { return nil }
    let id = SessionID.random()
    let taken = try await database.asService(
      TakeSignIn(tokenHash: key.secretHash, session: id.hash, seconds: Self.lasts.components.seconds))
    return taken.first.flatMap(\.self).map { NewSession(id: id, visitor: SessionVisitor(tenant: nil, validUntil: $0)) }
  }

  /// Lets in whoever shows a client's link; `nil` where the link has ended, or its client is not open.
  public func follow(_ link: LinkID) async throws -> NewSession? {
    let id = SessionID.random()
    let opened = try await database.asService(
      FollowLink(link: link, session: id.hash, seconds: Self.lasts.components.seconds))
    return opened.first.map { NewSession(id: id, visitor: $0) }
  }

  /// Who a session is; `nil` for one that has ended.
  public func visitor(of session: SessionHash) async throws -> SessionVisitor? {
    try await database.asService(ReadSessionVisitor(session: session)).first
  }

  public func end(_ session: SessionHash) async throws {
    _ = try await database.asService(EndSession(session: session))
  }

  /// Makes worthless whatever was signed until now, and ends every session, link and offer.
  ///
  /// - Returns: How many sessions.
  public func endAll() async throws -> Int {
    Int(try await database.asOperator(ForgetSigningKeys()).first ?? 0)
  }
}

/// What a browser's cookie says who it is by: 256 random bits.
public struct SessionID: Sendable, Hashable {
  public let text: String

  static let length = 43

  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == Self.length, text.utf8.allSatisfy(Base62.isDigit) else { return nil }
    self.text = String(text)
  }

  static func random() -> SessionID {
    SessionID(unchecked: Secret.random(characters: length, of: Secret.alphanumerics))
  }

  private init(unchecked text: String) { self.text = text }

  public var hash: SessionHash { SessionHash(bytes: Array(SHA256.hash(data: Array(text.utf8)))) }
}

extension SessionID: CustomStringConvertible, CustomReflectable {
  /// Nothing that a log could give away.
  public var description: String { "(session)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What the database knows a session by, and no cookie can be made of.
public struct SessionHash: Sendable, Hashable {
  let bytes: [UInt8]

  /// For what is bound to this session, such as its forms.
  public var text: String { Base64URL.text(of: bytes) }
}

/// Who a session is.
public struct SessionVisitor: Sendable, Hashable {
  public struct Client: Sendable, Hashable {
    public var id: TenantID
    public var slug: String
  }

  /// `nil`: the agency.
  public var tenant: Client?
  /// Microseconds since 1970.
  public var validUntil: Int64
}

/// A session that was just opened: the only moment at which its id is known.
public struct NewSession: Sendable {
  public let id: SessionID
  public let visitor: SessionVisitor
}
