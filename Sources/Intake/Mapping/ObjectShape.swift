import Definitions

/// Which columns make up a JSON object, sorted by name, nested where names have dots.
struct ObjectShape: Sendable {
  /// How a cell is written.
  enum Style: Sendable {
    /// By the look of it: a number, a boolean or a text.
    case typed
    /// Never a number or a boolean, whatever it looks like.
    case text
    /// A text in lower-case ASCII.
    case address
  }

  enum Member: Sendable {
    case cell(ColumnSlot, Style)
    case object(ObjectShape)
  }

  /// With the JSON of their names, colon included.
  private(set) var members: [(label: [UInt8], member: Member)] = []

  /// The member `to`, which names the stage where an event is a stage change.
  private(set) var stageMember: Int?

  var isEmpty: Bool { members.isEmpty }

  /// Where a stage change says to which stage.
  var stageSlot: ColumnSlot? {
    guard let stageMember, case .cell(let slot, _) = members[stageMember].member else { return nil }
    return slot
  }

  /// One column's place in an object.
  struct Leaf {
    var path: [String]
    var slot: ColumnSlot
    var style = Style.typed
  }

  /// Throws the path that two columns would share.
  init(_ leaves: [Leaf]) throws(PathClash) {
    let groups = Dictionary(grouping: leaves) { $0.path.first ?? "" }
    for name in groups.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let group = groups[name] else { continue }
      if name == "to" { stageMember = members.count }
      members.append((Self.label(name), try Self.member(name, group)))
    }
  }

  struct PathClash: Error {
    var path: String
    var columns: [String]
  }

  private static func member(_ name: String, _ group: [Leaf]) throws(PathClash) -> Member {
    if group.count == 1, group[0].path.count == 1 { return .cell(group[0].slot, group[0].style) }
    guard group.allSatisfy({ $0.path.count > 1 }) else {
      throw PathClash(path: name, columns: group.map(\.slot.name))
    }
    let inner = group.map { Leaf(path: Array($0.path.dropFirst()), slot: $0.slot, style: $0.style) }
    return .object(try ObjectShape(inner))
  }

  private static func label(_ name: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(name)
    writer.write(token: ":")
    return writer.bytes
  }
}

extension JSONWriter {
  /// Writes what the current row says of an object; nothing, and `false`, where it says nothing.
  ///
  /// - Parameter stage: what to write for ``ObjectShape/stageMember`` in place of its cell.
  mutating func write(_ shape: ObjectShape, of row: CSVRow, stage: Stage? = nil) -> Bool {
    guard !shape.isEmpty else { return false }
    let start = bytes.count
    var isFirst = true
    write(token: "{")
    for (index, (label, member)) in shape.members.enumerated() {
      let before = bytes.count
      if !isFirst { write(token: ",") }
      write(raw: label)
      if let stage, index == shape.stageMember {
        write(stage.name)
        isFirst = false
      } else if write(member, of: row) {
        isFirst = false
      } else {
        rewind(to: before)
      }
    }
    if isFirst {
      rewind(to: start)
      return false
    }
    write(token: "}")
    return true
  }

  @inline(__always)
  private mutating func write(_ member: ObjectShape.Member, of row: CSVRow) -> Bool {
    switch member {
    case .object(let shape): return write(shape, of: row)
    case .cell(let slot, let style):
      let text = slot.text(in: row)
      switch style {
      case .typed: return write(cell: text)
      case .text:
        guard !text.isEmpty else { return false }
        write(utf8: text)
      case .address:
        guard !text.isEmpty else { return false }
        let lower = text.map(ASCII.lowercased)
        lower.withUnsafeBufferPointer { write(utf8: $0) }
      }
      return true
    }
  }
}
