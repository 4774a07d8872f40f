import Definitions

/// Collects the stage changes of one lead: stage events, dated columns, bare stages, deals won.
///
/// Source: `Docs/Metrics.md`, section 2, "Stages".
struct StageChanges {
  struct Change {
    let moment: Moment
    let stage: Stage
    /// The row of the leads or deals file that says so; `nil` for a stage event.
    let row: Arrival?
  }

  /// The `stage` column of one row.
  struct Bare {
    let arrival: Arrival
    let source: SourceKind
    let stage: Stage
    /// The row's `updated_at`, else the day it was received; never the created day.
    let moment: Moment
    /// The row has a date for this very stage: then that is the change, and this only repeats it.
    let isDated: Bool
  }

  private var dated: [Change] = []
  private var bare: [Bare] = []

  mutating func add(_ stage: Stage, at moment: Moment, row: Arrival? = nil) {
    dated.append(Change(moment: moment, stage: stage, row: row))
  }

  mutating func add(bare stage: Bare) { bare.append(stage) }

  mutating func removeAll() {
    dated.removeAll(keepingCapacity: true)
    bare.removeAll(keepingCapacity: true)
  }

  /// Those bare stages that are a change: they differ from the last one received from the
  /// same kind of source.
  func bareChanges() -> [Bare] {
    guard !bare.isEmpty else { return [] }
    var lastFrom: [SourceKind: Stage] = [:]
    return bare.sorted { $0.arrival < $1.arrival }.filter { row in
      defer { lastFrom[row.source] = row.stage }
      return lastFrom[row.source] != row.stage && !row.isDated
    }
  }

  /// Every change, by time.
  func all() -> [Change] {
    let undated = bareChanges().map { Change(moment: $0.moment, stage: $0.stage, row: $0.arrival) }
    let changes = dated + undated
    guard changes.count > 1 else { return changes }
    return changes.sorted { ($0.moment, $0.stage.rawValue) < ($1.moment, $1.stage.rawValue) }
  }
}

extension [StageChanges.Change] {
  /// Those that count as events though none was sent. The same event twice is one event, and a
  /// column repeats its own with every file.
  ///
  /// By time; what is said twice is said next to each other.
  var rowsAsEvents: [StageChanges.Change] {
    var events: [StageChanges.Change] = []
    for change in self where change.row != nil {
      if let last = events.last, last.moment == change.moment, last.stage == change.stage { continue }
      events.append(change)
    }
    return events
  }
}

extension History<Stage> {
  /// The stage at the end of every day from the created one on; before the first step `lead`.
  ///
  /// - Parameter changes: by time. Those dated before the created day count on it, in the
  ///   order of their own times.
  init(of changes: [StageChanges.Change], created: Day) {
    self.init()
    var first = 0
    while first < changes.count {
      let day = changes[first].moment.day
      let end = changes[first...].firstIndex { $0.moment.day != day } ?? changes.count
      append(Self.last(of: changes[first..<end]), from: max(day, created))
      first = end
    }
  }

  /// The stage at the end of a day of changes: that of the latest time. A date alone ties with
  /// all of its day, and on a tie the later stage wins, `disqualified` being the last.
  private static func last(of changes: ArraySlice<StageChanges.Change>) -> Stage {
    let latest = changes.last { !$0.moment.wholeDay }?.moment
    var winner = Stage.lead
    for change in changes where change.moment.wholeDay || change.moment == latest {
      if change.stage.rawValue > winner.rawValue { winner = change.stage }
    }
    return winner
  }
}
