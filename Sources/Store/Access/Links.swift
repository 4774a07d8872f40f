public import Engine
internal import LibPQ

extension Database {
  /// Clients' links to their own pages.
  public var links: Links { Links(database: self) }
}

/// Makes, lists and revokes the links by which clients see their own pages, and nobody else's.
public struct Links: Sendable {
  let database: Database

  /// Signing secrets are kept no longer than this allows.
  public static let longest: Duration = .seconds(366 * 86_400)

  /// Makes a link.
  ///
  /// - Parameters:
  ///   - expiry: Microseconds since 1970; what is below a second is dropped.
  ///   - now: The same.
  /// - Returns: What stands in its address, signed: whoever has it is let in.
  public func create(
    for tenant: Tenant, label: String = "", until expiry: Int64, now: Int64
  ) async throws -> (id: LinkID, token: String) {
    let seconds = expiry / 1_000_000
    guard expiry <= now + Self.longest.components.seconds * 1_000_000 else {
      throw StoreError.badSetting(reason: "a link lives at most 366 days", hint: "make a new one when it ends")
    }
    let id = LinkID.random()
    do {
      _ = try await database.asOperator(
        CreateLink(tenant: tenant.id, id: id, label: label, validUntil: seconds * 1_000_000))
    } catch {
      throw StoreError(refusalOf: error) ?? error
    }
    return (id, try await database.signer().sign("\(id)-\(seconds)", for: .link))
  }

  /// All of a tenant's, those that have ended too: those that live first, the newest first.
  public func all(of tenant: Tenant) async throws -> [ListedLink] {
    try await database.asOperator(LinksOf(tenant: tenant.id))
  }

  /// Ends a link, and every session that came by it.
  public func revoke(_ id: LinkID) async throws {
    guard try await database.asOperator(RevokeLink(id: id)) == [true] else {
      throw StoreError.noSuchLink(id: id.text)
    }
  }
}

/// Which link: random.
public struct LinkID: Sendable, Hashable, CustomStringConvertible {
  public let text: String

  static let length = 16

  /// `nil` for what is no id.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == Self.length, text.utf8.allSatisfy(Base62.isDigit) else { return nil }
    self.text = String(text)
  }

  /// What a link's signed text names, while its time has not passed.
  ///
  /// - Parameter now: Seconds since 1970.
  public init?(signedPayload: String, now: Int64) {
    guard let dash = signedPayload.lastIndex(of: "-"), let id = LinkID(signedPayload[..<dash]),
      let until = Int64(signedPayload[signedPayload.index(after: dash)...]), until > now
    else { return nil }
    self = id
  }

  static func random() -> LinkID { LinkID(unchecked: Secret.random(characters: length, of: Secret.alphanumerics)) }

  private init(unchecked text: String) { self.text = text }

  public var description: String { text }
}

/// A link as lists show it.
public struct ListedLink: Sendable, Hashable {
  public var id: LinkID
  public var label: String
  /// Microseconds since 1970, as all times here.
  public var createdAt: Int64
  public var validUntil: Int64
  public var revokedAt: Int64?
  /// In UTC.
  public var lastUsed: Day?
  /// Browsers that came by it and are still in.
  public var sessions: Int
}
