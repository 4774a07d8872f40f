internal import Crypto
internal import Engine
internal import LibPQ
internal import Store

/// Recognises the keys of people who were erased, and keeps none of them.
///
/// HMAC-SHA256 under a key of the tenant's own: equal people of two clients have different digests, and
/// no table of hashed addresses fits. It hides nothing from whoever has the database and guesses an
/// address; nothing can that still knows the person again.
struct ErasureKey {
  private let key: SymmetricKey

  /// 256 bits from the system's generator.
  static func random() -> [UInt8] { SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) } }

  init(_ bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

  func digest(of key: IdentityKey) -> PostgresUUID {
    let code = HMAC<SHA256>.authenticationCode(for: Array(key.description.utf8), using: self.key)
    return code.withUnsafeBytes { bytes in
      PostgresUUID(
        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }
}

/// Which of some keys name somebody who was erased.
struct ErasedKeys {
  private let key: ErasureKey
  private let tenant: TenantID

  /// `nil` while nobody of the tenant was erased.
  init?(of tenant: TenantID, in session: inout Session) throws {
    guard case .some(.some(let bytes)) = try session.run(ErasureSalt(tenant: tenant)).first else { return nil }
    self.init(of: tenant, salt: bytes)
  }

  init(of tenant: TenantID, salt: [UInt8]) {
    key = ErasureKey(salt)
    self.tenant = tenant
  }

  func among(_ keys: Set<IdentityKey>, in session: inout Session) throws -> Set<IdentityKey> {
    guard !keys.isEmpty else { return [] }
    let byDigest = Dictionary(keys.map { (key.digest(of: $0), $0) }) { first, _ in first }
    let known = try session.run(KnownErasedKeys(tenant: tenant, digests: Array(byDigest.keys)))
    return Set(known.compactMap { byDigest[$0] })
  }
}
