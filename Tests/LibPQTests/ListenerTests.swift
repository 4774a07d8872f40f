@testable import LibPQ
import TestSupport
import Testing

@Suite struct ListenerMachineTests {
  @Test func onlyAReconnectIsAGap() {
    var machine = ListenerMachine()
    #expect(machine.handle(.connected) == .watch(afterGap: false))
    #expect(machine.handle(.lost(jitter: 0)) == .rest(.zero))
    #expect(machine.handle(.rested) == .connect)
    #expect(machine.handle(.connected) == .watch(afterGap: true))
  }

  @Test func pausesGrowToFiveSecondsAndStartAnewOnceConnected() {
    var machine = ListenerMachine()
    _ = machine.handle(.connected)
    let pauses = (0..<8).map { _ in machine.handle(.failed(jitter: 1)) }
    let expected = [100, 200, 400, 800, 1600, 3200, 5000, 5000].map { ListenerMachine.Action.rest(.milliseconds($0)) }
    #expect(pauses == expected)
    _ = machine.handle(.connected)
    #expect(machine.handle(.lost(jitter: 0.5)) == .rest(.milliseconds(50)))
  }

  @Test func whatWasStoppedStaysStopped() {
    var machine = ListenerMachine()
    #expect(machine.handle(.stopRequested) == .end)
    #expect(machine.handle(.connected) == .end && machine.handle(.rested) == .end)
  }
}

@Suite(.timeLimit(.minutes(30))) struct ListenerTests {
  private func open(_ channel: String, _ conninfo: String = TestCluster.shared.conninfo()) async throws -> Listener {
    var options = ConnectionOptions()
    options.applicationName = channel
    return try await Listener.open(conninfo, channels: [channel], options: options)
  }

  @Test func whatIsNotifiedAfterOpeningIsHeardInOrder() async throws {
    let listener = try await open("Jobs of \"A\"")
    let speaker = try await connect()
    for number in 0..<100 { try await speaker.simple("select pg_notify('Jobs of \"A\"', '\(number)')") }
    var heard: [String] = []
    for await event in listener.events {
      if case .notification("Jobs of \"A\"", let payload) = event { heard.append(payload) }
      if heard.count == 100 { break }
    }
    #expect(heard == (0..<100).map { "\($0)" })
    await listener.close()
  }

  @Test func aLostConnectionIsMadeGoodAndReportedAsAGap() async throws {
    let listener = try await open("gap_test")
    let speaker = try await connect()
    try await speaker.simple("notify gap_test, 'before'")
    var events = listener.events.makeAsyncIterator()
    #expect(await events.next() == .notification(channel: "gap_test", payload: "before"))
    for _ in 0..<2 {
      try await speaker.simple(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'gap_test'")
      #expect(await events.next() == .gap)
      try await speaker.simple("notify gap_test, 'after'")
      #expect(await events.next() == .notification(channel: "gap_test", payload: "after"))
    }
    await listener.close()
    #expect(await events.next() == nil)
    try await until("select count(*) = 0 from pg_stat_activity where application_name = 'gap_test'")
  }

  @Test func aPeerThatGoesSilentIsNoticedByProbing() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    var options = impatient(.seconds(2), grace: .milliseconds(50))
    options.applicationName = "probe_test"
    let listener = try await Listener.open(
      proxy.conninfo(), channels: ["probe_test"], probe: .milliseconds(50), options: options)
    proxy.goSilent()
    // Nothing tells the listener but its own probe; it asks for another connection, which
    // it gets when the proxy speaks again.
    try await until("select count(*) = 0 from pg_stat_activity where application_name = 'probe_test'")
    proxy.speakAgain()
    #expect(await listener.events.first { $0 == .gap } == .gap)
    await listener.close()
  }

  @Test func aPeerThatHangsUpWithoutAWordIsNoticedAtOnce() async throws {
    let proxy = try Proxy(to: .shared)
    defer { proxy.close() }
    let listener = try await Listener.open(proxy.conninfo(), channels: ["hang_up"], probe: .seconds(100_000))
    proxy.hangUp()
    #expect(await listener.events.first { _ in true } == .gap)
    await listener.close()
  }

  @Test func lettingGoOfTheReaderClosesTheConnection() async throws {
    do {
      let listener = try await open("let_go")
      let reader = Task { for await _ in listener.events {} }
      reader.cancel()
      await reader.value
    }
    try await until("select count(*) = 0 from pg_stat_activity where application_name = 'let_go'")
  }
}
