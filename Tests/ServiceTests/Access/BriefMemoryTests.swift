import Testing

@testable import Service

@Suite struct BriefMemoryTests {
  @Test func anAnswerIsKeptForItsTimeAndNoLonger() {
    var memory = BriefMemory<Int, String>(capacity: 10, for: .seconds(5))
    let start = ContinuousClock.now
    memory.keep("one", for: 1, from: start)
    #expect(memory.answer(to: 1, at: start) == "one")
    #expect(memory.answer(to: 1, at: start + .milliseconds(4_999)) == "one")
    #expect(memory.answer(to: 1, at: start + .seconds(5)) == nil)
    #expect(memory.answer(to: 2, at: start) == nil)
    memory.forget(1)
    #expect(memory.answer(to: 1, at: start) == nil)
  }

  @Test func itNeverHoldsMoreThanItMay() {
    var memory = BriefMemory<Int, Int>(capacity: 100, for: .seconds(5))
    let start = ContinuousClock.now
    for number in 0..<10_000 {
      memory.keep(number, for: number, from: start)
      #expect(memory.count <= 100)
      #expect(memory.answer(to: number, at: start) == number)
    }
    #expect(memory.answer(to: 9_960, at: start) == 9_960, "the last ones are still there")
    #expect(memory.answer(to: 0, at: start) == nil)
  }

  @Test func theNewestAnswerCountsAlsoWhereAnOlderHalfHasAnother() {
    var memory = BriefMemory<Int, String>(capacity: 4, for: .seconds(5))
    let start = ContinuousClock.now
    memory.keep("old", for: 1, from: start)
    memory.keep("two", for: 2, from: start)
    memory.keep("three", for: 3, from: start)
    memory.keep("new", for: 1, from: start)
    #expect(memory.answer(to: 1, at: start) == "new")
    memory.forget(1)
    #expect(memory.answer(to: 1, at: start) == nil)
  }
}
