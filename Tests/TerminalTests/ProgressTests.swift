import Synchronization
import Terminal
import Testing

@Suite struct ProgressTests {
  @Test func aLogGetsALineEveryTenSeconds() {
    var meter = ProgressMeter("importing leads.csv", unit: "rows", on: .plain)
    #expect(meter.text(.init(done: 1000, share: 0.1), after: .seconds(9)) == nil)
    #expect(
      meter.text(.init(done: 1_240_000, share: 0.62), after: .seconds(10))
        == "importing leads.csv: 62 %, 1,240,000 rows, 124,000 rows/s, 6 s left\n")
    #expect(meter.text(.init(done: 1_300_000, share: 0.65), after: .seconds(19)) == nil)
    #expect(meter.text(.init(done: 1_300_000, share: 0.65), after: .seconds(20)) != nil)
    #expect(meter.erasing.isEmpty)
  }

  @Test func aTerminalGetsABarThatFits() {
    var meter = ProgressMeter("importing", unit: "rows", on: Screen(width: 70, hasColours: false))
    let text = meter.text(.init(done: 50, share: 0.5), after: .seconds(5))
    #expect(text == "\rimporting  ██████████░░░░░░░░░░ 50 %  50 rows  10 rows/s  5 s left\u{1B}[K")
    var narrow = ProgressMeter("importing", unit: "rows", on: Screen(width: 12, hasColours: false))
    #expect(narrow.text(.init(done: 50, share: 0.5), after: .seconds(5)) == "\rimporting …\u{1B}[K")
  }

  @Test func whereTheWholeIsNotKnownNoTimeIsGuessed() {
    var meter = ProgressMeter("rebuilding", unit: "leads", on: .plain)
    #expect(
      meter.text(.init(done: 7), after: .seconds(14)) == "rebuilding: 7 leads\n")
  }

  @Test func whatWasDoneBeforeAResumeIsNoSpeed() {
    var meter = ProgressMeter("importing", unit: "rows", from: .init(done: 900, share: 0.9), on: .plain)
    #expect(
      meter.text(.init(done: 950, share: 0.95), after: .seconds(10))
        == "importing: 95 %, 950 rows, 5 rows/s, 10 s left\n")
  }

  @Test(arguments: [
    (0.0, "0 s"), (89, "89 s"), (90, "2 min"), (3599, "60 min"), (5400, "1 h 30 min"),
  ])
  func timeLeftIsSpokenInTheUnitOneWouldUse(seconds: Double, spoken: String) {
    var meter = ProgressMeter("x", unit: "rows", on: .plain)
    let share = 100 / (100 + seconds + 0.5)
    let text = meter.text(.init(share: share), after: .seconds(100))
    #expect(text == "x: \(Int(share * 100)) %, 0 rows, \(spoken) left\n")
  }

  @Test func aShareThatIsNoShareIsBroughtIntoBounds() {
    #expect(ProgressMeter.State(share: .nan).share == 0)
    #expect(ProgressMeter.State(share: 1.5).share == 1)
  }

  @Test func theBarIsGoneWhenTheWorkIsDoneOrHasFailed() async throws {
    struct Broken: Error {}
    for fails in [false, true] {
      let written = Written()
      let screen = Screen(width: 40, hasColours: false)
      _ = try? await withProgress("working", unit: "rows", on: screen, write: written.write) { tally in
        tally.report(done: 3)
        await written.first()
        if fails { throw Broken() }
      }
      #expect(written.all.last == "\r\u{1B}[K")
      #expect(written.all.first?.contains("working  3 rows") == true)
    }
  }

  @Test func quietWorkSaysNothing() async throws {
    let written = Written()
    try await withProgress("working", unit: "rows", on: .plain, isQuiet: true, write: written.write) {
      $0.report(done: 1)
    }
    #expect(written.all.isEmpty)
  }
}

/// What was written, and a way to wait for the first of it.
private final class Written: Sendable {
  private let state = Mutex<(texts: [String], waiting: CheckedContinuation<Void, Never>?)>(([], nil))

  var all: [String] { state.withLock(\.texts) }

  func write(_ text: String) {
    let waiting = state.withLock { state in
      state.texts.append(text)
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }

  func first() async {
    await withCheckedContinuation { continuation in
      let isWritten = state.withLock { state in
        if state.texts.isEmpty { state.waiting = continuation }
        return !state.texts.isEmpty
      }
      if isWritten { continuation.resume() }
    }
  }
}
