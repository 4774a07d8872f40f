import Definitions

extension ImportTally {
  /// The stage that a cell names; `nil` where it is empty and may be.
  mutating func stage(_ slot: ColumnSlot, in row: CSVRow, orThrow isNeeded: Bool) throws(RowRefusal) -> Stage? {
    let text = slot.text(in: row)
    if text.isEmpty, !isNeeded { return nil }
    if let stage = Stage(name: ColumnRule.folded(value: text.string)) { return stage }
    if !text.isEmpty { note(unknown: text.string, in: slot.name) }
    let known = Stage.allCases.map(\.name).joined(separator: ", ")
    throw RowRefusal(.unknownStage, column: slot.name, "\(shown(text)) is no stage (\(known)); a map can translate it")
  }
}
