import Engine

/// The distinct keyrings of a batch.
struct KeyringTable {
  /// The canonical text of the row's keys, as ``Keyring/text(of:)`` would give it.
  private(set) var text: [UInt8] = []
  private var table = ByteTable()
  private(set) var keyrings: [Keyring] = []

  /// Reads the keys of the current row and gives the number of its keyring.
  ///
  /// Throws when none of the kinds that the tenant uses is there.
  mutating func number(
    ofKeysIn row: CSVReader, _ columns: [(kind: KeyKind, slot: ColumnSlot)], _ identities: Set<KeyKind>
  ) throws(RowRefusal) -> Int {
    text.removeAll(keepingCapacity: true)
    var isKnown = false
    for (kind, slot) in columns {
      let value = slot.text(in: row)
      if value.isEmpty { continue }
      let start = text.count
      text.append(contentsOf: kind.label)
      if KeyNormaliser.append(kind, value, to: &text) == nil {
        text.append(ASCII.nul)
        isKnown = isKnown || identities.contains(kind)
      } else {
        text.removeLast(text.count - start)
      }
    }
    guard isKnown else { throw Self.refusal(row, columns, identities) }
    let (number, isNew) = text.withUnsafeBufferPointer { table.number(of: $0) }
    if isNew { keyrings.append(Keyring(canonical: text)) }
    return number
  }

  mutating func removeAll() {
    table.removeAll()
    keyrings.removeAll()
  }

  /// Says of every value why it names nobody.
  private static func refusal(
    _ row: CSVReader, _ columns: [(kind: KeyKind, slot: ColumnSlot)], _ identities: Set<KeyKind>
  ) -> RowRefusal {
    var reasons: [String] = []
    var column = ""
    for (kind, slot) in columns {
      let value = slot.text(in: row)
      guard !value.isEmpty else { continue }
      if column.isEmpty { column = slot.name }
      var ignored: [UInt8] = []
      if let refusal = KeyNormaliser.append(kind, value, to: &ignored) {
        reasons.append("\(kind.name) \(shown(value)) \(refusal)")
      } else {
        reasons.append("\(kind.name) \(shown(value)) is no identity key of this tenant")
      }
    }
    let names = columns.map(\.slot.name).joined(separator: ", ")
    return RowRefusal(
      .noIdentity, column: column,
      reasons.isEmpty ? "nothing says who it is: \(names) \(columns.count == 1 ? "is" : "are") empty" : reasons.joined(separator: "; "))
  }
}

extension KeyKind {
  /// The name and a colon, as bytes.
  fileprivate var label: [UInt8] {
    switch self {
    case .externalID: Self.labels.externalID
    case .email: Self.labels.email
    case .linkedin: Self.labels.linkedin
    case .anonymousID: Self.labels.anonymousID
    case .phone: Self.labels.phone
    }
  }

  private static let labels = (
    externalID: Array("external_id:".utf8), email: Array("email:".utf8), linkedin: Array("linkedin:".utf8),
    anonymousID: Array("anonymous_id:".utf8), phone: Array("phone:".utf8)
  )
}

extension Keyring {
  /// From its canonical text: keys sorted by kind, one of each kind at most.
  init(canonical text: [UInt8]) {
    keys = text.split(separator: ASCII.nul).compactMap { IdentityKey(text: String(decoding: $0, as: UTF8.self)) }
    fingerprint = Fingerprint(of: text)
  }
}
