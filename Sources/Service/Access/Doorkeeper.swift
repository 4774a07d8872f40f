internal import Engine
internal import Store

/// Knows who may come in: asks the database, and remembers what it said for a few seconds.
///
/// So a key that is used a thousand times a second costs a question every 5 s, and one that was revoked, or whose client
/// was suspended, is refused by every service within those 5 s. What was unknown is asked again after 2 s, and is
/// remembered apart, so that guesses drive no good key out.
actor Doorkeeper {
  static let remembers: Duration = .seconds(5)
  static let remembersStrangers: Duration = .seconds(2)
  /// Of each sort of answer. A record takes some 300 bytes: 3 MB.
  static let capacity = 10_000

  private let ask: @Sendable (KeyID) async throws -> KeyRecord?
  private let noteUse: @Sendable (KeyID) async throws -> Void
  private let now: @Sendable () -> ContinuousClock.Instant
  private var known = BriefMemory<KeyID, KeyRecord>(capacity: capacity, for: remembers)
  private var strangers = BriefMemory<KeyID, Void>(capacity: capacity, for: remembersStrangers)
  /// Of many that ask for the same at once, one goes to the database.
  private var asking: [KeyID: Task<KeyRecord?, any Error>] = [:]
  private var noted: Set<KeyID> = []

  init(_ database: Database, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    let keys = database.keys
    self.init(ask: { try await keys.record(of: $0) }, noteUse: { try await keys.noteUse(of: $0) }, now: now)
  }

  init(
    ask: @escaping @Sendable (KeyID) async throws -> KeyRecord?,
    noteUse: @escaping @Sendable (KeyID) async throws -> Void = { _ in },
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    (self.ask, self.noteUse, self.now) = (ask, noteUse, now)
  }

  /// For whom a key speaks; `nil` where the text is no key, or one that is unknown, has ended or has another secret.
  ///
  /// Whether a client that it names is active is in its state: who suspends one means to let nobody in, not to say
  /// that the key is wrong. Throws where the database does not answer: that is no refusal.
  func holder(of text: String) async throws -> KeyHolder? {
    guard let key = AccessKey(text), key.kind != .signIn else { return nil }
    guard let record = try await record(of: key.id), let holder = record.holder(showing: key) else { return nil }
    if !record.isUsedToday { await note(key.id) }
    return holder
  }

  /// The client whose events a write key sends; `nil` for any other text, keys that read included.
  func holder(ofWriteKey text: String) async throws -> KeyTenant? {
    guard AccessKey(text)?.kind == .write, case .tenant(let tenant) = try await holder(of: text) else {
      return nil
    }
    return tenant
  }

  private func record(of id: KeyID) async throws -> KeyRecord? {
    let moment = now()
    if let found = known.answer(to: id, at: moment) { return found }
    if strangers.answer(to: id, at: moment) != nil { return nil }
    if let asked = asking[id] { return try await asked.value }
    // A task of its own: who asked first may go away, and the others still wait for the answer.
    let question = Task { [ask] in try await ask(id) }
    asking[id] = question
    defer { asking[id] = nil }
    let answer = try await question.value
    // From when it was asked: what changed while the answer came is seen in time all the same.
    if let answer {
      known.keep(answer, for: id, from: moment)
    } else {
      strangers.keep((), for: id, from: moment)
    }
    return answer
  }

  /// At most one at a time for a key; that it failed is no reason to refuse anybody.
  private func note(_ id: KeyID) async {
    guard noted.insert(id).inserted else { return }
    defer { noted.remove(id) }
    try? await noteUse(id)
    known.forget(id)
  }
}
