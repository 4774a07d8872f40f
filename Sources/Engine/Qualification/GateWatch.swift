public import Definitions

extension TimelineBuilder {
  /// Those of some gates that hold on any day of the lead whose timeline was made last.
  ///
  /// - Parameter account: as it was given to ``finish(account:)``.
  public mutating func gatesEverHolding(among gates: Set<Gate>, account: AccountHistory? = nil) -> Set<Gate> {
    guard start(account: account) != nil else { return [] }
    var held: Set<Gate> = []
    while true {
      for gate in gates.subtracting(held) where sweep.program.holds(gate, &sweep.state) { held.insert(gate) }
      let next = sweep.nextDay
      guard next <= Sweep.horizon, held.count < gates.count else { return held }
      sweep.advance(to: next)
    }
  }
}
