internal import CLibPQ

/// What PostgreSQL stores in place of a password: `SCRAM-SHA-256$4096:salt$stored:server`.
///
/// Given to `create role … password '…'`, so that the password itself never travels and
/// never stands in a log.
public enum SCRAMVerifier {
  /// Makes one with a random salt, as `\password` in `psql` does. Takes some milliseconds;
  /// talks to no server.
  public static func make(password: String) throws(PostgresError) -> String {
    // PQencryptPasswordConn wants a connection only to put its error message in. An option
    // nobody knows makes one that never looked for a server.
    let desk = unsafe PQconnectStart("nobody_knows_this_option=1")
    defer { unsafe PQfinish(desk) }
    guard let verifier = unsafe PQencryptPasswordConn(desk, password, "", "scram-sha-256") else {
      throw .refused(ServerError(sqlstate: "28P01", message: unsafe firstLine(PQerrorMessage(desk))))
    }
    defer { unsafe PQfreemem(verifier) }
    return unsafe String(cString: verifier)
  }
}
