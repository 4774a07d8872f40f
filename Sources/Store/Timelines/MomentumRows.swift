public import Engine
public import LibPQ
internal import SQLCatalog

/// A lead, whose it is, and what it makes of its momentum by itself (`nil`: it never engaged).
public struct StoredMomentum: Sendable, Hashable {
  public var lead: LeadID
  public var account: AccountID?
  public var own: OwnMomentum?

  public init(lead: LeadID, account: AccountID?, own: OwnMomentum?) {
    self.lead = lead
    self.account = account
    self.own = own
  }
}

/// What is stored of these leads; of one that is no lead there is nothing.
public struct StoredMomenta: Statement {
  public static let sql = SQLText(SQL.Timeline.storedMomenta)
  var tenant: TenantID
  var generation: Int32
  var leads: [LeadID]
  public init(tenant: TenantID, generation: Int32, leads: [LeadID]) {
    self.tenant = tenant
    self.generation = generation
    self.leads = leads
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(leads)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredMomentum {
    StoredMomentum(lead: try row.read(), account: try row.readOrNil(), own: try row.ownMomentum())
  }
}

extension RowReader {
  /// days, velocity, frequency, content, gain, state, engaged_first, engaged_last, touched, unreachable_at, score_days,
  /// scores, depth_days; `nil` where the first of them is.
  mutating func ownMomentum() throws(PostgresError) -> OwnMomentum? {
    guard let days: [PostgresDate] = try readOrNil() else {
      for _ in 0..<12 { try skip() }
      return nil
    }
    let (velocity, frequency, content) = (try int16s(), try int16s(), try int16s())
    let gain = try int32s()
    let state = try int16s()
    var steps: [History<OwnMomentum.Level>.Step] = []
    steps.reserveCapacity(days.count)
    for index in days.indices {
      guard index < velocity.count, index < frequency.count, index < content.count, index < gain.count,
        index < state.count
      else { throw .misread(column: 0, wanted: "arrays of one length", found: "\(days.count) days") }
      steps.append(
        .init(
          from: Day(days[index].days),
          content: OwnMomentum.Level(
            velocity: velocity[index], frequency: frequency[index], content: content[index],
            gain: Gain(quarters: gain[index]), state: state[index])))
    }
    let contacts = Contacts(
      engagedFirst: try timestamps(), engagedLast: try timestamps(), touched: try timestamps(),
      unreachableAt: try timestampOrNil())
    let (scored, scores) = (try dates(), try int32s())
    let depthDays = DepthDays(try read(ArrayWithNulls<Day>.self).elements)
    return OwnMomentum(
      history: History(steps: steps), contacts: contacts,
      score: History(steps: zip(scored, scores).map { .init(from: Day($0), content: $1) }), depthDays: depthDays)
  }
}

extension ValueSink where Self: ~Copyable {
  /// The columns that ``RowReader/ownMomentum()`` reads.
  mutating func add(_ own: OwnMomentum) {
    let steps = own.history.steps
    add(steps.map(\.from))
    add(steps.map { Int16(clamping: $0.content.velocity) })
    add(steps.map { Int16(clamping: $0.content.frequency) })
    add(steps.map { Int16(clamping: $0.content.content) })
    add(steps.map(\.content.gain.quarters))
    add(steps.map(\.content.state))
    addTimestamps(own.contacts.engagedFirst)
    addTimestamps(own.contacts.engagedLast)
    addTimestamps(own.contacts.touched)
    addTimestamp(own.contacts.unreachableAt)
    add(own.score.steps.map(\.from))
    add(own.score.steps.map(\.content))
    add(nullable: own.depthDays.days)
  }

  /// days, stakeholders, before, points, momentum, surging.
  mutating func add(_ account: AccountMomentum) {
    let steps = account.history.steps
    add(steps.map(\.from))
    add(steps.map { Int32(clamping: $0.content.stakeholders) })
    add(steps.map { Int32(clamping: $0.content.stakeholdersBefore) })
    add(steps.map { Int16(clamping: $0.content.points) })
    add(steps.map { Int32(clamping: $0.content.momentum) })
    add(steps.map(\.content.isSurging))
  }
}

/// What is stored of a generation's accounts, in order.
public struct StoredAccounts: Statement {
  public static let sql = SQLText(SQL.Timeline.storedAccounts)
  var tenant: TenantID
  var generation: Int32
  public init(tenant: TenantID, generation: Int32) {
    self.tenant = tenant
    self.generation = generation
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }
  public static func decode(
    _ row: inout RowReader
  ) throws(PostgresError) -> (account: AccountID, momentum: AccountMomentum) {
    let account: AccountID = try row.read()
    let days: [Day] = try row.read()
    let stakeholders: [Int32] = try row.read()
    let before: [Int32] = try row.read()
    let points: [Int16] = try row.read()
    let momentum: [Int32] = try row.read()
    let surging: [Bool] = try row.read()
    var steps: [History<AccountMomentum.Level>.Step] = []
    for index in days.indices {
      guard index < stakeholders.count, index < before.count, index < points.count, index < momentum.count,
        index < surging.count
      else { throw .misread(column: 1, wanted: "arrays of one length", found: "\(days.count) days") }
      steps.append(
        .init(
          from: days[index],
          content: AccountMomentum.Level(
            stakeholders: Int(stakeholders[index]), stakeholdersBefore: Int(before[index]),
            points: Int(points[index]), momentum: Int(momentum[index]), isSurging: surging[index])))
    }
    return (account, AccountMomentum(history: History(steps: steps)))
  }
}
