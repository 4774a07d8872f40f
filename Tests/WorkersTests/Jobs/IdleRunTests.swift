import Engine
import Store
import Synchronization
import Testing
import Workers

/// When a worker that is to end with its work says that there is none left.
@Suite struct IdleRunTests {
  /// Found in a benchmark of four workers, one run in fifty: a claim found nothing, because of what another's jobs held
  /// back, and the worker went while its next claim was under way. What that brought was given back, and there
  /// was nobody left to do it.
  @Test(.timeLimit(.minutes(60))) func nobodyGoesWhileAClaimIsUnderWay() async {
    let queue = ScriptedQueue(claims: [[1], [], [2], []])
    let done = Mutex<[Int64]>([])
    var settings = LeaseMachine.Settings()
    settings.places = [.compute: 4]
    let runner = JobRunner(
      queue,
      handlers: [
        .fold: { job in
          done.withLock { $0.append(job.id) }
          return .done
        }
      ], settings: settings)
    await runner.run(untilIdle: true)
    #expect(done.withLock { $0 } == [1, 2])
    #expect(queue.givenBack.isEmpty)
  }
}

/// Answers claims as they are written down, and then with nothing.
private final class ScriptedQueue: JobQueue {
  private struct Script {
    var claims: [[Int64]]
    var givenBack: [Int64] = []
  }

  private let script: Mutex<Script>

  init(claims: [[Int64]]) { script = Mutex(Script(claims: claims)) }

  var givenBack: [Int64] { script.withLock { $0.givenBack } }

  func claim(_ wanted: Int, in lane: Lane) async -> [LeasedJob] {
    let numbers = script.withLock { $0.claims.isEmpty ? [] : $0.claims.removeFirst() }
    return numbers.map { LeasedJob(tenant: TenantID(1), id: $0, token: 1, kind: .fold) }
  }

  func extend(_ jobs: [LeasedJob]) async -> Set<LeasedJob> { Set(jobs) }
  func finish(_ jobs: [LeasedJob]) async -> Set<LeasedJob> { [] }
  func holds(_ job: LeasedJob) async -> Bool { true }

  func giveBack(_ job: LeasedJob, after pause: Duration, failed reason: String?) async -> Jobs.GivenBack? {
    script.withLock { $0.givenBack.append(job.id) }
    return .waiting
  }
}
