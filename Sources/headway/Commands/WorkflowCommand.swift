import ArgumentParser
import Store
import Terminal

struct WorkflowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workflow", abstract: "What happens by itself when a lead moves; each is off until it is set.",
    subcommands: [WorkflowSet.self, WorkflowShow.self])
}

struct WorkflowSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Switch a workflow on or off.",
    discussion: Workflow.allCases.map { "\($0.rawValue): \($0.meaning)" }.joined(separator: "\n"))

  enum Position: String, ExpressibleByArgument, CaseIterable {
    case on, off
  }

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: ArgumentHelp("The workflow.", valueName: "hot|re_engagement|promotion"))
  var workflow: Workflow

  @Argument(help: ArgumentHelp("Whether it is to happen.", valueName: "on|off"))
  var position: Position

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      switch command.position {
      case .on:
        try await agency.database.write(
          SwitchWorkflowOn(tenant: tenant.id, workflow: command.workflow), as: tenant.id)
      case .off:
        try await agency.database.write(
          SwitchWorkflowOff(tenant: tenant.id, workflow: command.workflow), as: tenant.id)
      }
      try await agency.showWorkflows(of: tenant)
    }
  }
}

struct WorkflowShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Which workflows are on.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in try await agency.showWorkflows(of: try await agency.tenant(slug)) }
  }
}

extension Agency {
  fileprivate func showWorkflows(of tenant: Tenant) async throws {
    let on = Set(try await database.read(Workflows(tenant: tenant.id), as: tenant.id).compactMap(\.self))
    console.show(
      Table(
        ["workflow", "on", "what"],
        rows: Workflow.allCases.map { [.text($0.rawValue), .bool(on.contains($0)), .text($0.meaning)] }))
    if on.contains(.hot), try await database.read(SDRs(tenant: tenant.id), as: tenant.id).allSatisfy(\.isPaused) {
      console.warn("nobody takes hot leads yet: headway sdr add \(tenant.slug) NAME")
    }
  }
}

extension Workflow {
  fileprivate var meaning: String {
    switch self {
    case .hot: "a lead that turns hot is tagged hot-momentum and given to the SDR whose turn it is"
    case .reEngagement: "a lead that cools down, and was not touched for 7 days, stands on the re-engagement list"
    case .promotion: "a lead of stage lead with momentum 15 or more becomes an mql"
    }
  }
}
