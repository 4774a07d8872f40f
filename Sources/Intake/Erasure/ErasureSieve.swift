internal import Engine
internal import LibPQ
internal import Store

/// Keeps people who were erased from coming back: rows that name one are rejected, and their text is kept
/// nowhere.
struct ErasureSieve {
  let tenant: TenantID
  let identities: Set<KeyKind>

  /// Takes such rows out of a batch and puts rejects in their place. Holds the fold lock from here on, so
  /// that no erasure comes between this and the fold.
  func sift(_ content: inout RowBatch.Content, in session: inout Session) throws {
    _ = try session.run(LockHead(tenant: tenant))
    guard let erased = try ErasedKeys(of: tenant, in: &session) else { return }
    let known = try erased.among(keys(of: content), in: &session)
    guard !known.isEmpty else { return }
    switch content {
    case .leads(var batch):
      let gone = places(of: known, in: batch.keyrings)
      content = .leads(LeadBatch())  // One owner, so that nothing is copied.
      batch.rejects = batch.rejects.map { $0.sifted(of: known) } + batch.remove(keyrings: gone)
      content = .leads(batch)
    case .events(var batch):
      let gone = places(of: known, in: batch.keyrings)
      content = .events(EventBatch())
      batch.rejects = batch.rejects.map { $0.sifted(of: known) } + batch.remove(keyrings: gone)
      content = .events(batch)
    case .deals(var batch):
      // Whoever a deal belongs to is looked up by any of its keys.
      let gone = places(of: known, in: batch.keyrings, whateverKind: true)
      content = .deals(DealBatch())
      batch.rejects = batch.rejects.map { $0.sifted(of: known) } + batch.remove(keyrings: gone)
      content = .deals(batch)
    case .signals:
      break
    }
  }

  /// Takes messages out that name such a person, and says which. The fold lock is held.
  ///
  /// - Parameter salt: as it was found under that lock; `nil` while nobody was erased.
  func sift(
    _ messages: inout [ReadMessage], salt: [UInt8]?, in session: inout Session
  ) throws -> [ReceivedMessage] {
    guard let salt else { return [] }
    let erased = ErasedKeys(of: tenant, salt: salt)
    let known = try erased.among(Set(messages.flatMap(\.message.allKeys)), in: &session)
    let isErased = { (message: ReadMessage) in
      message.message.allKeys.contains { known.contains($0) && identities.contains($0.kind) }
    }
    let gone = messages.filter(isErased).map(\.received)
    messages.removeAll(where: isErased)
    return gone
  }

  private func keys(of content: RowBatch.Content) -> Set<IdentityKey> {
    let (keyrings, rejects): ([Keyring], [Reject]) =
      switch content {
      case .leads(let batch): (batch.keyrings, batch.rejects)
      case .events(let batch): (batch.keyrings, batch.rejects)
      case .deals(let batch): (batch.keyrings, batch.rejects)
      case .signals: ([], [])
      }
    return Set(keyrings.flatMap(\.keys)).union(rejects.flatMap { RowCells($0.row).keys })
  }

  /// A key of a kind that joins nobody means nobody: two people may share a telephone.
  private func places(
    of erased: Set<IdentityKey>, in keyrings: [Keyring], whateverKind: Bool = false
  ) -> Set<Int> {
    Set(
      keyrings.indices.filter { place in
        keyrings[place].keys.contains { erased.contains($0) && (whateverKind || identities.contains($0.kind)) }
      })
  }
}

extension Reject {
  /// A row of somebody who was erased. Without its text, which would bring the person back.
  static func erased(line: Int) -> Reject {
    Reject(line: line, column: "", reason: .erased, message: "somebody who was erased; the row is not kept", row: "")
  }

  fileprivate func sifted(of erased: Set<IdentityKey>) -> Reject {
    erased.isDisjoint(with: RowCells(row).keys) ? self : .erased(line: line)
  }
}

/// Where the keyrings of a batch stand once some are taken out.
private struct KeyringPlaces {
  /// `nil`: taken out.
  let moved: [Int?]

  init(_ count: Int, without gone: Set<Int>) {
    var next = 0
    moved = (0..<count).map { place in
      guard !gone.contains(place) else { return nil }
      next += 1
      return next - 1
    }
  }

  func left<Element>(of list: [Element]) -> [Element] {
    zip(list, moved).compactMap { element, place in place == nil ? nil : element }
  }
}

extension LeadBatch {
  fileprivate mutating func remove(keyrings gone: Set<Int>) -> [Reject] {
    let places = KeyringPlaces(keyrings.count, without: gone)
    let removed = rows.filter { places.moved[$0.keyring] == nil }.map { Reject.erased(line: $0.line) }
    rows = rows.compactMap { row in
      guard let place = places.moved[row.keyring] else { return nil }
      var row = row
      row.keyring = place
      return row
    }
    keyrings = places.left(of: keyrings)
    return removed
  }
}

extension DealBatch {
  fileprivate mutating func remove(keyrings gone: Set<Int>) -> [Reject] {
    let places = KeyringPlaces(keyrings.count, without: gone)
    let removed = rows.filter { places.moved[$0.keyring] == nil }.map { Reject.erased(line: $0.line) }
    rows = rows.compactMap { row in
      guard let place = places.moved[row.keyring] else { return nil }
      var row = row
      row.keyring = place
      return row
    }
    keyrings = places.left(of: keyrings)
    return removed
  }
}

extension EventBatch {
  fileprivate mutating func remove(keyrings gone: Set<Int>) -> [Reject] {
    let places = KeyringPlaces(keyrings.count, without: gone)
    let left = (0..<count).filter { places.moved[Int(keyring[$0])] != nil }
    let removed = (0..<count).filter { places.moved[Int(keyring[$0])] == nil }.map { Reject.erased(line: lines[$0]) }
    var texts = TextColumn()
    for row in left { texts.append(Array(properties[row])) }
    keyring = left.map { Int32(places.moved[Int(keyring[$0])] ?? 0) }
    lines = left.map { lines[$0] }
    identity = left.map { identity[$0] }
    stamp = left.map { stamp[$0] }
    instant = left.map { instant[$0] }
    day = left.map { day[$0] }
    type = left.map { type[$0] }
    channel = left.map { channel[$0] }
    properties = texts
    keyrings = places.left(of: keyrings)
    firstSeen = places.left(of: firstSeen)
    return removed
  }
}
