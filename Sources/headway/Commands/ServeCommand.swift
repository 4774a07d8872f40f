import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "The service alone: intake, reading API and dashboard, until Ctrl-C.",
    discussion: """
      HEADWAY_LISTEN says where it listens (default: 127.0.0.1:8080). Several may run side by side behind a balancer;
      workers run beside them: headway worker. Ctrl-C, or SIGTERM, takes no new connection and answers what has begun.
      """)

  @OptionGroup var options: GlobalOptions

  func run() async throws { try await options.run(.service) }
}
