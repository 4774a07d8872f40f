import ArgumentParser
import Definitions
import Delivery
import Store
import Terminal

struct SinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sink", abstract: "Where a tenant's alerts go: Slack, e-mail, webhooks.",
    subcommands: [SinkSet.self, SinkList.self, SinkShow.self, SinkRemove.self])

  @OptionGroup var options: GlobalOptions
}

struct SinkSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Make a tenant's sinks those of a file, and no others.",
    discussion: """
      A file with an error changes nothing. A webhook without a secret keeps the one that it has, or gets one, \
      which is shown this once. Then try them: headway alert test TENANT
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The list of sinks, as YAML; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  func run() async throws {
    let slug = tenant
    let plans = try SinkDocument.plans(in: try TextFile(file)).map { try FreshSecret(for: $0) }
    try await options.withAgency { agency in
      let sinks = agency.database.sinks(of: try await agency.tenant(slug).id)
      let gone = try await sinks.set(plans.map(\.plan)) { plan, old in
        plans.first { $0.plan.name == plan.name }?.completed(keepingThatOf: old) ?? plan
      }
      let now = try await sinks.all()
      let made = plans.filter { plan in now.contains { $0.sink.name == plan.plan.name && plan.isUsed(by: $0.sink) } }
      agency.console.show(
        Table(sinks: now, secrets: Dictionary(made.map { ($0.plan.name, $0.secret.text) }) { first, _ in first }),
        whenEmpty: "'\(slug)' has no sinks now")
      if !gone.isEmpty {
        agency.console.say("taken away, as the file has them no more: \(gone.joined(separator: ", "))")
      }
      if !made.isEmpty {
        agency.console.say("keep the secrets safe, and give them to the receivers: they are shown this once")
      }
    }
  }
}

struct SinkList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "A tenant's sinks, and what became of their messages.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      let sinks = agency.database.sinks(of: try await agency.tenant(slug).id)
      agency.console.show(
        Table(sinks: try await sinks.all()), whenEmpty: "there is no sink; set some: headway sink set \(slug) FILE")
    }
  }
}

struct SinkShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "One sink, and why its last message did not arrive.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The sink, as `sink list` names it.")
  var name: String

  func run() async throws {
    let (slug, name) = (tenant, name)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let sinks = agency.database.sinks(of: tenant.id)
      guard let sink = try await sinks.named(name) else { throw Failure(noSink: name, of: slug) }
      agency.console.show(Table(sink: sink, of: tenant))
    }
  }
}

struct SinkRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take a sink away. What waits for it is given up.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The sink, as `sink list` names it.")
  var name: String

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let (slug, name, yes) = (tenant, name, yes)
    try await options.withAgency { agency in
      let sinks = agency.database.sinks(of: try await agency.tenant(slug).id)
      guard let sink = try await sinks.named(name) else { throw Failure(noSink: name, of: slug) }
      try agency.console.confirmation(isGiven: yes).agree(
        to: "take away sink \(name) of '\(slug)' and give up its \(sink.waiting) waiting messages")
      guard try await sinks.remove(name) else { throw Failure(noSink: name, of: slug) }
      agency.console.say("sink \(name) is gone")
    }
  }
}

/// A sink to be set, with a secret at hand where it may turn out to need one.
private struct FreshSecret: Sendable {
  let plan: SinkPlan
  let secret: SigningSecret

  init(for plan: SinkPlan) throws {
    guard let secret = SigningSecret.random() else { throw Failure(.failed, "no secret could be made") }
    (self.plan, self.secret) = (plan, secret)
  }

  func isUsed(by sink: Sink) -> Bool {
    guard case .webhook(_, let secrets) = sink.target else { return false }
    return secrets == [secret]
  }

  func completed(keepingThatOf old: Sink?) -> SinkPlan {
    guard case .webhook(let url, let secrets) = plan.target, secrets.isEmpty else { return plan }
    var plan = plan
    if case .webhook(_, let kept)? = old?.target, !kept.isEmpty {
      plan.target = .webhook(url, secrets: kept)
    } else {
      plan.target = .webhook(url, secrets: [secret])
    }
    return plan
  }
}

extension SinkDocument {
  /// Reads a file. What is wrong with it goes to standard error as a compiler prints it.
  fileprivate static func plans(in file: TextFile) throws -> [SinkPlan] {
    do throws(Diagnostics) {
      return try read(file.text, file: file.name, allowsPlain: Environment.current.allowsPrivateTargets)
    } catch {
      StandardError.write(error.description + "\n")
      let count = error.errors.count
      throw Failure(.refused, "\(count == 1 ? "an error" : "\(count) errors"), nothing was changed", at: file.name)
    }
  }
}

extension Failure {
  init(noSink name: String, of slug: String) {
    self.init(.notFound, "'\(slug)' has no sink '\(name)'", advice: "headway sink list \(slug)")
  }
}
