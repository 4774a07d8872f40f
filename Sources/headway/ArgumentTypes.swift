public import ArgumentParser
public import Definitions
public import Engine
import Intake
public import Store
public import Terminal

extension Format: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(iso: argument) }
}

extension Period: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }
}

extension Grain: ExpressibleByArgument {}

extension PortfolioOrder: ExpressibleByArgument {}

extension Tier: ExpressibleByArgument {}

extension Workflow: ExpressibleByArgument {}

extension LeadReference {
  /// What stands for a lead on the command line; where it can be none, why.
  static func argument(_ text: String) throws -> LeadReference {
    do {
      return try LeadReference(reading: text)
    } catch {
      throw ValidationError("it \(error)")
    }
  }
}

extension CatchUp: ExpressibleByArgument {}

extension ListedJob.State: ExpressibleByArgument {}
