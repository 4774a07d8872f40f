import ArgumentParser
import Store
import Terminal

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at the database, its server and what is waiting, and say how to mend what is wrong.",
    discussion: "Status 0 where nothing is wrong, 1 where something is; a warning alone is no failure.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let console = options.console
    let findings = try await examine()
    console.show(Table(findings))
    let bad = findings.count { $0.grade == .bad }
    let notable = findings.count { $0.grade == .notable }
    guard bad == 0 else {
      console.say("\(bad) \(bad == 1 ? "thing is" : "things are") wrong")
      throw ExitCode(Failure.Kind.failed.rawValue)
    }
    console.say(notable == 0 ? "all is well" : "nothing is wrong, \(notable) to look after")
  }

  /// A database without Headway in it, or of another version, is a finding like any other.
  private func examine() async throws -> [Finding] {
    do {
      return try await options.withAgency { try await $0.database.examine() }
    } catch StoreError.notMigrated(let reason) {
      return [Finding(check: "schema", grade: .bad, what: reason, remedy: "headway migrate")]
    }
  }
}

extension Table {
  fileprivate init(_ findings: [Finding]) {
    self.init(
      [Column("check", isFlexible: false), Column("state", isFlexible: false), "finding", "remedy"],
      rows: findings.map {
        [.text($0.check), .text($0.grade.rawValue, ink: $0.grade.ink), .text($0.what), .text($0.remedy)]
      })
  }
}

extension Finding.Grade {
  fileprivate var ink: Ink {
    switch self {
    case .good: .good
    case .notable: .notable
    case .bad: .bad
    }
  }
}

extension Agency {
  /// Refuses to begin long work on a database that is not safe: a lint finds something, the server has
  /// known holes, or our own logins may more than they should.
  func requireSoundness() async throws {
    let bad = try await database.examine(Check.beforeWork).filter { $0.grade == .bad }
    guard let first = bad.first else { return }
    let list = bad.map { "\($0.check): \($0.what)" }.joined(separator: "\n  ")
    throw Failure(
      .refused, "this database is not safe to work on:\n  \(list)",
      advice: bad.count == 1 ? first.remedy : "headway doctor says how to mend each of them")
  }
}
