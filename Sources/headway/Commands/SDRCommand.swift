import ArgumentParser
import Store
import Terminal

struct SDRCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sdr", abstract: "The people who call, in the order of their turns.",
    discussion: "While the workflow `hot` is on, a lead that turns hot goes to the one whose turn it is.",
    subcommands: [SDRAdd.self, SDRList.self, SDRPause.self])
}

struct SDRAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add somebody to the rotation, or bring them back from a pause.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The person's name, as it shall stand on call lists.")
  var name: String

  @Option(help: "Their e-mail address.")
  var email: String?

  func validate() throws {
    if name.trimmed.isEmpty || name.count > 100 { throw ValidationError("A name has 1 to 100 characters.") }
  }

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      try await agency.database.write(
        PutSDR(tenant: tenant.id, name: command.name.trimmed, email: command.email), as: tenant.id)
      try await agency.showSDRs(of: tenant)
    }
  }
}

struct SDRList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Everybody in the rotation, the next one first.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in try await agency.showSDRs(of: try await agency.tenant(slug)) }
  }
}

struct SDRPause: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Give somebody no new leads; they keep theirs. `sdr add` brings them back.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The person's name.")
  var name: String

  func run() async throws {
    let (slug, name) = (tenant, name.trimmed)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let paused = try await agency.database.write(
        PauseSDR(tenant: tenant.id, name: name, isPaused: true), as: tenant.id)
      guard !paused.isEmpty else {
        throw Failure(.notFound, "nobody is called '\(name)' at \(slug)", advice: "headway sdr list \(slug)")
      }
      try await agency.showSDRs(of: tenant)
    }
  }
}

extension Agency {
  fileprivate func showSDRs(of tenant: Tenant) async throws {
    let all = try await database.read(SDRs(tenant: tenant.id), as: tenant.id)
    if all.isEmpty, console.format == .table {
      return console.say("nobody yet: headway sdr add \(tenant.slug) NAME --email ADDRESS")
    }
    console.show(
      Table(
        ["name", "email", "paused", "leads"],
        rows: all.map { [.text($0.name), .text($0.email), .bool($0.isPaused), .int($0.leads)] }))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
