public import Engine
public import LibPQ

/// The way into the database for everything but migrations: as the service in the context of one
/// tenant, or as the operator who makes and lists tenants. Never as an owner or superuser.
public struct Database: Sendable {
  /// The service login (`headway_worker`): sees nothing until it has entered a tenant.
  private let service: Pool
  /// The command line's login (`headway_cli`): may execute the procedures of schema guard, no more.
  private let operators: Pool
  /// Heartbeats only: they must go out when all others are taken by the work they speak for.
  private let heart: Pool
  private let options: ConnectionOptions
  private let listening: String
  /// Where a client's own login would connect to: this database, without a user.
  public let place: Conninfo

  public init(_ entry: ServiceConnections.Entry, connections: Int = 4, options: ConnectionOptions = ConnectionOptions())
  {
    service = Pool(entry.worker.text, size: connections, options: options)
    operators = Pool(entry.cli.text, size: 1, options: options)
    heart = Pool(entry.worker.text, size: 1, waiting: .seconds(5), options: options)
    listening = entry.worker.text
    self.options = options
    place = entry.worker.place
  }

  public func close() async {
    await service.close()
    await operators.close()
    await heart.close()
  }

  /// Finds that the server answers and that its schema is the one this binary works with.
  ///
  /// Throws `notMigrated` where it is not; what to do is the same wherever it comes from: migrate.
  public func checkSchema() async throws {
    let applied: String?
    do {
      applied = try await service.run(AppliedSchema(name: Schema.codeName)).first
    } catch let error as PostgresError where error.isRefusal(.undefinedTable) || error.isRefusal(.insufficientPrivilege)
    {
      throw StoreError.notMigrated(reason: "this database has no Headway in it")
    }
    guard applied == Schema.codeChecksum else {
      throw StoreError.notMigrated(reason: "the schema of this database is another than this headway works with")
    }
  }

  /// A transaction in the context of a tenant: every statement in it sees that tenant's rows alone.
  ///
  /// BEGIN and the entering travel together. `body` is synchronous, so that nothing but the
  /// database is waited for while the transaction is open.
  public func write<Value: Sendable>(
    as tenant: TenantID, within patience: Duration? = nil, _ body: sending (inout Session) throws -> Value
  ) async throws -> Value {
    try await service.transaction(opening: [Enter(tenant: tenant)], within: patience, body)
  }

  /// The same for work that a job does again where the server loses it: whoever is told of its commit may not rely on
  /// it, since that waits for no disk. What was committed before is there whenever this is (Docs/Decisions/0030).
  ///
  /// - Parameter isFew: So few rows are at hand that planning anew would cost more than a plan for any number.
  public func rework<Value: Sendable>(
    as tenant: TenantID, isFew: Bool = false, within patience: Duration? = nil,
    _ body: sending (inout Session) throws -> Value
  ) async throws -> Value {
    try await service.transaction(
      opening: [EnterAgain(tenant: tenant, isFew: isFew)], isOpenedLate: true, within: patience, body)
  }

  /// One statement of such work, in one round trip.
  @discardableResult
  func rework<S: Statement>(_ statement: S, as tenant: TenantID) async throws -> [S.Row] {
    try await service.batch(EnterAgain(tenant: tenant, isFew: true), statement).1
  }

  /// Four statements of such work, in one round trip and one transaction.
  func rework<A: Statement, B: Statement, C: Statement, D: Statement>(
    _ first: A, _ second: B, _ third: C, _ fourth: D, as tenant: TenantID
  ) async throws -> ([A.Row], [B.Row], [C.Row], [D.Row]) {
    let (_, a, b, c, d) = try await service.batch(
      EnterAgain(tenant: tenant, isFew: true), first, second, third, fourth)
    return (a, b, c, d)
  }

  /// One snapshot for such work.
  public func review<Value: Sendable>(
    as tenant: TenantID, isFew: Bool, _ body: sending (inout Session) throws -> Value
  ) async throws -> Value {
    try await service.transaction(
      .snapshot, opening: [EnterAgain(tenant: tenant, isFew: isFew)], isOpenedLate: true, body)
  }

  /// One snapshot in the context of a tenant; `asOf` moves `report.today()` for its length.
  public func read<Value: Sendable>(
    as tenant: TenantID, asOf: Day? = nil, within patience: Duration? = nil,
    _ body: sending (inout Session) throws -> Value
  ) async throws -> Value {
    var opening: [any Statement] = [Enter(tenant: tenant)]
    if let asOf { opening.append(AnswerAsOf(day: asOf)) }
    return try await service.transaction(
      .snapshot, opening: opening, within: patience, body)
  }

  /// One statement in the context of a tenant, in one round trip.
  public func read<S: Statement>(_ statement: S, as tenant: TenantID) async throws -> [S.Row] {
    try await service.batch(Enter(tenant: tenant), statement).1
  }

  /// Two statements in the context of a tenant, in one round trip.
  func read<A: Statement, B: Statement>(
    _ first: A, _ second: B, as tenant: TenantID
  ) async throws -> ([A.Row], [B.Row]) {
    let (_, a, b) = try await service.batch(Enter(tenant: tenant), first, second)
    return (a, b)
  }

  /// One statement that changes something in the context of a tenant.
  @discardableResult
  public func write<S: Statement>(_ statement: S, as tenant: TenantID) async throws -> [S.Row] {
    try await write(as: tenant) { try $0.run(statement) }
  }

  /// As the operator: outside of every tenant.
  func asOperator<S: Statement>(_ statement: S) async throws -> [S.Row] {
    try await operators.run(statement)
  }

  /// Several statements of the operator, all or none.
  func asOperator<Value: Sendable>(_ body: sending (inout Session) throws -> Value) async throws -> Value {
    try await operators.transaction(.readCommitted, body)
  }

  /// As the service outside of every tenant, for the functions that hand out everybody's work (schema `work`).
  func asDispatcher<S: Statement>(_ statement: S) async throws -> [S.Row] { try await service.run(statement) }

  /// The same on the connection that heartbeats have for themselves.
  func asHeart<S: Statement>(_ statement: S) async throws -> [S.Row] {
    try await heart.run(statement)
  }

  /// Hears that there may be new work, on a connection of its own. Only a hint: whoever misses one finds
  /// the work by looking.
  public func listenForWork() async throws -> Listener {
    try await Listener.open(listening, channels: ["headway_work"], options: options)
  }

  /// As the service, outside of every tenant: of the server and the schema, no tenant's row.
  func asService<S: Statement>(_ statement: S) async throws -> [S.Row] { try await service.run(statement) }

  /// In the context of a tenant that nobody else can enter: it is being deleted or restored.
  func writeClosed<Value: Sendable>(
    as tenant: TenantID, within patience: Duration? = nil, _ body: sending (inout Session) throws -> Value
  ) async throws -> Value {
    try await service.transaction(opening: [EnterClosed(tenant: tenant)], within: patience, body)
  }
}
