public import ArgumentParser
public import Engine
public import Terminal

extension Format: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(iso: argument) }
}
