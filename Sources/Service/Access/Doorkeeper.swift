internal import Engine
internal import Store
internal import Synchronization

/// Knows who may come in: whose a key is, who a session is, and what signs. One for each service.
///
/// It remembers for 5 s what the database said: a key that is used a thousand times a second costs a question every 5 s,
/// and one that was revoked, or whose client was suspended, is refused by every service within those 5 s. What was unknown
/// is asked again after 2 s.
final class Doorkeeper: Sendable {
  static let remembers: Duration = .seconds(5)
  static let remembersStrangers: Duration = .seconds(2)
  /// Of each sort of answer. A record takes some 300 bytes: 3 MB.
  static let capacity = 10_000

  private let keys: BriefAnswers<KeyID, KeyRecord>
  private let sessions: BriefAnswers<SessionHash, SessionVisitor>
  private let signers: BriefAnswers<Int, Signer>
  private let noteUse: @Sendable (KeyID) async throws -> Void
  private let noting: Mutex<Set<KeyID>> = Mutex([])

  convenience init(_ database: Database, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    let (keys, sessions) = (database.keys, database.sessions)
    self.init(
      key: { try await keys.record(of: $0) }, noteUse: { try await keys.noteUse(of: $0) },
      session: { try await sessions.visitor(of: $0) }, signer: { try await database.signer() }, now: now)
  }

  init(
    key: @escaping @Sendable (KeyID) async throws -> KeyRecord?,
    noteUse: @escaping @Sendable (KeyID) async throws -> Void = { _ in },
    session: @escaping @Sendable (SessionHash) async throws -> SessionVisitor? = { _ in nil },
    signer: @escaping @Sendable () async throws -> Signer? = { nil },
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    let (capacity, remembers, strangers) = (Self.capacity, Self.remembers, Self.remembersStrangers)
    keys = BriefAnswers(capacity: capacity, for: remembers, unknownFor: strangers, now: now, ask: key)
    sessions = BriefAnswers(capacity: capacity, for: remembers, unknownFor: strangers, now: now, ask: session)
    signers = BriefAnswers(capacity: 2, for: remembers, unknownFor: .zero, now: now) { _ in try await signer() }
    self.noteUse = noteUse
  }

  // MARK: Keys

  /// For whom a key speaks; `nil` where the text is no key, or one that is unknown, has ended or has another secret.
  ///
  /// Whether a client that it names is active is in its state: who suspends one means to let nobody in, not to say
  /// that the key is wrong. Throws where the database does not answer: that is no refusal.
  func holder(of text: String) async throws -> KeyHolder? {
    guard let key = AccessKey(text), key.kind != .signIn, let record = try await keys.answer(to: key.id),
      let holder = record.holder(showing: key)
    else { return nil }
    if !record.isUsedToday { await note(key.id) }
    return holder
  }

  /// The client whose events a write key sends; `nil` for any other text, keys that read included.
  func holder(ofWriteKey text: String) async throws -> KeyTenant? {
    guard AccessKey(text)?.kind == .write, case .tenant(let tenant) = try await holder(of: text) else { return nil }
    return tenant
  }

  /// At most one at a time for a key; that it failed is no reason to refuse anybody.
  private func note(_ id: KeyID) async {
    guard noting.withLock({ $0.insert(id).inserted }) else { return }
    try? await noteUse(id)
    await keys.forget(id)
    _ = noting.withLock { $0.remove(id) }
  }

  // MARK: Sessions

  func visitor(of session: SessionHash) async throws -> SessionVisitor? { try await sessions.answer(to: session) }

  /// It ended through us; other services see it within 5 s.
  func forget(_ session: SessionHash) async { await sessions.forget(session) }

  func signer() async throws -> Signer {
    guard let signer = try await signers.answer(to: 0) else {
      throw StoreError.unfit(reason: "the database has no signing key")
    }
    return signer
  }
}
