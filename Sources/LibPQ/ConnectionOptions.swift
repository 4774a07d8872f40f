/// How a connection waits, and whom it tells. What it connects to is the conninfo's.
public struct ConnectionOptions: Sendable {
  /// How long a statement may take before it is stopped with `late`; for COPY, how long
  /// nothing may move. There is always a limit: a peer that vanished sends no word.
  public var patience: Duration = .seconds(60)

  /// How long a server that was asked to stop may take before the connection is spent.
  public var grace: Duration = .seconds(3)

  /// How long connecting may take in all. A conninfo that does not say `connect_timeout`
  /// gets this for each host, so that a silent host does not hide the next.
  public var connectPatience: Duration = .seconds(10)

  /// `false` behind a pooler that gives each transaction another server session.
  public var preparesStatements = true

  /// Shown in `pg_stat_activity` where the conninfo does not say `application_name`.
  public var applicationName = "headway"

  /// Told of every NOTICE and WARNING, on the connection's thread: return soon.
  public var onNotice: (@Sendable (ServerError) -> Void)?

  /// Asked before every exchange with the server for a text to be run first, whose failure is the exchange's. With it a
  /// test lets the server itself refuse, stop or cut off any call it likes.
  package var rehearsal: (@Sendable () -> String?)?

  public init() {}
}
