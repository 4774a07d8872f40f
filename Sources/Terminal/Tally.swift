import Synchronization

/// Where long work says how far it is. Cheap enough to be told of every batch.
public final class Tally: Sendable {
  private let state: Mutex<ProgressMeter.State>

  init(from first: ProgressMeter.State) { state = Mutex(first) }

  public func report(done: Int, share: Double? = nil) {
    let now = ProgressMeter.State(done: done, share: share)
    state.withLock { $0 = now }
  }

  /// So many more are done.
  public func add(_ count: Int) {
    state.withLock { $0 = ProgressMeter.State(done: $0.done + count, share: $0.share) }
  }

  var current: ProgressMeter.State { state.withLock(\.self) }
}

/// Does the work and says on standard error how far it is, even while the work waits for something.
///
/// - Parameters:
///   - isQuiet: Say nothing (`--quiet`).
///   - write: Where it is said.
///   - clock: What ten seconds are measured by.
public func withProgress<Result: Sendable>(
  _ label: String, unit: String, from first: ProgressMeter.State = .init(), on screen: Screen, isQuiet: Bool = false,
  write: @escaping @Sendable (String) -> Void = StandardError.write,
  clock: some Clock<Duration> = ContinuousClock(),
  _ work: @escaping @Sendable (Tally) async throws -> Result
) async throws -> Result {
  let tally = Tally(from: first)
  if isQuiet { return try await work(tally) }
  let meter = ProgressMeter(label, unit: unit, from: first, on: screen)
  let teller = Task { await tell(of: tally, by: meter, write: write, clock: clock) }
  do {
    let result = try await work(tally)
    await teller.finish(by: meter, write: write)
    return result
  } catch {
    await teller.finish(by: meter, write: write)
    throw error
  }
}

private func tell(
  of tally: Tally, by meter: ProgressMeter, write: @Sendable (String) -> Void, clock: some Clock<Duration>
) async {
  var meter = meter
  let start = clock.now
  while (try? await clock.sleep(for: meter.interval)) != nil {
    if let text = meter.text(tally.current, after: start.duration(to: clock.now)) { write(text) }
  }
}

extension Task where Success == Void, Failure == Never {
  /// Stops telling, and takes the bar away once nothing can draw it again.
  fileprivate func finish(by meter: ProgressMeter, write: @Sendable (String) -> Void) async {
    cancel()
    await value
    write(meter.erasing)
  }
}
