/// How much of a file is in memory at once: what is read ahead, and one batch that is being stored.
enum BatchSize {
  /// Rows a transaction. An index takes more rows at a time at less cost each; from 50,000 on no less.
  static let rows = 50_000

  /// Bytes of the file a batch, for files of long rows: two batches of them are in memory.
  static let bytes = 8 << 20
}
