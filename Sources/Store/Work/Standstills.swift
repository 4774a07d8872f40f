import LibPQ
internal import SQLCatalog

/// A session of the service's login in which the server waits for the client in the middle of a statement.
///
/// Equal to another where it is the same statement, no byte further.
public struct Standstill: Sendable, Hashable {
  public var process: Int32
  /// When its statement began, in microseconds since 1970.
  public var began: Int64
  /// Bytes and rows of its COPY; of another statement nothing is known.
  public var moved: Int64

  public init(process: Int32, began: Int64, moved: Int64) {
    (self.process, self.began, self.moved) = (process, began, moved)
  }
}

extension Database {
  /// Where the server waits for somebody of our login just now. Most of them have moved a moment later.
  public func standstills() async throws -> [Standstill] { try await asDispatcher(Standstills()) }

  /// Ends the sessions that still stand where they stood. Returns how many.
  public func end(_ standstills: [Standstill]) async throws -> Int {
    guard !standstills.isEmpty else { return 0 }
    return Int(try await asDispatcher(EndStandstills(standstills: standstills)).first ?? 0)
  }
}

private struct Standstills: Statement {
  static let sql = SQLText(SQL.Work.standstills)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Standstill {
    Standstill(process: try row.int32(), began: try row.timestamp(), moved: try row.int64())
  }
}

private struct EndStandstills: Statement {
  static let sql = SQLText(SQL.Work.endStandstills)
  var standstills: [Standstill]
  func bind(_ parameters: inout Parameters) {
    parameters.add(standstills.map(\.process))
    parameters.addTimestamps(standstills.map(\.began))
    parameters.add(standstills.map(\.moved))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}
