internal import Engine
public import LibPQ
public import Store

extension Fold {
  /// Signals: each belongs to an account, which is made where nobody knew it. A signal that the log
  /// has already stays as it came first.
  public mutating func add(_ batch: SignalBatch, in session: inout Session) throws -> BatchTally {
    try advancing(&session) { head, session in
      let first = head.nextArrival
      head.nextArrival += Int64(batch.rows.count)
      let accounts = try AccountDirectory(tenant: tenant).numbers(
        of: Set(batch.rows.map(\.accountKey)), head: &head, in: &session)
      let entries = batch.rows.enumerated().compactMap { row, signal in
        accounts[signal.accountKey].map { SignalEntry(signal, arrival: Arrival(first + Int64(row)), account: $0) }
      }
      var tally = BatchTally(rejected: batch.rejects.count)
      guard !entries.isEmpty else { return tally }
      let fresh = try session.run(InsertSignals(tenant: tenant, importID: importID, rows: entries))
      tally.fresh = fresh.count
      tally.duplicates = entries.count - fresh.count
      if tally.duplicates > 0 {
        tally.conflicting = try session.run(ConflictingSignals(tenant: tenant, rows: entries)).first ?? 0
      }
      if !fresh.isEmpty {
        try session.mark(accounts: Array(Set(fresh)), of: tenant)
      }
      return tally
    }
  }
}

extension SignalEntry {
  fileprivate init(_ row: SignalRow, arrival: Arrival, account: AccountID) {
    self.init(
      message: PostgresUUID(high: row.identity.high, low: row.identity.low), account: account, arrival: arrival,
      occurredAt: row.occurredAt, type: row.type,
      properties: row.properties.isEmpty ? "{}" : String(decoding: row.properties, as: UTF8.self))
  }
}
