import Foundation
import Observation
import Testing

@testable import Service

/// `/metrics` is text that Prometheus reads, whatever was counted.
@Suite struct ExpositionTests {
  /// One of each thing that can be observed, with what is awkward in a label.
  static let everything: [Observed] = [
    .jobStarted(kind: "fold", tenant: "acme", waited: .milliseconds(1500), attempt: 1),
    .intakeAnswered(status: 200), .intakeAnswered(status: 429), .intakeFailed(reason: "no"),
    .received(accepted: 3, duplicate: 1, rejected: 2),
    .queueUnreachable(call: "a \"call\"\\ of\ntwo lines", reason: "x"),
    .fenced(jobs: 2), .standstillsEnded(1), .loginsDropped(4), .claimSlow(took: .seconds(1)),
    .jobEnded(kind: "fold", tenant: "acme", took: .milliseconds(20), ending: .done, reason: nil),
    .schedulesFired(kind: "close", zone: "UTC", schedules: 2, jobs: 7),
    .folded(tenant: "acme", messages: 5, refused: 1),
    .refreshed(tenant: "acme", leads: 3), .restated(tenant: "acme", leads: 3),
    .delivered(tenant: "acme", sink: "slack", messages: 1),
    .postponed(tenant: "acme", sink: "slack", messages: 1, reason: "503"),
    .givenUp(tenant: "acme", sink: "slack", messages: 1, reason: "410"), .published(tenant: "acme", month: "2026-10"),
  ]

  @Test func whatIsShownIsRight() throws {
    let meters = Meters()
    for event in Self.everything { meters.observe(event) }
    let families = try StrictExposition.read(Exposition(meters.read()).text)
    #expect(families["headway_intake_requests_total"]?.samples == ["status=429": 1, "status=200": 1])
    #expect(families["headway_queue_errors_total"]?.samples == ["call=a \"call\"\\ of\ntwo lines": 1])
    #expect(families["headway_job_wait_seconds_total"]?.samples == ["kind=fold": 1.5])
    #expect(families.count == Meter.all.count)
  }

  /// Whoever adds a thing to be observed adds it to ``everything`` too, or this count is not that of all meters. A
  /// counter without a name here would be counted and never shown.
  @Test func everyCounterIsShown() throws {
    for event in Self.everything {
      let meters = Meters()
      meters.observe(event)
      let families = try StrictExposition.read(Exposition(meters.read()).text)
      #expect(Set(families.keys) == Set(meters.read().map { "headway_\($0.series.name)" }), "\(event)")
    }
  }

  @Test func everyMeterHasANameAndWordsAsPrometheusWantsThem() {
    for (name, meter) in Meter.all {
      #expect(name.wholeMatch(of: /[a-z][a-z0-9_]*_total/) != nil, "\(name)")
      #expect(meter.labels.allSatisfy { $0.wholeMatch(of: /[a-z][a-z_]*/) != nil }, "\(name)")
      #expect(!meter.help.contains { $0 == "\n" || $0 == "\\" } && meter.help.hasSuffix("."), "\(name)")
    }
  }

  @Test func theStrictReaderRefusesWhatIsWrong() {
    let wrong = [
      "headway_a_total 1\n", "# HELP a_total x\na_total 1\n", "# TYPE a_total counter\na_total 1\n",
      "# HELP a x\n# TYPE a counter\na 1\n", "# HELP a_total x\n# TYPE a_total counter\na_total -1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total 1", "# HELP a_total x\n# TYPE a_total counter\na_total x\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"c\"} 1\na_total{b=\"c\"} 1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"c} 1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"\\x\"} 1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total{1b=\"c\"} 1\n",
      "# HELP a_total x\n# TYPE a_total counter\n# HELP a_total x\na_total 1\n",
      "# HELP a_total x\n# TYPE a_total counter\na_total 1\n\n", "# HELP a_total x\n# TYPE a_total sum\na_total 1\n",
      "# HELP a_total x\n# TYPE a_total counter\n",
    ]
    for text in wrong { #expect(throws: StrictExposition.Fault.self, "\(text)") { try StrictExposition.read(text) } }
  }

  @Test(.enabled(if: Promtool.isThere, "promtool, of Debian's package prometheus, is not here"))
  func promtoolFindsNothing() async throws {
    try await RunningService.play { service in
      for event in Self.everything { service.meters.observe(event) }
      let text = try await service.get("/metrics").body
      #expect(text.contains("headway_"))
      let (status, words) = try Promtool.check(text)
      #expect(status == 0 && words.isEmpty, "\(words)")
      let (refused, _) = try Promtool.check("headway_x{ 1\n")
      #expect(refused != 0, "it does look")
    }
  }
}

/// Prometheus' own program that looks at metrics.
enum Promtool {
  static let isThere = (try? run(["--version"], input: "").status) == 0

  static func check(_ text: String) throws -> (status: Int32, words: String) {
    try run(["check", "metrics"], input: text)
  }

  private static func run(_ arguments: [String], input: String) throws -> (status: Int32, words: String) {
    let (process, sent, said) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [FoundTools.promtool] + arguments
    process.standardInput = sent
    process.standardOutput = said
    process.standardError = said
    try process.run()
    // Less than a pipe holds.
    try? sent.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? sent.fileHandleForWriting.close()
    let words = try said.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: words, as: UTF8.self))
  }
}
