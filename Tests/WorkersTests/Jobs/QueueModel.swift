import Engine
import Store

@testable import Workers

/// The queue's rules once more, in memory and as plainly as they can be said: what schema `work` promises
/// (Docs/Jobs.md). Time is a number of milliseconds that only the test moves.
struct QueueModel: SimulatedQueue {
  /// One rule broken, to see that the tests notice.
  enum Break: CaseIterable {
    case noFencing, clockOfTransaction, firstComeFirstServed, noRescue, finishKeepsJob
  }

  struct Row {
    var job: LeasedJob
    var runAt: Int
    var leasedUntil: Int?
    var worker: Int?
  }

  private(set) var rows: [Row] = []
  private(set) var dead: [(job: LeasedJob, reason: String)] = []
  private(set) var effects: [Int64: Int] = [:]
  private(set) var terminal: [Int64: Int] = [:]
  private var nextID: Int64 = 1
  let terms: Jobs.Terms
  let broken: Break?

  init(terms: Jobs.Terms = Jobs.Terms(), broken: Break? = nil) {
    self.terms = terms
    self.broken = broken
  }

  private var lease: Int { Int(terms.lease.components.seconds) * 1000 }

  mutating func enqueue(_ tenant: Int64, subject: String, at now: Int) {
    let job = LeasedJob(
      tenant: TenantID(tenant), id: nextID, token: 0, kind: .refresh, subject: subject, dueSince: Int64(now))
    guard !rows.contains(where: { $0.leasedUntil == nil && $0.job.isSame(as: job) }) else { return }
    nextID += 1
    rows.append(Row(job: job, runAt: now))
  }

  /// - Parameters:
  ///   - began: when the transaction began that the claim is carried out in at `now`.
  mutating func claim(_ wanted: Int, after tenant: Int64, by worker: Int, at now: Int, began: Int) -> [LeasedJob] {
    let moment = broken == .clockOfTransaction ? began : now
    var taken: [LeasedJob] = []
    for index in rows.indices where taken.count < wanted && broken != .noRescue {
      guard let until = rows[index].leasedUntil, until <= moment else { continue }
      rows[index].job.crashes += 1
      if rows[index].job.crashes < terms.crashLimit { taken.append(hand(index, to: worker, moment)) }
    }
    for row in rows where row.leasedUntil != nil && row.job.crashes >= terms.crashLimit { bury(row, "crashed") }
    rows.removeAll { $0.leasedUntil != nil && $0.job.crashes >= terms.crashLimit }
    // One of each tenant in turn, until the places or the tenants are used up.
    var isFruitful = true
    while isFruitful && taken.count < wanted {
      isFruitful = false
      for tenant in circle(after: tenant) where taken.count < wanted {
        let due = rows.indices.filter { isDue(rows[$0], at: moment) && rows[$0].job.tenant.rawValue == tenant }
        guard let index = due.min(by: { rows[$0].runAt < rows[$1].runAt }), free(tenant) > 0 else { continue }
        taken.append(hand(index, to: worker, moment))
        isFruitful = true
      }
    }
    return taken
  }

  private func circle(after tenant: Int64) -> [Int64] {
    if broken == .firstComeFirstServed {
      let first = rows.filter { $0.leasedUntil == nil }.min { $0.runAt < $1.runAt }
      return first.map { [$0.job.tenant.rawValue] } ?? []
    }
    let all = Set(rows.map(\.job.tenant.rawValue)).sorted()
    return all.filter { $0 > tenant } + all.filter { $0 <= tenant }
  }

  private func isDue(_ row: Row, at now: Int) -> Bool {
    row.leasedUntil == nil && row.runAt <= now
      && !rows.contains { $0.leasedUntil != nil && $0.job.isSame(as: row.job) }
  }

  private func free(_ tenant: Int64) -> Int {
    if broken == .firstComeFirstServed { return .max }
    return terms.capPerTenant - rows.count { $0.leasedUntil != nil && $0.job.tenant.rawValue == tenant }
  }

  private mutating func hand(_ index: Int, to worker: Int, _ now: Int) -> LeasedJob {
    rows[index].job.token += 1
    rows[index].leasedUntil = now + lease
    rows[index].worker = worker
    return rows[index].job
  }

  mutating func extend(_ jobs: [LeasedJob], by worker: Int, at now: Int) -> Set<LeasedJob> {
    var alive: Set<LeasedJob> = []
    for job in jobs {
      guard let index = held(job) else { continue }
      rows[index].leasedUntil = now + lease
      alive.insert(job)
    }
    return alive
  }

  mutating func commit(_ job: LeasedJob, by worker: Int, at now: Int) -> Bool {
    guard let index = held(job) else { return false }
    effects[job.id, default: 0] += 1
    terminal[job.id, default: 0] += 1
    if broken != .finishKeepsJob { rows.remove(at: index) }
    return true
  }

  /// What is not committed never was.
  mutating func breakOff(_ job: LeasedJob, by worker: Int, at now: Int) {}

  func holds(_ job: LeasedJob, by worker: Int, at now: Int) -> Bool { held(job) != nil }

  var waitingTenants: [Int64] { rows.filter { $0.leasedUntil == nil }.map(\.job.tenant.rawValue) }
  var left: [Int64] { rows.map(\.job.id) }

  mutating func giveBack(_ job: LeasedJob, by worker: Int, after pause: Int, failed: Bool, at now: Int) {
    guard let index = held(job) else { return }
    var row = rows.remove(at: index)
    if failed { row.job.attempts += 1 }
    guard row.job.attempts < terms.attemptLimit else {
      bury(row, "failed")
      return
    }
    row.leasedUntil = nil
    row.runAt = now + pause
    if let twin = rows.firstIndex(where: { $0.leasedUntil == nil && $0.job.isSame(as: row.job) }) {
      // The one that waits is the next attempt; this one's work is its work.
      rows[twin].job.attempts = row.job.attempts
      rows[twin].job.crashes = row.job.crashes
      rows[twin].runAt = failed ? max(rows[twin].runAt, row.runAt) : min(rows[twin].runAt, row.runAt)
      terminal[row.job.id, default: 0] += 1
    } else {
      rows.append(row)
    }
  }

  private mutating func bury(_ row: Row, _ reason: String) {
    terminal[row.job.id, default: 0] += 1
    dead.append((row.job, reason))
  }

  private func held(_ job: LeasedJob) -> Int? {
    rows.firstIndex {
      $0.job.id == job.id && $0.leasedUntil != nil && (broken == .noFencing || $0.job.token == job.token)
    }
  }
}

extension LeasedJob {
  fileprivate func isSame(as other: LeasedJob) -> Bool {
    tenant == other.tenant && kind == other.kind && subject == other.subject
  }
}
