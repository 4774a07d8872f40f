@testable import LibPQ
import TestSupport
import Testing

@Suite struct PoolMachineTests {
  private typealias Machine = PoolMachine<String>

  private func isConnect(_ grant: Machine.Grant?) -> Bool { if case .connect = grant { true } else { false } }
  private func isClosed(_ grant: Machine.Grant?) -> Bool { if case .closed = grant { true } else { false } }
  private func used(_ grant: Machine.Grant?) -> String? { if case .use(let name) = grant { name } else { nil } }

  @Test func placesAreFilledFirstAndThenOneWaits() {
    var machine = Machine(size: 2)
    #expect(isConnect(machine.ask()) && isConnect(machine.ask()))
    #expect(machine.ask() == nil)
    #expect(machine.giveBack("a") == nil)
    #expect(used(machine.ask()) == "a")
  }

  @Test func whatComesBackGoesToWhoHasWaitedLongest() {
    var machine = Machine(size: 1)
    _ = machine.ask()
    let waiters = (0..<3).map { _ in machine.makeWaiter() }
    for waiter in waiters { machine.queue(waiter, until: .never) }
    #expect(machine.leave(waiters[1]) && !machine.leave(waiters[1]))
    let first = machine.giveBack("a")
    #expect(first?.waiter == waiters[0] && used(first?.grant) == "a")
    let second = machine.giveBack(nil)
    #expect(second?.waiter == waiters[2] && isConnect(second?.grant))
    #expect(machine.giveBack(nil) == nil && machine.taken == 0)
  }

  @Test func whoeverWaitsTooLongLeavesTheQueue() {
    var machine = Machine(size: 1)
    _ = machine.ask()
    let (early, late) = (machine.makeWaiter(), machine.makeWaiter())
    machine.queue(early, until: .after(.seconds(-1)))
    machine.queue(late, until: .never)
    #expect(machine.expire(\.hasPassed) == [early])
    #expect(machine.giveBack("a")?.waiter == late)
  }

  @Test func whatIsDiscardedLeavesItsPlace() {
    var machine = Machine(size: 3)
    for _ in 0..<3 { _ = machine.ask() }
    for name in ["a", "b", "c"] { _ = machine.giveBack(name) }
    #expect(machine.discard { $0 != "b" } == ["a", "c"] && machine.idle == ["b"] && machine.taken == 1)
    #expect(used(machine.ask()) == "b" && isConnect(machine.ask()) && isConnect(machine.ask()) && machine.ask() == nil)
  }

  @Test func aClosedPoolHandsOutNothingAndKeepsNothing() {
    var machine = Machine(size: 2)
    _ = (machine.ask(), machine.ask())
    _ = machine.giveBack("a")
    let closed = machine.close()
    #expect(closed.idle == ["a"] && isClosed(machine.ask()))
    #expect(machine.giveBack("b") == nil && machine.taken == 0 && machine.idle.isEmpty)
  }
}

