import Engine

/// Turns the rows of an events file into batches of typed columns.
///
/// From CSV to columns, message identities and keyrings included: 450,000 rows a second of
/// processor time (a million rows of 80 bytes, six columns, release build), of which reading
/// the CSV is a twentieth. The rest is cache misses of two hash tables, SHA-256 and strings of
/// new keyrings.
///
/// One pass, flat memory: what a batch holds, and what numbers equal rows (``OccurrenceCounter``).
/// A resumed import reads the rows again that are committed already, since that numbering
/// depends on them, and lets go of those batches.
public final class EventReader {
  public private(set) var tally = ImportTally()

  private let csv: CSVReader
  private var assembly: EventAssembly

  /// - Parameter plan: of an events file with this reader's header.
  public init(_ csv: CSVReader, plan: ColumnPlan, rules: IntakeRules) {
    self.csv = csv
    assembly = EventAssembly(plan, rules, csv.header)
  }

  /// The next rows, taken or rejected, `limit` of them or what is left; `nil` at the end.
  public func next(limit: Int) throws(FileFault) -> EventBatch? {
    var read = 0
    let end = csv.bytesRead + BatchSize.bytes
    while read < limit, csv.bytesRead < end, try csv.next() {
      read += 1
      assembly.take(csv.row, &tally)
    }
    guard read > 0 else { return nil }
    return assembly.finish(bytesRead: csv.bytesRead)
  }
}
