/// It took longer than it may.
struct DeadlinePassed: Error {}

/// Runs `body`, and stops waiting for it when its time is over.
///
/// Stops *waiting*: a look-up in the system's resolver cannot be called back, and ends by itself.
func withDeadline<Value: Sendable>(
  _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  let (answers, answer) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
  let work = Task {
    do { answer.yield(.success(try await body())) } catch { answer.yield(.failure(error)) }
  }
  let bell = Task {
    try await Task.sleep(for: limit)
    answer.yield(.failure(DeadlinePassed()))
  }
  defer {
    work.cancel()
    bell.cancel()
  }
  for await result in answers { return try result.get() }
  throw CancellationError()
}
