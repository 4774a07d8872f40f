import LibPQ
import Synchronization
import TestSupport
import Testing

/// `select 1`.
struct One: Statement {
  static let sql = SQLText(name: "one", "select 1::int8")
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}

struct Echo: Statement, Equatable {
  static let sql = SQLText(name: "echo", "select $1::int8, $2::text")
  var number: Int64?
  var text: String?

  func bind(_ parameters: inout Parameters) {
    parameters.add(number)
    parameters.add(text)
  }

  static func decode(_ row: inout RowReader) throws(PostgresError) -> Echo {
    Echo(number: try row.int64OrNil(), text: try row.stringOrNil())
  }
}

/// Takes so long on the server.
struct Sleep: Statement {
  static let sql = SQLText(name: "sleep", "select pg_sleep($1)")
  var seconds: Double
  func bind(_ parameters: inout Parameters) { parameters.add(seconds) }
}

struct DivideByZero: Statement {
  static let sql = SQLText(name: "divide", "select 1 / $1::int4")
  func bind(_ parameters: inout Parameters) { parameters.add(0 as Int32) }
}

func connect(_ options: ConnectionOptions = ConnectionOptions()) async throws -> Connection {
  try await Connection.open(TestCluster.shared.conninfo(), options: options)
}

func impatient(_ patience: Duration, grace: Duration = .seconds(3)) -> ConnectionOptions {
  var options = ConnectionOptions()
  options.patience = patience
  options.grace = grace
  return options
}

/// Asks the server until it says yes: for what happens in another session.
func until(_ question: String, on cluster: TestCluster = .shared) async throws {
  let observer = try await Connection.open(cluster.conninfo())
  while try await observer.query(question) != [["t"]] { await Task.yield() }
  await observer.close()
}

/// The server is at work on a statement of that connection.
func isRunning(_ process: Int32) -> String {
  "select count(*) = 1 from pg_stat_activity where pid = \(process) and state = 'active'"
}

/// What `work` throws, as what it should be.
func failure(_ work: () async throws -> Void) async -> PostgresError? {
  do {
    try await work()
    return nil
  } catch {
    return error as? PostgresError
  }
}

/// Collects from callbacks on other threads.
final class Collected<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  func append(_ element: Element) { elements.withLock { $0.append(element) } }
  var all: [Element] { elements.withLock { $0 } }
}
