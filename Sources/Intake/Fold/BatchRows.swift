internal import Engine
internal import LibPQ
internal import Store

/// Those rows of a batch of events that have a keyring, as the log takes them.
struct BatchRows: EventRows {
  let tenant: TenantID
  let importID: Int32?
  let batch: EventBatch
  /// Into the batch.
  let rows: [Int]
  /// Of the batch's keyrings, in their order.
  let keyrings: [KeyringID?]
  /// Of the batch's first row.
  let first: Int64

  var count: Int { rows.count }

  func keyring(_ index: Int) -> KeyringID { keyrings[Int(batch.keyring[rows[index]])] ?? KeyringID(0) }

  func add(_ index: Int, to sink: inout some ValueSink & ~Copyable) {
    let row = rows[index]
    sink.add(tenant)
    sink.add(PostgresUUID(high: batch.identity[row].high, low: batch.identity[row].low))
    sink.add(keyrings[Int(batch.keyring[row])])
    sink.add(first + Int64(row))
    sink.addTimestamp(batch.instant[row])
    sink.addLocalTimestamp(batch.stamp[row].wallClock)
    sink.add(batch.stamp[row].isWholeDay)
    sink.add(importID)
    sink.add(batch.types[Int(batch.type[row])])
    sink.add(batch.channel[row] < 0 ? nil : batch.channels[Int(batch.channel[row])])
    sink.addNull(.text)
    sink.add(batch.properties[row].span.bytes, as: .text)
  }
}

extension EventBatch {
  /// None of its events is one of these messages.
  func isDisjoint(with known: Set<PostgresUUID>) -> Bool {
    known.isEmpty || !identity.contains { known.contains(PostgresUUID(high: $0.high, low: $0.low)) }
  }
}
