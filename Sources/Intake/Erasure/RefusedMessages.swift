public import Engine
public import LibPQ
public import Store

extension Session {
  /// Sets messages aside that were not taken: of people who were erased without their text, which would bring them back.
  ///
  /// - Note: Without the fold lock: a message that comes in the very moment of an erasure may be kept until its 30 days
  ///   are over.
  public mutating func setAside(sifted messages: [RefusedMessage], of tenant: TenantID) throws {
    guard !messages.isEmpty else { return }
    var messages = messages
    if let erased = try ErasedKeys(of: tenant, in: &self) {
      let texts = messages.map { RefusedTexts($0.body).cells.keys }
      let known = try erased.among(texts.reduce(into: []) { $0.formUnion($1) }, in: &self)
      for (place, keys) in texts.enumerated() where !known.isDisjoint(with: keys) {
        messages[place] = RefusedMessage(ofErased: messages[place])
      }
    }
    try setAside(messages, of: tenant)
  }
}

extension LeadErasure {
  /// Takes away the text of every message that was set aside and names the person. Returns how many.
  func blankRefusals(of person: Person, in session: inout Session) throws -> Int {
    var (count, last) = (0, nil as PostgresUUID?)
    while true {
      let page = try session.run(KeptRefusals(tenant: tenant.id, after: last, limit: 500))
      guard let end = page.last else { return count }
      let theirs = page.filter { person.isMeant(by: RefusedTexts($0.body)) }
      if !theirs.isEmpty { try session.execute(BlankRefusals(tenant: tenant.id, messages: theirs.map(\.message))) }
      (count, last) = (count + theirs.count, end.message)
    }
  }
}
