public import Chance

extension SplitMix64 {
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// One of them; `elements` is never empty here.
  mutating func one<Element>(of elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

  mutating func maybe<Element>(_ percent: Int, _ make: (inout SplitMix64) -> Element) -> Element? {
    chance(percent) ? make(&self) : nil
  }
}
