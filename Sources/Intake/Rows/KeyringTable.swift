import Engine

/// A column that says who somebody is.
struct KeyColumn: Sendable {
  let kind: KeyKind
  let slot: ColumnSlot
  /// What stands before the value in a keyring's canonical text.
  let label: [UInt8]

  init(_ kind: KeyKind, _ slot: ColumnSlot) {
    self.kind = kind
    self.slot = slot
    label = Array("\(kind.name):".utf8)
  }
}

/// The distinct keyrings of a batch.
struct KeyringTable {
  /// The canonical text of the last row's keys, as ``Keyring/text(of:)`` would give it.
  private(set) var text: [UInt8] = []
  private var table = ByteTable()
  private(set) var keyrings: [Keyring] = []

  /// Reads the keys of a row and gives the number of its keyring.
  ///
  /// Throws when none of the kinds that the tenant uses is there.
  mutating func number(
    ofKeysIn row: CSVRow, _ columns: [KeyColumn], _ identities: Set<KeyKind>
  ) throws(RowRefusal) -> Int {
    text.removeAll(keepingCapacity: true)
    var isKnown = false
    for column in columns {
      let value = column.slot.text(in: row)
      if value.isEmpty { continue }
      let start = text.count
      text.append(contentsOf: column.label)
      if KeyNormaliser.append(column.kind, value, to: &text) == nil {
        text.append(ASCII.nul)
        isKnown = isKnown || identities.contains(column.kind)
      } else {
        text.removeLast(text.count - start)
      }
    }
    guard isKnown else { throw Self.refusal(row, columns) }
    let (number, isNew) = text.withUnsafeBufferPointer { table.number(of: $0) }
    if isNew { keyrings.append(Keyring(canonical: text)) }
    return number
  }

  mutating func removeAll() {
    table.removeAll()
    keyrings.removeAll()
  }

  /// Says of every value why it names nobody.
  private static func refusal(_ row: CSVRow, _ columns: [KeyColumn]) -> RowRefusal {
    let given = columns.map { ($0, $0.slot.text(in: row)) }.filter { !$0.1.isEmpty }
    guard let first = given.first else {
      let names = columns.map(\.slot.name).joined(separator: ", ")
      return RowRefusal(.noIdentity, "nothing says who it is: \(names) \(columns.count == 1 ? "is" : "are") empty")
    }
    let reasons = given.map { column, value in
      var ignored: [UInt8] = []
      let refusal = KeyNormaliser.append(column.kind, value, to: &ignored)
      return "\(column.kind.name) \(shown(value)) \(refusal?.description ?? "is no identity key of this tenant")"
    }
    return RowRefusal(.noIdentity, column: first.0.slot.name, reasons.joined(separator: "; "))
  }
}

extension Keyring {
  /// From its canonical text: keys sorted by kind, one of each kind at most.
  init(canonical text: [UInt8]) {
    var keys: [IdentityKey] = []
    text.withUnsafeBufferPointer { bytes in
      for part in bytes.split(separator: ASCII.nul) {
        guard let colon = part.firstIndex(of: ASCII.colon) else { continue }
        let name = String(decoding: part[..<colon], as: UTF8.self)
        guard let kind = KeyKind(name: name) else { continue }
        keys.append(IdentityKey(kind: kind, value: String(decoding: part[(colon + 1)...], as: UTF8.self)))
      }
    }
    self.keys = keys
    fingerprint = Fingerprint(of: text)
  }
}
