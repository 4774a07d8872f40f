internal import CLibPQ

/// The libpq connection itself, owned: it is closed when the last reference goes.
///
/// Not safe to use from two threads at once, and yet `Sendable`: it is made on one thread
/// and given away whole, first to its `Wire`, which never shares it.
@safe
final class Handle: @unchecked Sendable {
  /// `nil` once closed, which libpq understands everywhere as a bad connection.
  private(set) var connection: OpaquePointer?
  private let notices: NoticeDesk

  init(_ connection: OpaquePointer, notices: NoticeDesk) {
    unsafe self.connection = connection
    self.notices = notices
    notices.attach(to: self)
  }

  deinit { unsafe PQfinish(connection) }

  /// Says good-bye to the server now, whoever still holds this.
  func close() {
    unsafe PQfinish(connection)
    unsafe connection = nil
  }

  /// The whole of what libpq has to say, lines joined: with several hosts each has one.
  var message: String {
    guard let text = unsafe PQerrorMessage(connection) else { return "" }
    let lines = unsafe String(cString: text).split(separator: "\n")
    return lines.map { $0.drop { $0 == "\t" } }.joined(separator: "; ")
  }
}
