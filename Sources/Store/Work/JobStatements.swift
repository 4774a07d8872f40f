internal import Engine
internal import LibPQ
internal import SQLCatalog

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

struct EnqueueJob: Statement {
  static let sql = SQLText(SQL.Work.enqueue)
  var tenant: TenantID
  var job: WantedJob
  var pause: Duration = .zero
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(job.lane.rawValue)
    parameters.add(job.kind.rawValue)
    parameters.add(job.subject)
    parameters.add(pause.inSeconds)
  }
}

struct FinishWithin: Statement {
  static let sql = SQLText(SQL.Work.finishWithin)
  var job: LeasedJob
  func bind(_ parameters: inout Parameters) { parameters.add(job) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

struct ClaimJobs: Statement {
  static let sql = SQLText(SQL.Work.claim)
  var lane: Lane
  var wanted: Int
  var after: TenantID
  var worker: String
  var rescuing = true
  var terms: Jobs.Terms
  func bind(_ parameters: inout Parameters) {
    parameters.add(lane.rawValue)
    parameters.add(Int32(clamping: wanted))
    parameters.add(Int32(clamping: terms.capPerTenant))
    parameters.add(after)
    parameters.add(worker)
    parameters.add(terms.lease.inSeconds)
    parameters.add(Int32(clamping: terms.crashLimit))
    parameters.add(rescuing)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (job: LeasedJob, reached: TenantID) {
    let tenant: TenantID = try row.read()
    let slug = try row.string()
    let id = try row.int64()
    let kind = JobKind(rawValue: try row.string())
    let subject = try row.string()
    let job = LeasedJob(
      tenant: tenant, slug: slug, id: id, token: try row.int64(), kind: kind, subject: subject,
      attempts: Int(try row.int32()), crashes: Int(try row.int32()), dueSince: try row.timestamp())
    return (job, try row.read())
  }
}

extension [LeasedJob] {
  func among(_ starts: [LeasedJob.Start]) -> Set<LeasedJob> {
    let starts = Set(starts)
    return Set(filter { starts.contains($0.start) })
  }
}

struct ExtendLeases: Statement {
  static let sql = SQLText(SQL.Work.extend)
  var jobs: [LeasedJob]
  var lease: Duration
  func bind(_ parameters: inout Parameters) {
    parameters.add(jobs.map(\.tenant))
    parameters.add(jobs.map(\.token))
    parameters.add(lease.inSeconds)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> LeasedJob.Start {
    LeasedJob.Start(id: try row.int64(), token: try row.int64())
  }
}

/// Answers those that were not ours any more.
struct FinishJobs: Statement {
  static let sql = SQLText(SQL.Work.finish)
  var jobs: [LeasedJob]
  func bind(_ parameters: inout Parameters) {
    parameters.add(jobs.map(\.tenant))
    parameters.add(jobs.map(\.id))
    parameters.add(jobs.map(\.token))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> LeasedJob.Start {
    LeasedJob.Start(id: try row.int64(), token: try row.int64())
  }
}

struct HoldsJob: Statement {
  static let sql = SQLText(SQL.Work.holds)
  var job: LeasedJob
  func bind(_ parameters: inout Parameters) { parameters.add(job) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

struct GiveBackJob: Statement {
  static let sql = SQLText(SQL.Work.giveBack)
  var job: LeasedJob
  var pause: Duration
  var reason: String?
  var attemptLimit: Int
  func bind(_ parameters: inout Parameters) {
    parameters.add(job)
    parameters.add(pause.inSeconds)
    parameters.add(reason)
    parameters.add(Int32(clamping: attemptLimit))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String? { try row.stringOrNil() }
}

struct ListJobs: Statement {
  static let sql = SQLText(SQL.Work.jobs)
  var tenant: TenantID?
  var state: ListedJob.State?
  var limit: Int
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(state?.rawValue)
    parameters.add(Int32(clamping: limit))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> ListedJob {
    let id = try row.int64()
    let (tenant, zone) = (try row.string(), try row.string())
    let kind = JobKind(rawValue: try row.string())
    let subject = try row.string()
    let state = ListedJob.State(rawValue: try row.string()) ?? .waiting
    let runAt = try row.timestampOrNil()
    let (attempts, crashes) = (Int(try row.int32()), Int(try row.int32()))
    let (worker, lastError) = (try row.stringOrNil(), try row.stringOrNil())
    return ListedJob(
      id: id, tenant: tenant, zone: zone, kind: kind, subject: subject, state: state, runAt: runAt, attempts: attempts,
      crashes: crashes, worker: worker, lastError: lastError, createdAt: try row.timestamp())
  }
}

struct RetryJob: Statement {
  static let sql = SQLText(SQL.Work.retry)
  var job: Int64
  func bind(_ parameters: inout Parameters) { parameters.add(job) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String? { try row.stringOrNil() }
}

struct DiscardJob: Statement {
  static let sql = SQLText(SQL.Work.discard)
  var job: Int64
  func bind(_ parameters: inout Parameters) { parameters.add(job) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String? { try row.stringOrNil() }
}

struct HoldWaitingRefresh: Statement {
  static let sql = SQLText(SQL.Work.holdWaitingRefresh)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

struct EndWaitingRefresh: Statement {
  static let sql = SQLText(SQL.Work.endWaitingRefresh)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Bool { try row.bool() }
}

/// Takes away a tenant's jobs, also those that were given up; answers how many rows.
struct ForgetWork: Statement {
  static let sql = SQLText(SQL.Work.forget)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}

struct SweepJobs: Statement {
  static let sql = SQLText(SQL.Work.sweep)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}

extension Parameters {
  fileprivate mutating func add(_ job: LeasedJob) {
    add(job.tenant)
    add(job.id)
    add(job.token)
  }
}
