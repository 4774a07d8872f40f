/// Chance that repeats itself: the same seed gives the same values on every machine.
///
/// SplitMix64. Whole numbers and fractions are made here and not by the standard library,
/// whose way from bits to a range is not promised to stay.
struct Chance: Sendable {
  private var state: UInt64

  /// - Parameter purposes: what the values are for. Another purpose gives an unrelated
  ///   sequence, so that one more event in one life changes no other life.
  init(seed: UInt64, for purposes: String...) {
    state = seed
    for purpose in purposes {
      // FNV-1a; Swift's own hashes differ from run to run.
      for byte in purpose.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
      state = next()
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// From 0, below 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func happens(_ probability: Double) -> Bool { fraction() < probability }

  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    let count = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
  }

  /// - Parameter choices: not empty; they are all written in this module.
  mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[whole(0...choices.count - 1)] }

  /// One of the choices, each as often as its weight says.
  mutating func one<Choice>(of choices: [(Choice, Double)]) -> Choice {
    var left = fraction() * choices.reduce(0) { $0 + $1.1 }
    for (choice, weight) in choices {
      left -= weight
      if left < 0 { return choice }
    }
    return choices[choices.count - 1].0
  }
}
