import Dispatch

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
  let task = Task(operation: work)
  let sources = signals.map { number in
    // The source sees a signal only while the default action, which ends the process, is off.
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
    source.setEventHandler {
      if task.isCancelled { return onSecond() }
      task.cancel()
      onFirst()
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
