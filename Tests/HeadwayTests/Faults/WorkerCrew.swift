import Foundation
import LibPQ
import TestSupport

/// `headway worker`, several times, and what a test does to them.
final class WorkerCrew {
  private let headway: InstalledHeadway
  private let mails: URL
  private var members: [ChildProcess] = []

  init(_ headway: InstalledHeadway) throws {
    self.headway = headway
    mails = headway.home.appending(path: "mails")
    try FileManager.default.createDirectory(at: mails, withIntermediateDirectories: true)
    let script = try headway.file(
      "sendmail", "#!/bin/sh\nmail=$(mktemp '\(mails.path)/mail-XXXXXXXX') && cat >\"$mail\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
  }

  /// Starts as many as are missing, and waits until all hear of new work.
  func complete(_ count: Int) async throws {
    let environment = headway.environment.merging(["HEADWAY_SENDMAIL": "\(headway.home.path)/sendmail"]) { $1 }
    while members.count < count { members.append(try HeadwayBinary.start(["worker"], environment: environment)) }
    // After half a minute an ear asks the server for a sign of life, with an empty query.
    try await headway.until(
      """
      select count(*) >= \(count) from pg_stat_activity
       where datname = current_database() and state = 'idle'
         and (query ilike 'listen%' or query = '' and backend_start < clock_timestamp() - interval '20 s')
      """)
  }

  /// How many jobs each of them is at work on, by its process.
  func running() async throws -> [Int32: Int] {
    let rows = try await headway.look(
      "select split_part(worker, ':', -1), sum(cardinality(jobs)) from work.hand group by 1")
    return Dictionary(rows.map { (Int32($0[0] ?? "") ?? 0, Int($0[1] ?? "") ?? 0) }) { $1 }
  }

  /// kill -9 of one of them.
  func kill(_ index: Int) -> Int32 {
    let victim = members.remove(at: index % members.count)
    Foundation.kill(victim.processIdentifier, SIGKILL)
    victim.waitUntilExit()
    return victim.processIdentifier
  }

  func kill(at process: Int32?) -> Int32 {
    kill(members.firstIndex { $0.processIdentifier == process } ?? 0)
  }

  func signal(_ index: Int, _ signal: Int32) -> Int32 {
    Foundation.kill(members[index].processIdentifier, signal)
    return members[index].processIdentifier
  }

  /// As if the leases of one had run out: what it held is anybody's now. `false`: it is stopped in the middle of
  /// sending rows (COPY), with locks that it holds until another worker ends its session, a minute later; then nothing
  /// was done.
  @discardableResult
  func age(_ process: Int32) async throws -> Bool {
    let mine = "select tenant_id from work.hand where worker like '%:\(process)'"
    do {
      _ = try await headway.look(
        """
        set lock_timeout = '8s';
        update core.refresh set touched_at = touched_at - interval '15 s' where tenant_id in (\(mine));
        update core.outbox set leased_until = clock_timestamp() where leased_until is not null and tenant_id in (\(mine));
        update work.hand set leased_until = clock_timestamp() where worker like '%:\(process)';
        """)
      return true
    } catch let error as PostgresError where error.isRefusal(.lockNotAvailable) {
      return false
    }
  }

  func dismiss() {
    for member in members {
      Foundation.kill(member.processIdentifier, SIGCONT)
      member.terminate()
    }
    for member in members { member.waitUntilExit() }
    members = []
  }
}

extension InstalledHeadway {
  /// Asks the database until it says yes.
  func until(_ question: String) async throws {
    let connection = try await Connection.open(place.conninfo)
    while try await connection.query(question) != [["t"]] {
      try Task.checkCancellation()
      try await connection.simple("select pg_sleep(0.01)")
    }
    await connection.close()
  }

  func number(_ text: String) async throws -> Int {
    try await look(text).first?.first.flatMap { $0 }.flatMap { Int($0) } ?? -1
  }
}
