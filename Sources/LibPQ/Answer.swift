internal import CLibPQ

/// One result of libpq, owned: it is freed when this goes.
@safe
struct Answer: ~Copyable {
  let result: OpaquePointer

  init(_ result: OpaquePointer) { unsafe self.result = result }

  deinit { unsafe PQclear(result) }

  var status: ExecStatusType { unsafe PQresultStatus(result) }
  var rowCount: Int { unsafe Int(PQntuples(result)) }
  var columnCount: Int { unsafe Int(PQnfields(result)) }
  /// Whether a COPY that began is in the binary format.
  var isBinary: Bool { unsafe PQbinaryTuples(result) == 1 }

  /// The command's own words: `INSERT 0 3`, `ROLLBACK`.
  var tag: String {
    guard let text = unsafe PQcmdStatus(result) else { return "" }
    return unsafe String(cString: text)
  }

  /// Rows selected, inserted, changed, copied; zero for commands that count none.
  var affected: Int {
    guard let text = unsafe PQcmdTuples(result) else { return 0 }
    return unsafe Int(String(cString: text)) ?? 0
  }

  var error: ServerError { unsafe ServerError(reading: result) }

  /// Every row as text, for answers of the simple protocol.
  var textRows: [[String?]] {
    (0..<CInt(rowCount)).map { row in
      (0..<CInt(columnCount)).map { column in
        guard unsafe PQgetisnull(result, row, column) == 0, let text = unsafe PQgetvalue(result, row, column)
        else { return nil }
        return unsafe String(cString: text)
      }
    }
  }

  func columnName(_ column: Int) -> String {
    guard let name = unsafe PQfname(result, CInt(column)) else { return "" }
    return unsafe String(cString: name)
  }

  func columnType(_ column: Int) -> UInt32 { unsafe PQftype(result, CInt(column)) }

  /// Of a described statement.
  var parameterTypes: [UInt32] {
    unsafe (0..<PQnparams(result)).map { unsafe PQparamtype(result, $0) }
  }
}
