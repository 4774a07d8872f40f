import Engine
import LibPQ
import Store
import Synchronization

/// Visitors that were answered and are not seen yet.
final class VisitorBook: Sendable {
  private let waiting = Mutex<[Visitor]>([])

  func add(_ visitor: Visitor) { waiting.withLock { $0.append(visitor) } }
  func take() -> [Visitor] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}

/// Looks every few milliseconds who is seen by now: its alert in the outbox, and then it in the report.
struct VisitorWatch {
  let database: BenchDatabase
  let book: VisitorBook
  let wanted: Int

  private static let rhythm: Duration = .milliseconds(5)
  /// Whoever is not seen after so long never will be.
  private static let patience: Duration = .seconds(60)

  /// Ends when as many are seen as are wanted.
  func run() async throws -> [Visitor] {
    try await database.asAdministrator { connection in
      var (waiting, seen): ([Visitor], [Visitor]) = ([], [])
      var last = ContinuousClock.now
      while seen.count < wanted {
        waiting += book.take()
        let told = try await told(waiting, on: connection)
        for email in told {
          guard let index = waiting.firstIndex(where: { $0.email == email }) else { continue }
          guard try await isReported(waiting[index]) else { continue }
          var visitor = waiting.remove(at: index)
          visitor.seen = .now
          last = .now
          seen.append(visitor)
        }
        guard ContinuousClock.now - last < Self.patience else {
          throw StoreError.unfit(
            reason: "of \(wanted) visitors \(seen.count) were seen, and \(waiting.count) were answered and are not")
        }
        try await Task.sleep(for: Self.rhythm)
      }
      return seen
    }
  }

  private func told(_ waiting: [Visitor], on connection: Connection) async throws -> [String] {
    guard !waiting.isEmpty else { return [] }
    let tenants = waiting.map { "\($0.tenant.id.rawValue)" }.joined(separator: ",")
    let emails = waiting.map { "\"\($0.email)\"" }.joined(separator: ",")
    let rows = try await connection.query(
      """
      select w.email from unnest('{\(tenants)}'::bigint[], '{\(emails)}'::text[]) as w (tenant_id, email)
       where exists (
         select from core.alert a
          where a.tenant_id = w.tenant_id and a.headline like w.email || '%'
            and exists (select from core.outbox o where o.tenant_id = a.tenant_id and o.alert_id = a.alert_id))
      """)
    return rows.compactMap { $0.first ?? nil }
  }

  /// As the service reads it in the client's context.
  private func isReported(_ visitor: Visitor) async throws -> Bool {
    try await database.service.read(as: visitor.tenant.id) { [email = visitor.email] session in
      try !session.query("select from report.momentum where email = '\(email)'").isEmpty
    }
  }
}
