import Chance
import Engine
import NaiveEvaluator
import Store
import Synchronization
import Testing

@testable import Workers

/// What runs side by side in a worker, and who is told to stop.
@Suite struct SeatsTests {
  private static func jobs(_ count: Int) -> [LeasedJob] {
    (0..<count).map { LeasedJob(tenant: TenantID(1), id: Int64($0), token: 1, kind: .fold) }
  }

  /// Each waits for all others: were one not begun before another has ended, this would not end.
  @Test(.timeLimit(.minutes(60))) func whatTakesItsTimeRunsAllAtOnce() async {
    let (ends, end) = AsyncStream.makeStream(of: Int64.self)
    let begun = Mutex(0)
    let jobs = Self.jobs(500)
    let seats = Seats { job in
      begun.withLock { $0 += 1 }
      while begun.withLock({ $0 }) < jobs.count { await Task.yield() }
      end.yield(job.id)
    }
    seats.begin(Array(jobs[..<200]))
    seats.begin(Array(jobs[200...]))
    var ended: [Int64] = []
    for await id in ends {
      ended.append(id)
      if ended.count == jobs.count { break }
    }
    #expect(ended.sorted() == jobs.map(\.id))
  }

  /// Some are told to stop, before they have a seat, at their work, or when they are done. Those that wait for it are told, and nobody
  /// else, also who takes the next job where one was stopped.
  @Test(.timeLimit(.minutes(60)), arguments: 0..<40 as Range<UInt64>)
  func aStopMeetsItsJobAndNoOther(_ seed: UInt64) async {
    var random = SplitMix64(seed: seed)
    let jobs = Self.jobs(300)
    let chosen = Set(jobs.filter { _ in .random(in: 0..<4, using: &random) == 0 })
    let pauses = jobs.map { _ in Int.random(in: 0..<4, using: &random) }
    let (ends, end) = AsyncStream.makeStream(of: (LeasedJob, isStopped: Bool).self)
    let seats = Seats { job in
      if chosen.contains(job) {
        while !Task.isCancelled { await Task.yield() }
      } else {
        for _ in 0..<pauses[Int(job.id)] { await Task.yield() }
      }
      end.yield((job, Task.isCancelled))
    }
    let stopping = Task { [random] in
      var random = random
      for job in jobs.shuffled(using: &random) where chosen.contains(job) {
        await Task.yield()
        seats.cancel(job)
      }
    }
    let first = Int.random(in: 1..<jobs.count, using: &random)
    seats.begin(Array(jobs[..<first]))
    seats.begin(Array(jobs[first...]))
    await stopping.value
    // What was told before it was begun was told to nobody.
    for job in chosen { seats.cancel(job) }
    var stopped: [LeasedJob: Bool] = [:]
    for await (job, isStopped) in ends {
      #expect(stopped.updateValue(isStopped, forKey: job) == nil, "\(job.id) was done twice")
      if stopped.count == jobs.count { break }
    }
    #expect(Set(stopped.filter(\.value).keys) == chosen)
  }
}