@Suite(.timeLimit(.minutes(30))) struct PoolTests {
  @Test func waitersAreServedInTheOrderOfAsking() async throws {
    let pool = Pool(TestCluster.shared.conninfo(), size: 1)
    let served = Collected<Int>()
    let gate = try await connect()
    let key = await gate.processID
    try await gate.simple("select pg_advisory_lock(4712, \(key))")
    let holder = Task {
      try await pool.with { _ = try await $0.query("select pg_advisory_xact_lock(4712, \(key))") }
    }
    try await until("select count(*) = 1 from pg_locks where classid = 4712 and objid = \(key) and not granted")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          try await pool.with { connection in
            served.append(number)
            _ = try await connection.run(One())
          }
        }
        while pool.occupancy.waiting <= number { await Task.yield() }
      }
      try await gate.simple("select pg_advisory_unlock(4712, \(key))")
      try await group.waitForAll()
    }
    try await holder.value
    #expect(served.all == Array(0..<40))
    #expect(pool.occupancy.open == 1)
    await pool.close()
  }

  @Test func whatIsNotAtRestIsNotLentAgain() async throws {
    let pool = Pool(TestCluster.shared.conninfo(), size: 1)
    let first = try await pool.with { await $0.processID }
    #expect(try await pool.with { await $0.processID } == first)
    let left = try await pool.with { connection in
      try await connection.simple("begin; set local application_name = 'left open'")
      return await connection.processID
    }
    #expect(left == first)
    let second = try await pool.with { await $0.processID }
    #expect(second != first)
    try await until("select count(*) = 0 from pg_stat_activity where pid = \(first)")
    let spent = await failure {
      try await pool.with { connection in
        let admin = try await connect()
        try await admin.simple("select pg_terminate_backend(\(second))")
        _ = try await connection.run(Sleep(seconds: 60))
      }
    }
    #expect(spent?.leavesConnectionSpent == true)
    #expect(try await pool.run(One()) == [1])
    #expect(pool.occupancy.open == 1)
    await pool.close()
  }

  @Test func anIdleConnectionThatDiedIsReplacedUnseen() async throws {
    let pool = Pool(TestCluster.shared.conninfo(), size: 1)
    let admin = try await connect()
    for _ in 0..<5 {
      let process = try await pool.with { await $0.processID }
      try await admin.simple("select pg_terminate_backend(\(process), 5000)")
      #expect(try await pool.run(One()) == [1])
    }
    await pool.close()
  }

  @Test func whoWaitsTooLongOrIsCancelledOrComesLateIsToldSo() async throws {
    let pool = Pool(TestCluster.shared.conninfo(), size: 1, waiting: .milliseconds(50))
    try await pool.with { _ in
      let busy = await failure { _ = try await pool.run(One()) }
      #expect(busy == .busy(reason: "no connection became free in \(Duration.milliseconds(50))"))
    }
    let patient = Pool(TestCluster.shared.conninfo(), size: 1)
    try await patient.with { _ in
      let waiting = Task { try await patient.run(One()) }
      while patient.occupancy.waiting == 0 { await Task.yield() }
      waiting.cancel()
      #expect(await failure { _ = try await waiting.value } == .cancelled)
      let closed = Task { try await patient.run(One()) }
      while patient.occupancy.waiting == 0 { await Task.yield() }
      await patient.close()
      #expect(await failure { _ = try await closed.value } == .busy(reason: "the pool is closed"))
    }
    #expect(await failure { _ = try await patient.run(One()) } == .busy(reason: "the pool is closed"))
    #expect(patient.occupancy.open == 0)
    await pool.close()
  }

  @Test func aPlaceWhoseConnectionCannotBeMadeGoesToTheNext() async throws {
    let pool = Pool("host=/nowhere", size: 1)
    await withTaskGroup(of: PostgresError?.self) { group in
      for _ in 0..<8 { group.addTask { await failure { _ = try await pool.run(One()) } } }
      for await error in group { #expect(error?.leavesConnectionSpent == true) }
    }
    #expect(pool.occupancy.open == 0 && pool.occupancy.waiting == 0)
  }

  @Test func manyCallersShareAFewConnections() async throws {
    // The last of 300 may wait long where all tests run at once.
    let pool = Pool(TestCluster.shared.conninfo(), size: 3, waiting: .seconds(300))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<300 as Range<Int64> {
        group.addTask {
          if number % 50 == 7 {
            let task = Task { try await pool.run(Sleep(seconds: 60)) }
            task.cancel()
            _ = await task.result
          }
          let echo = try await pool.transaction(opening: [One()]) { try $0.run(Echo(number: number)) }
          #expect(echo == [Echo(number: number)])
        }
      }
      try await group.waitForAll()
    }
    let occupancy = pool.occupancy
    #expect(occupancy.open <= 3 && occupancy.idle == occupancy.open && occupancy.waiting == 0)
    await pool.close()
  }
}
