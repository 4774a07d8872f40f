import Foundation

/// How many seconds the work took.
func seconds(_ work: () async throws -> Void) async throws -> Double {
  let start = ContinuousClock.now
  try await work()
  return (ContinuousClock.now - start) / .seconds(1)
}

/// How many seconds of one core the work took, whatever else the machine was doing, and its result.
func coreSeconds<Result>(_ work: () throws -> Result) rethrows -> (seconds: Double, Result) {
  let start = threadTime()
  let result = try work()
  // A little work on a coarse clock is not infinitely fast.
  return (max(threadTime() - start, 1e-9), result)
}

private func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
