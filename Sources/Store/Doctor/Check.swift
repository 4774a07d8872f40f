internal import LibPQ

/// One thing that `headway doctor` looks at. Each stands in a file of its own; to add one, write it and
/// name it in `all`.
public struct Check: Sendable {
  /// What a person sees: one word, or two.
  public let name: String
  private let look: @Sendable (_ check: Check, _ patient: Patient) async throws -> [Finding]

  init(_ name: String, _ look: @escaping @Sendable (_ check: Check, _ patient: Patient) async throws -> [Finding]) {
    self.name = name
    self.look = look
  }

  /// In the order in which a person mends them.
  public static let all: [Check] = [
    .connection, .server, .rights, .schema, .lints, .clock, .zones, .tenants, .lag, .work, .schedules, .delivery,
    .imports, .logins,
  ]

  /// What has to be right before a process that serves or works for long may begin (`Docs/Isolation.md`).
  public static let beforeWork: [Check] = [.server, .rights, .lints]

  /// Never throws: what cannot be looked at is wrong.
  func findings(on patient: Patient) async throws(CancellationError) -> [Finding] {
    do {
      return try await look(self, patient)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return [
        .bad(self, "could not be looked at: \(error)", remedy: "headway migrate brings roles and rights up to date")
      ]
    }
  }
}

/// What the checks look at.
struct Patient: Sendable {
  let database: Database
  /// All, whatever their state.
  let tenants: [Tenant]

  /// Asks the same of every tenant that is open, a few at a time.
  func ofEachOpenTenant<S: Statement & Sendable>(
    _ statement: @escaping @Sendable (Tenant) -> S
  ) async throws -> [(tenant: Tenant, rows: [S.Row])] where S.Row: Sendable {
    var open = tenants.filter { $0.state == .active }[...]
    return try await withThrowingTaskGroup(of: (Tenant, [S.Row]).self) { group in
      func begin() {
        guard let tenant = open.popFirst() else { return }
        group.addTask { [database] in (tenant, try await database.read(statement(tenant), as: tenant.id)) }
      }
      for _ in 0..<4 { begin() }
      var answers: [(tenant: Tenant, rows: [S.Row])] = []
      while let answer = try await group.next() {
        answers.append((answer.0, answer.1))
        begin()
      }
      return answers.sorted { $0.tenant.slug < $1.tenant.slug }
    }
  }
}

extension Database {
  /// Looks at itself. Throws where nobody answers at all.
  public func examine(_ checks: [Check] = Check.all) async throws -> [Finding] {
    let patient = Patient(database: self, tenants: try await tenants.all())
    var findings: [Finding] = []
    for check in checks { findings += try await check.findings(on: patient) }
    return findings
  }
}

/// A few names of many, for a sentence.
func some(_ names: [String], of limit: Int = 5) -> String {
  names.prefix(limit).joined(separator: ", ") + (names.count > limit ? " and \(names.count - limit) more" : "")
}

/// `90 s`, `5 min`, `3 h`, `2 days`.
func spoken(seconds: Int64) -> String {
  switch seconds {
  case ..<120: "\(seconds) s"
  case ..<7_200: "\(seconds / 60) min"
  case ..<172_800: "\(seconds / 3_600) h"
  default: "\(seconds / 86_400) days"
  }
}
