import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Does the work so that Ctrl-C, or SIGTERM from whoever manages processes, cancels its task in place of ending the
/// process. The work then returns or throws in its own time, having kept what it kept.
///
/// A second signal ends the process at once: what is committed stays, the rest is rolled back by the server.
///
/// - Parameter onFirst: Called when the first one comes, to say that it was heard.
public func withInterruption<Result: Sendable>(
  onFirst: @escaping @Sendable () -> Void, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withInterruption(
    by: [SIGINT, SIGTERM], onFirst: onFirst, onSecond: { _exit(Failure.Kind.interrupted.rawValue) }, work)
}

func withInterruption<Result: Sendable>(
  by signals: [Int32], onFirst: @escaping @Sendable () -> Void, onSecond: @escaping @Sendable () -> Void,
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withSignals(
    signals,
    { count, task in
      if count > 1 { return onSecond() }
      task.cancel()
      onFirst()
    }, work)
}

/// The same for what serves until it is told to stop: the first signal asks it to, and it ends in its own time;
/// the second cancels its task; a third ends the process at once.
public func withStopSignals<Result: Sendable>(
  onFirst: @escaping @Sendable () -> Void, onSecond: @escaping @Sendable () -> Void,
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withSignals(
    [SIGINT, SIGTERM],
    { count, task in
      switch count {
      case 1: onFirst()
      case 2:
        task.cancel()
        onSecond()
      default: _exit(Failure.Kind.interrupted.rawValue)
      }
    }, work)
}

/// Runs the work in a task, and answers each signal, the first being 1.
private func withSignals<Result: Sendable>(
  _ signals: [Int32], _ answer: @escaping @Sendable (Int, Task<Result, any Error>) -> Void,
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  let task = Task(operation: work)
  let count = Mutex(0)
  let sources = signals.map { number in
    // The source sees a signal only while the default action, which ends the process, is off.
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
    source.setEventHandler {
      answer(
        count.withLock { count in
          count += 1
          return count
        }, task)
    }
    source.resume()
    return source
  }
  defer {
    sources.forEach { $0.cancel() }
    signals.forEach { signal($0, SIG_DFL) }
  }
  return try await withTaskCancellationHandler(operation: { try await task.value }, onCancel: { task.cancel() })
}
