internal import CLibPQ

/// What the server makes of a text: the types of its parameters and of its columns.
///
/// For the test that prepares every statement against the migrated schema.
public struct StatementShape: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public let name: String
    public let typeOID: UInt32
  }

  public let parameterOIDs: [UInt32]
  public let columns: [Column]
}

extension Wire {
  /// Prepares without a name, describes, runs nothing: one round trip.
  func describe(_ sql: SQLText, _ types: [UInt32]) throws(PostgresError) -> StatementShape {
    try beginBatch()
    let prepared = unsafe types.withUnsafeBufferPointer { types in
      unsafe PQsendPrepare(connection, "", sql.text, CInt(types.count), types.baseAddress)
    }
    guard prepared == 1, unsafe PQsendDescribePrepared(connection, "") == 1 else { throw spend() }
    sent.append(SentStatement(key: nil, isPreparing: true))
    try sync()
    var failure: PostgresError?
    var shape = StatementShape(parameterOIDs: [], columns: [])
    do {
      if let answer = try nextStatement(&failure) {
        let columns = (0..<answer.columnCount).map {
          StatementShape.Column(name: answer.columnName($0), typeOID: answer.columnType($0))
        }
        shape = StatementShape(parameterOIDs: answer.parameterTypes, columns: columns)
      }
    } catch {
      failure = failure ?? error
    }
    try endBatch(failure)
    return shape
  }
}

extension Connection {
  /// Asks what a text takes and gives, without running it. With `types` the parameters are
  /// fixed beforehand, as a statement's own `Parameters.typeOIDs` fix them.
  public func describe(
    _ sql: SQLText, parameterOIDs types: [UInt32] = []
  ) async throws(PostgresError) -> StatementShape {
    try await call { wire throws(PostgresError) in try wire.describe(sql, types) }
  }
}
