/// The inside of a transaction: what can be done between BEGIN and COMMIT.
///
/// Everything here waits on the connection's own thread and is synchronous, so that
/// nothing but the database can be awaited while a transaction is open. It is lent for the
/// length of a closure and cannot leave it.
///
/// A statement that is refused breaks the transaction: further statements are refused
/// (25P02), and a closure that swallows the error finds its COMMIT refused. To survive a
/// refusal, use `savepoint`.
public struct Session: ~Copyable {
  private let wire: Wire

  init(wire: Wire) { self.wire = wire }

  /// How long each statement may take from here on.
  public var patience: Duration {
    get { wire.patience }
    set { wire.patience = newValue }
  }

  /// Runs one statement and returns its rows.
  public mutating func run<S: Statement>(_ statement: S) throws(PostgresError) -> [S.Row] {
    try wire.run(statement)
  }

  /// Asks for a statement whose answer nobody wants: it goes with the next exchange, COMMIT at the latest, in the order
  /// of asking. Where it is refused, that exchange says so.
  public mutating func post(_ statement: some Statement) throws(PostgresError) { try wire.post(statement) }

  /// Runs one statement; returns how many rows it touched.
  @discardableResult
  public mutating func execute(_ statement: some Statement) throws(PostgresError) -> Int {
    try wire.execute(statement)
  }

  /// Several statements in one round trip.
  public mutating func batch<each S: Statement>(
    _ statement: repeat each S
  ) throws(PostgresError) -> (repeat [(each S).Row]) {
    try wire.batch(repeat each statement)
  }

  /// The same statement many times, in one round trip.
  @discardableResult
  public mutating func runEach<S: Statement>(_ statements: [S]) throws(PostgresError) -> [[S.Row]] {
    try wire.runEach(statements)
  }

  /// Several statements of any kinds in one round trip, of whose answers nothing is wanted.
  public mutating func runAll(_ statements: [any Statement]) throws(PostgresError) {
    if !statements.isEmpty { try wire.runAll(statements) }
  }

  /// Runs one statement and lends each row of its answer: what would become no value by itself is read in place.
  public mutating func each<S: Statement>(_ statement: S, _ body: (inout RowReader) throws -> Void) throws {
    try wire.each(statement, body)
  }

  /// Two statements, and a third whose rows are lent when both are answered, in one round trip.
  ///
  /// - Parameter begin: Given their answers, and how many rows the third has; says whether it wants them.
  public mutating func batch<A: Statement, B: Statement, C: Statement>(
    _ first: A, _ second: B, each third: C, _ begin: (_ first: [A.Row], _ second: [B.Row], _ rows: Int) throws -> Bool,
    _ body: (inout RowReader) throws -> Void
  ) throws {
    try wire.batch(first, second, each: third, begin, body)
  }

  /// A text of several statements without parameters. Never one that ends the transaction.
  public mutating func simple(_ text: String) throws(PostgresError) {
    _ = try wire.simple(text)
  }

  /// The rows of the last statement of a text, as text.
  public mutating func query(_ text: String) throws(PostgresError) -> [[String?]] {
    try wire.simple(text).rows
  }

  /// `copy … from stdin`; returns how many rows went in.
  @discardableResult
  public mutating func copyIn(_ text: String, _ body: (inout CopyWriter) throws -> Void) throws -> Int {
    try wire.copyIn(text, body)
  }

  /// `copy … to stdout`: calls `row` with each row, in text with its newline. The bytes
  /// are gone when `row` returns.
  @discardableResult
  public mutating func copyOut(_ text: String, _ row: (RawSpan) throws -> Void) throws -> Int {
    try wire.copyOut(text) { bytes, _ in try row(bytes) }
  }

  /// `copy … to stdout (format binary)`: calls `row` with a reader of each row.
  @discardableResult
  public mutating func copyOutRows(_ text: String, _ row: (inout RowReader) throws -> Void) throws -> Int {
    try wire.copyOutRows(text, row)
  }

  /// Runs `body` so that its failure undoes only what it did.
  public mutating func savepoint<Value>(_ body: (inout Session) throws -> Value) throws -> Value {
    _ = try wire.simple("savepoint here")
    do {
      let value = try body(&self)
      _ = try wire.simple("release savepoint here")
      return value
    } catch {
      if wire.spentReason == nil { _ = try wire.simple("rollback to savepoint here; release savepoint here") }
      throw error
    }
  }
}
