/// How many seconds the work took.
func seconds(_ work: () async throws -> Void) async throws -> Double {
  let start = ContinuousClock.now
  try await work()
  return (ContinuousClock.now - start) / .seconds(1)
}

/// How many seconds of one core the work took, whatever else the machine was doing, and its result.
func coreSeconds<Result>(_ work: () throws -> Result) rethrows -> (seconds: Double, Result) {
  let start = CoreTime.thread.seconds
  let result = try work()
  // A little work on a coarse clock is not infinitely fast.
  return (max(CoreTime.thread.seconds - start, 1e-9), result)
}
