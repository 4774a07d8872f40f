internal import Definitions
internal import Engine
internal import LibPQ
internal import SQLCatalog

/// The rows that a generation has of one lead: columns of a COPY where there are many leads, parameters of a statement
/// where there are few.
struct LandedRow: Sendable {
  var tenant: TenantID
  var generation: Int32
  var result: LeadResult

  /// So many rows are parameters of a statement. Tables of the session are emptied by every commit that touched them,
  /// and a COPY is four round trips: with a few rows that is most of the work (Docs/Decisions/0033).
  static let few = 50

  func addQualification(to sink: inout some ValueSink & ~Copyable) {
    guard let timeline = result.timeline else { return }
    addKey(to: &sink)
    sink.add(timeline.createdDay)
    sink.add(timeline.channel)
    sink.addDateRanges(timeline.spans.map { DayRange(from: $0.from.number, to: $0.to?.number) })
    sink.add(timeline.spans.compactMap { $0.reason?.rawValue })
    sink.add(timeline.passedOn)
  }

  func addProfile(to sink: inout some ValueSink & ~Copyable) {
    guard let profile = result.profile else { return }
    addKey(to: &sink)
    sink.add(profile.account)
    sink.add(profile.stage.name)
    sink.add(profile.externalID)
    sink.add(profile.email)
    sink.add(profile.name)
    sink.add(profile.title)
    sink.addJSON(profile.attributes)
    sink.add(profile.stages.steps.map(\.from))
    sink.add(profile.stages.steps.map(\.content.name))
    sink.addJSON(profile.accountAttributes)
  }

  func addMomentum(to sink: inout some ValueSink & ~Copyable) {
    guard let own = result.momentum else { return }
    addKey(to: &sink)
    sink.add(own)
  }

  private func addKey(to sink: inout some ValueSink & ~Copyable) {
    sink.add(tenant)
    sink.add(generation)
    sink.add(result.lead)
  }
}

struct PutQualification: RowStatement {
  static let texts = RowTexts(SQLText(SQL.Timeline.putQualification))
  var row: LandedRow
  func bind(_ parameters: inout Parameters) { row.addQualification(to: &parameters) }
}

struct PutProfile: RowStatement {
  static let texts = RowTexts(SQLText(SQL.Timeline.putProfile))
  var row: LandedRow
  func bind(_ parameters: inout Parameters) { row.addProfile(to: &parameters) }
}

struct PutMomentum: RowStatement {
  static let texts = RowTexts(SQLText(SQL.Timeline.putMomentum))
  var row: LandedRow
  func bind(_ parameters: inout Parameters) { row.addMomentum(to: &parameters) }
}

struct PutAccount: RowStatement {
  static let texts = RowTexts(SQLText(SQL.Timeline.putAccount))
  var tenant: TenantID
  var generation: Int32
  var account: AccountID
  var momentum: AccountMomentum
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(account)
    parameters.add(momentum)
  }
}
