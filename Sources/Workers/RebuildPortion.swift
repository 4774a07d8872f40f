import Definitions
import Engine
import Store

/// What of a client is in memory at once while it is rebuilt: so many leads or accounts, and fewer where each is much.
///
/// Leads differ: one with ten times the events takes ten times the memory.
struct PortionLimit {
  let count: Int
  /// Roughly.
  let bytes: Int

  func isReached(count: Int, bytes: Int) -> Bool { count >= self.count || bytes >= self.bytes }
}

extension Rebuild {
  /// Leads of the log in order of id; the last may have none.
  struct Portion: Sendable {
    private(set) var results: [LeadResult] = []
    private(set) var bytes = 0
    var isLast = false
    /// Of the first, under what somebody was marked in the snapshot that is read: the marks themselves may be as many as the leads.
    var tokens: Set<Int64> = []

    mutating func append(_ result: LeadResult) {
      bytes += result.bytes
      results.append(result)
    }
  }

  /// Accounts that are stored at once, and of whom something will be to tell. A watch of the old
  /// figures that stays beside them does no harm: when its day comes, there is nothing to tell.
  struct AccountBatch: Sendable {
    private(set) var accounts: [AccountResult] = []
    private(set) var bytes = 0
    var watches: [(watch: Watch, due: Day)] = []

    /// Nobody asks for its members any more, and they are the bulk.
    mutating func append(_ result: AccountResult) {
      bytes += MemoryLayout<AccountResult>.size + (result.momentum?.history.steps.count ?? 0) * Self.step
      accounts.append(AccountResult(account: result.account, momentum: result.momentum, members: []))
    }

    private static let step = MemoryLayout<History<AccountMomentum.Level>.Step>.stride
  }
}

extension LeadResult {
  /// Roughly what it takes: its lists and its texts.
  fileprivate var bytes: Int {
    var bytes = MemoryLayout<LeadResult>.size
    if let timeline { bytes += timeline.spans.count * MemoryLayout<Timeline.Span>.stride }
    if let profile {
      bytes += profile.attributes.utf8.count + profile.accountAttributes.utf8.count
      bytes += profile.stages.steps.count * MemoryLayout<History<Stage>.Step>.stride
    }
    guard let momentum else { return bytes }
    let contacts = momentum.contacts
    bytes += (contacts.engagedFirst.count + contacts.engagedLast.count + contacts.touched.count) * 8
    bytes += momentum.score.steps.count * MemoryLayout<History<Int32>.Step>.stride
    return bytes + momentum.history.steps.count * MemoryLayout<History<OwnMomentum.Level>.Step>.stride
  }
}
