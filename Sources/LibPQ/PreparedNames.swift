/// Which texts are prepared on one connection, and as what.
///
/// A text counts as prepared from the moment its Prepare is sent, so that it may be used
/// twice in one batch; a Prepare that fails is forgotten again.
struct PreparedNames {
  struct Key: Hashable {
    var text: UInt64
    var types: UInt64
  }

  private struct Entry {
    var name: String
    var text: String
  }

  private var entries: [Key: Entry] = [:]
  private var attempts: [Key: Int] = [:]
  private let isEnabled: Bool

  /// Without names every use prepares the unnamed statement: for poolers that hand the
  /// next transaction to another server.
  init(isEnabled: Bool) { self.isEnabled = isEnabled }

  /// The name to use, and whether a Prepare must go first.
  mutating func name(for sql: SQLText, types: Fingerprint) -> (key: Key, name: String, isNew: Bool) {
    var key = Key(text: sql.fingerprint, types: types.value)
    guard isEnabled else { return (key, "", true) }
    while let entry = entries[key] {
      if entry.text == sql.text { return (key, entry.name, false) }
      key.text &+= 1
    }
    let name = makeName(sql, key)
    entries[key] = Entry(name: name, text: sql.text)
    return (key, name, true)
  }

  /// The server does not know it, or knows it no longer. A later Prepare takes another
  /// name: the old one may still be taken.
  mutating func forget(_ key: Key) {
    guard entries.removeValue(forKey: key) != nil else { return }
    attempts[key, default: 0] += 1
  }

  /// At most 63 bytes: the server cuts off the rest, and then two could meet.
  private func makeName(_ sql: SQLText, _ key: Key) -> String {
    let readable = sql.name.unicodeScalars.prefix(24).map { $0.isASCII ? String($0) : "_" }.joined()
    let hash = String(key.text ^ (key.types << 1), radix: 16)
    let attempt = attempts[key].map { "_\($0)" } ?? ""
    return "\(readable)_\(hash)\(attempt)"
  }
}
