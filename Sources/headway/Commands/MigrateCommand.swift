import ArgumentParser
import Store
import Terminal

struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring the database up to date: roles, migrations, code, report views, the service's logins.",
    discussion: """
      Takes an administrator's URL, makes the logins that every other command works with, and keeps them in \
      $HEADWAY_HOME/connections. Safe to repeat, and to run twice at once.
      """)

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  func run() async throws {
    let (console, dryRun) = (options.console, dryRun)
    let plan = try await options.withInstallation { installation in
      let migrator = installation.migrator { console.say($0) }
      return dryRun ? try await migrator.plan() : try await installation.migrate { console.say($0) }
    }
    console.show(Table(plan), whenEmpty: "the database is up to date")
  }
}

extension Table {
  fileprivate init(_ plan: MigrationPlan) {
    self.init(["step", "name"])
    for name in plan.pending { append(["migration", .text(name)]) }
    if plan.codeIsStale { append(["code", "functions, policies and report views"]) }
    for name in plan.missingLogins { append(["login", .text(name)]) }
    for name in plan.unsetLogins { append(["settings", .text(name)]) }
  }
}
