internal import CLibPQ

/// What this module expects of libpq, and how it does without what later releases have.
///
/// Written for libpq 15; any from 14 on will do.
///
/// | since | what | here |
/// |---|---|---|
/// | 14 | `PQenterPipelineMode`, `PQpipelineSync` | every batch |
/// | 17 | `PQcancelCreate` … (cancel with a timeout, and encrypted) | `PQcancel` on a thread of its own (`CancelRequest`); it is never encrypted, which shows a secret good for one backend only |
/// | 17 | `PQsendPipelineSync` (a Sync without a flush) | one Sync per batch |
/// | 17 | `PQsetChunkedRowsMode` | a whole answer in memory, or binary COPY where it is large |
/// | 17 | `PQclosePrepared` | a stale statement is prepared again under another name |
/// | 17 | `PQsocketPoll` | `poll`, in `Wire` |
/// | — | the SQLSTATE of a refused connection | libpq's words, in `spent` |
public enum Capabilities {
  /// The libpq at hand, e.g. 150018 for 15.18.
  public static var libraryVersion: Int { Int(PQlibVersion()) }

  static func check() throws(PostgresError) {
    if libraryVersion < 140_000 { throw .spent(reason: "libpq 14 or later is needed, this is \(libraryVersion)") }
  }
}
