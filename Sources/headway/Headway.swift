import ArgumentParser
import Terminal

@main
struct Headway: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headway",
    abstract: "Lead velocity rate for every client of an agency, from their own leads.",
    discussion: """
      Results go to standard output, everything else to standard error.
      Exit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 refused by a check (nothing changed), \
      5 database unreachable, 130 interrupted.

      Shell completions: headway completions bash|zsh|fish
      """,
    version: "0.1.0",
    subcommands: [
      UpCommand.self, ServeCommand.self, WorkerCommand.self, MigrateCommand.self, DoctorCommand.self,
      TenantCommand.self,
      SignInCommand.self, SignOutCommand.self, LinkCommand.self, KeyCommand.self, IntakeCommand.self, TokenCommand.self,
      LoginCommand.self, PsqlCommand.self,
      DefinitionCommand.self,
      ImportCommand.self, LeadCommand.self, LVRCommand.self, PortfolioCommand.self, CloseCommand.self,
      MomentumCommand.self, QueueCommand.self, ModelCommand.self,
      SDRCommand.self, WorkflowCommand.self, ExplainCommand.self, AlertCommand.self, SinkCommand.self,
      JobCommand.self, ScheduleCommand.self, RebuildCommand.self,
      BenchCommand.self, CompletionsCommand.self,
    ])

  @OptionGroup var options: GlobalOptions

  static func main() async {
    HeapSettings.apply()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }
}
