import Definitions
import Engine

/// Where the columns of a file go: `target: source column`, with zones, constants, values and
/// formats.
///
/// ```yaml
/// preset: hubspot                       # optional: a preset to build on
/// external_id: mql_id
/// created_at: { from: first_contact_date, format: dd/MM/yyyy }
/// closed_at: { from: [Won time, Lost time], zone: UTC }   # the first that is not empty
/// stage: { from: Lifecycle Stage, values: { marketingqualifiedlead: mql, "*": lead } }
/// status: { const: won }
/// ```
///
/// In `values`, case, spaces and underscores make no difference, `"*"` is any other value, and
/// `null` (or nothing) says that the value says nothing. Columns that no target names keep
/// their own name.
public struct ColumnMap: Sendable {
  var rules: [ColumnRule]

  /// No rule: the columns are called as they should be.
  public static let none = ColumnMap(rules: [])

  /// The rules of another map, where this one has none for the target.
  func filled(from other: ColumnMap) -> ColumnMap {
    ColumnMap(rules: rules + other.rules.filter { rule in !rules.contains { $0.target == rule.target } })
  }
}

/// How one target gets its value.
struct ColumnRule: Sendable {
  var target: String
  /// Alternatives; the first that is there and not empty counts.
  var sources: [String] = []
  var constant: String?
  /// Folded value to what it stands for; an empty text stands for nothing.
  var values: [String: String] = [:]
  var otherValues: String?
  var formats: [StampFormat] = []
  var zone: Zone?
  /// In the map's file; `nil` in a preset, whose columns need not be there.
  var node: YAMLNode?
}
