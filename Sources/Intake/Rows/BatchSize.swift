/// How much of a file is in memory at once, and how much a transaction takes.
enum BatchSize {
  /// Rows a transaction. An index takes more rows at a time at less cost each; from 50,000 on no less.
  static let rows = 50_000

  /// Rows of which two portions are in memory: one on its way to the server and one read ahead.
  static let portion = 4_000

  /// Bytes of the file a portion, for files of long rows.
  static let bytes = 2 << 20
}
