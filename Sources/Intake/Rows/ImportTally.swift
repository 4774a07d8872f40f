/// What became of the rows of a file, for the summary.
public struct ImportTally: Equatable, Sendable {
  public internal(set) var rows = 0
  public internal(set) var taken = 0
  public internal(set) var rejected: [RejectReason: Int] = [:]
  /// Stages and statuses that nobody knows: column to value to how often.
  public internal(set) var unknownValues: [String: [String: Int]] = [:]
  /// Leads with a stage and no date to it: LVR before their import is not reliable.
  public internal(set) var undatedStages = 0

  /// A column of free text is not worth more than this in a summary.
  private static let mostValues = 100

  public init() {}

  mutating func note(unknown value: String, in column: String) {
    var values = unknownValues[column] ?? [:]
    guard values[value] != nil || values.count < Self.mostValues else { return }
    values[value, default: 0] += 1
    unknownValues[column] = values
  }
}
