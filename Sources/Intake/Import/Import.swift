internal import Foundation
public import Engine
internal import LibPQ
public import Store

/// Brings one file into a tenant's log: reads it ahead on a thread of its own, folds it batch by
/// batch, and can be killed at any point: what a batch did and how far the file was read commit
/// together, and the next import of the same file goes on from there.
public struct Import: Sendable {
  let database: Database
  let tenant: Tenant
  let kind: FileKind
  let options: ImportOptions

  public init(_ database: Database, tenant: Tenant, kind: FileKind, options: ImportOptions) {
    self.database = database
    self.tenant = tenant
    self.kind = kind
    self.options = options
  }

  /// Reads the whole file once without storing anything: a file that is broken is refused before
  /// its first row is stored.
  public func survey(_ path: String) throws -> ImportSurvey {
    let file = try FileSurvey(name: path, source: PathSource(path: path))
    let plan = try ColumnPlan(kind, header: file.header, map: options.map, file: path)
    return ImportSurvey(path: path, file: file, plan: plan)
  }

  /// What would become of the rows, without asking or changing the database.
  public func rehearse(_ survey: ImportSurvey, today: Day) throws -> ImportTally {
    let reader = try RowReader(kind, survey, rules(today: today))
    while try reader.next(limit: BatchSize.portion) != nil {}
    return reader.tally
  }

  /// Imports it. `progress` is told the rows read so far.
  public func run(
    _ survey: ImportSurvey, today: Day, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> ImportOutcome {
    let start = try await begin(survey, today: today)
    if case .same(let last) = start { return ImportOutcome(row: last, tally: nil, isResumed: false) }
    guard case .at(let row, let isResumed) = start else { throw CancellationError() }
    let tally = try await stream(survey, into: row, today: today, progress)
    try await database.write(FinishImport(tenant: tenant.id, importID: row.id), as: tenant.id)
    let done = try await database.read(ListImports(tenant: tenant.id), as: tenant.id).first { $0.id == row.id } ?? row
    return ImportOutcome(row: done, tally: tally, isResumed: isResumed)
  }

  private enum Start: Sendable {
    case same(ImportRow)
    case at(ImportRow, isResumed: Bool)
  }

  /// The file equal to the last one of its kind is no news; one that was begun goes on.
  private func begin(_ survey: ImportSurvey, today: Day) async throws -> Start {
    let (tenant, kind, received) = (tenant.id, kind.rawValue, options.receivedDay ?? today)
    let digest = survey.digest
    let reading = options.digest
    return try await database.write(as: tenant) { session in
      try session.execute(OpenHead(tenant: tenant))
      if let last = try session.run(LastImport(tenant: tenant, kind: kind)).first, last.digest == digest,
        last.reading == reading
      {
        return last.state == .done ? .same(last) : .at(last, isResumed: true)
      }
      let start = StartImport(
        tenant: tenant, kind: kind, fileName: survey.fileName, digest: digest, reading: reading, receivedDay: received)
      guard let id = try session.run(start).first,
        let row = try session.run(LastImport(tenant: tenant, kind: kind)).first, row.id == id
      else { throw StoreError.unfit(reason: "the import could not be begun") }
      return .at(row, isResumed: false)
    }
  }

  private func stream(
    _ survey: ImportSurvey, into row: ImportRow, today: Day, _ progress: @escaping @Sendable (Int) -> Void
  ) async throws -> ImportTally {
    let rules = rules(today: today)
    return try await handingOver(of: RowBatch.self) { [kind] give in
      try await onThread {
        let reader = try RowReader(kind, survey, rules)
        // What is behind us is read again: the numbering of equal rows depends on it.
        while reader.rowsRead < row.rowsDone {
          guard try reader.next(limit: min(BatchSize.portion, row.rowsDone - reader.rowsRead)) != nil else { break }
        }
        while let portion = try reader.next(limit: BatchSize.portion) { try give(portion) }
        return reader.tally
      }
    } to: { [self] portions in
      var stored = Stored(rowsRead: row.rowsDone)
      while !stored.isAll {
        stored = try await store(portions, of: row, after: stored, rules)
        progress(stored.rowsRead)
        giveBackWhatIsFree()
      }
    }.given
  }

  /// How far an import has come.
  private struct Stored: Sendable {
    /// What the rows before have left; `nil` at first.
    var fold: Fold?
    var rowsRead: Int
    var isAll = false
  }

  /// The next rows, in one transaction.
  ///
  /// - Parameter before: Moved into the transaction and out of it, since a copy of all the keyrings that it knows would be
  ///   half of what an import holds in memory.
  private func store(
    _ portions: HandedBatches<RowBatch>, of row: ImportRow, after before: consuming Stored, _ rules: IntakeRules
  ) async throws -> Stored {
    let tenant = tenant
    let moved = Parcel(before)
    return try await database.write(as: tenant.id, within: .seconds(600)) { session in
      guard var stored = moved.take() else { throw CancellationError() }
      var fold =
        stored.fold.take() ?? Fold(tenant: tenant, zone: rules.zone, importID: row.id, receivedDay: row.receivedDay)
      try session.planEachTime()
      let end = stored.rowsRead + BatchSize.rows
      var tally = BatchTally()
      while stored.rowsRead < end {
        guard let portion = try portions.wait() else {
          stored.isAll = true
          break
        }
        try tally.add(Self.add(portion, to: &fold, of: row, rules, in: &session))
        stored.rowsRead = portion.rowsRead
      }
      try tally.add(fold.addLanded(in: &session))
      try session.execute(
        ImportProgress(tenant: tenant.id, importID: row.id, rowsDone: stored.rowsRead, tally: tally))
      stored.fold = fold
      return stored
    }
  }

  private static func add(
    _ portion: RowBatch, to fold: inout Fold, of row: ImportRow, _ rules: IntakeRules, in session: inout Session
  ) throws -> BatchTally {
    var (tally, unknown) = (BatchTally(), [Reject]())
    var portion = portion
    try ErasureSieve(tenant: fold.tenant, identities: rules.identities).sift(&portion.content, in: &session)
    switch portion.content {
    case .leads(let leads): tally = try fold.add(leads, in: &session)
    case .events(let events): try fold.land(events, in: &session)
    case .deals(let deals): (tally, unknown) = try fold.add(deals, currency: rules.rates.home, in: &session)
    case .signals(let signals): tally = try fold.add(signals, in: &session)
    }
    let rejects = (portion.rejects + unknown).map(RejectRow.init)
    if !rejects.isEmpty {
      try session.execute(InsertRejects(tenant: fold.tenant, importID: row.id, rows: rejects))
    }
    return tally
  }

  private func rules(today: Day) -> IntakeRules {
    IntakeRules(
      zone: options.zone, today: today, identities: Set(tenant.identities),
      rates: ExchangeRates(home: Currency(code: tenant.currency) ?? .usd, rates: options.rates))
  }
}

/// Runs what blocks on a thread that may.
private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    let thread = Thread { continuation.resume(with: Result { try body() }) }
    // Foundation's default of 512 KiB is little for deep generics in a debug build.
    thread.stackSize = 4 << 20
    thread.start()
  }
}

extension RejectRow {
  init(_ reject: Reject) {
    self.init(
      line: reject.line, column: reject.column.isEmpty ? nil : reject.column, reason: reject.reason.rawValue,
      detail: reject.message, text: reject.row)
  }
}
