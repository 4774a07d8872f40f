internal import Engine
internal import LibPQ
internal import Store

/// When the events of a batch first show each keyring.
///
/// An event that the log has already, or that stands in the file before, is no sighting: what
/// came first under its id stands, and what the second one says is not in the log. Only rows that
/// would tell something are asked about: of a file of known people, none.
struct EventSightings {
  private let batch: EventBatch
  private let landed: Set<Fingerprint>
  private var isRepeat: [Bool]

  /// - Parameters:
  ///   - known: Which of its messages the log has, where it was asked already.
  ///   - landed: Those that are beside the log and will be in it before these.
  init(
    _ batch: EventBatch, _ placement: KeyringPlacement, _ tenant: TenantID, known: Set<PostgresUUID>?,
    landed: Set<Fingerprint>, in session: inout Session
  ) throws {
    self.batch = batch
    self.landed = landed
    isRepeat = Array(repeating: true, count: batch.count)
    let since = batch.keyrings.map { placement.firstSighting(of: $0) ?? .max }
    let news = (0..<batch.count).filter { batch.instant[$0] < since[Int(batch.keyring[$0])] }
    guard !news.isEmpty else { return }
    noteRepeats(of: known ?? [])
    guard known == nil else { return }
    // Of each the earliest alone tells anything. Where the log has one of those, whatever else may tell something is asked about.
    let first = earliest().compactMap(\.self).filter { batch.instant[$0] < since[Int(batch.keyring[$0])] }
    guard try !Self.known(first, of: batch, tenant, in: &session).isEmpty else { return }
    noteRepeats(of: try Self.known(news, of: batch, tenant, in: &session))
  }

  private static func known(
    _ rows: [Int], of batch: EventBatch, _ tenant: TenantID, in session: inout Session
  ) throws -> Set<PostgresUUID> {
    let messages = Set(rows.map { batch.identity[$0] })
    return Set(
      try session.run(
        KnownMessages(tenant: tenant, messages: messages.map { PostgresUUID(high: $0.high, low: $0.low) })))
  }

  private mutating func noteRepeats(of known: Set<PostgresUUID>) {
    var seen = Set(known.map { Fingerprint(high: $0.high, low: $0.low) })
    seen.reserveCapacity(seen.count + batch.count)
    for row in 0..<batch.count {
      isRepeat[row] = landed.contains(batch.identity[row]) || !seen.insert(batch.identity[row]).inserted
    }
  }

  /// The row that shows each keyring first; of rows at the same time the first to come.
  private func earliest() -> [Int?] {
    var earliest: [Int?] = Array(repeating: nil, count: batch.keyrings.count)
    for row in 0..<batch.count where !isRepeat[row] {
      let keyring = Int(batch.keyring[row])
      if let known = earliest[keyring], batch.instant[known] <= batch.instant[row] { continue }
      earliest[keyring] = row
    }
    return earliest
  }

  /// Of each keyring the earliest event; of events at the same time the first to come.
  func sightings(from first: Int64) -> [KeyringPlacement.Sighting] {
    zip(batch.keyrings, earliest()).compactMap { keyring, row in
      row.map { .init(keyring: keyring, at: batch.instant[$0], arrival: Arrival(first + Int64($0))) }
    }
  }
}
