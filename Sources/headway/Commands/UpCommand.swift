import ArgumentParser

struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Everything in one process: the embedded database, migrations, workers, the service. Ctrl-C stops it.",
    discussion: """
      With --database or HEADWAY_DATABASE_URL it works on that database, which has to be migrated.
      HEADWAY_LISTEN says where the service listens (default: 127.0.0.1:8080).
      """)

  @OptionGroup var options: GlobalOptions

  func run() async throws { try await options.run([.worker, .service]) }
}
