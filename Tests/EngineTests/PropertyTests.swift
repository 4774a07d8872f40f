import Chance
import Definitions
import Testing

@testable import Engine

@Suite struct PropertyTests {
  static let zones = [Zone.utc, zone("Europe/Berlin"), zone("America/New_York")]

  /// Runs a body over many leads under every definition, each with its own seed.
  func forLeads(
    _ count: UInt64 = 400,
    _ body: (GeneratedLead, Definition, Zone, inout SplitMix64, _ seed: UInt64) throws -> Void
  ) rethrows {
    for seed in 0..<count {
      var random = SplitMix64(seed: seed)
      let lead = GeneratedLead(using: &random)
      let zone = Self.zones[Int(seed % 3)]
      for definition in generatedDefinitions { try body(lead, definition, zone, &random, seed) }
    }
  }

  func evaluate(_ lead: GeneratedLead, _ definition: Definition, _ zone: Zone) -> Timeline? {
    var builder = TimelineBuilder(definition, zone: zone)
    return builder.timeline(of: lead.log, account: AccountHistory(lead.account, zone: zone))
  }

  @Test func theOrderInWhichFactsAreReadDoesNotMatter() {
    forLeads { lead, definition, zone, random, seed in
      let shuffled = lead.shuffled(using: &random)
      #expect(evaluate(lead, definition, zone) == evaluate(shuffled, definition, zone), "seed \(seed)")
      let (a, b) = (LeadState(lead.log, zone: zone), LeadState(shuffled.log, zone: zone))
      #expect(a?.attributes == b?.attributes, "seed \(seed)")
      #expect(steps(a) == steps(b), "seed \(seed)")
      #expect(a?.channel == b?.channel && a?.accountKey == b?.accountKey, "seed \(seed)")
      #expect(a?.undatedStageFrom == b?.undatedStageFrom, "seed \(seed)")
    }
  }

  @Test func aBuilderUsedForManyLeadsGivesWhatAFreshOneGives() {
    for definition in generatedDefinitions {
      var builder = TimelineBuilder(definition, zone: .utc)
      for seed in 0..<UInt64(400) {
        var random = SplitMix64(seed: seed)
        let lead = GeneratedLead(using: &random)
        let account = AccountHistory(lead.account, zone: .utc)
        #expect(
          builder.timeline(of: lead.log, account: account) == evaluate(lead, definition, .utc), "seed \(seed)")
      }
    }
  }

  @Test func theCompactFormOfEventsGivesWhatTheGeneralOneGives() {
    for definition in generatedDefinitions {
      var builder = TimelineBuilder(definition, zone: .utc)
      for seed in 0..<UInt64(400) {
        var random = SplitMix64(seed: seed)
        let lead = GeneratedLead(using: &random)
        builder.begin()
        for record in lead.log.records { builder.add(record) }
        for deal in lead.log.deals { builder.add(deal) }
        for event in lead.log.events { builder.addCompact(event) }
        let account = AccountHistory(lead.account, zone: .utc)
        #expect(builder.finish(account: account) == evaluate(lead, definition, .utc), "seed \(seed)")
      }
    }
  }

  @Test func aClassifierThatForgetsBetweenLeadsGivesTheSame() {
    for definition in generatedDefinitions {
      var builder = TimelineBuilder(definition, zone: .utc)
      builder.classifier = EventClassifier(definition.program, capacity: 3)
      for seed in 0..<UInt64(100) {
        var random = SplitMix64(seed: seed)
        let lead = GeneratedLead(using: &random)
        let account = AccountHistory(lead.account, zone: .utc)
        #expect(
          builder.timeline(of: lead.log, account: account) == evaluate(lead, definition, .utc), "seed \(seed)")
      }
    }
  }

  @Test func betweenTheDaysThatAreLookedAtNothingChanges() {
    forLeads(150) { lead, definition, zone, _, seed in
      var builder = TimelineBuilder(definition, zone: zone)
      let account = AccountHistory(lead.account, zone: zone)
      guard let timeline = builder.timeline(of: lead.log, account: account) else { return }
      _ = builder.start(account: account)
      for _ in 0..<200 {
        let day = builder.sweep.day
        #expect(builder.sweep.isQualified() == timeline.isQualified(on: day), "seed \(seed) on \(day)")
        builder.sweep.advance(to: day + 1)
      }
    }
  }

  @Test func spansAreAscendingAndDoNotTouch() {
    forLeads { lead, definition, zone, _, seed in
      guard let timeline = evaluate(lead, definition, zone) else { return }
      var last = timeline.createdDay - 1
      if let passed = timeline.passedOn {
        #expect(passed > last, "seed \(seed)")
        last = passed
      }
      for span in timeline.spans {
        #expect(span.from > last, "seed \(seed)")
        #expect((span.to == nil) == (span.reason == nil), "seed \(seed)")
        last = span.to ?? .max
        #expect(span.from < last, "seed \(seed)")
      }
    }
  }

  @Test func whatCanBeExplainedHasACause() {
    forLeads(150) { lead, definition, zone, _, seed in
      var builder = TimelineBuilder(definition, zone: zone)
      let account = AccountHistory(lead.account, zone: zone)
      guard let timeline = evaluate(lead, definition, zone) else { return }
      let days =
        timeline.spans.flatMap { [$0.from, $0.to].compactMap(\.self) } + [timeline.passedOn].compactMap(\.self)
      for day in days {
        let explanation = builder.explain(day, of: lead.log, account: account)
        #expect(explanation?.transition == timeline.transition(on: day), "seed \(seed) on \(day)")
        #expect(explanation?.causes.isEmpty == false, "seed \(seed) on \(day)")
      }
      #expect(builder.explain(timeline.createdDay - 1, of: lead.log, account: account) == nil)
    }
  }
}

extension TimelineBuilder {
  /// Adds an event as a bulk reader does, by the bytes of its columns.
  mutating func addCompact(_ event: EventFact) {
    func withBytes<R>(_ text: String, _ body: (RawSpan) -> R) -> R {
      body(text.utf8Span.span.bytes)
    }
    let type = withBytes(event.type) { classifier.code(ofType: $0) }
    let values = classifier.properties(of: type).map { name -> ValueCode in
      guard let value = event.properties[name], case .string(let text) = value else { return .absent }
      return withBytes(text) { bytes in
        classifier.code(spelled: bytes) { .string($0.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }) }
      }
    }
    let channel = event.channel.map { text in withBytes(text) { classifier.code(ofChannel: $0) } }
    add(classifier.classify(type, values), at: zone.read(event.at), event.arrival, channel: channel)
  }
}
