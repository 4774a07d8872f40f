import Definitions
import Testing

@testable import Engine

@Suite struct AttributeTests {
  /// `2026-01-05 CEO`, one a step; the step that holds since ever without a date, a cleared one as `-`.
  func title(_ records: [RecordFact], created: String = "2026-01-10") -> [String] {
    let history = LeadAttributes(records, created: day(created), zone: .utc).histories["title"]
    return (history?.steps ?? []).map { step in
      let value = if case .string(let text)? = step.content.present { text } else { "-" }
      return step.from == .min ? value : "\(step.from) \(value)"
    }
  }

  func row(
    _ arrival: Int64, _ title: Given, received: String = "2026-03-01", from source: SourceKind = .file,
    updated: String? = nil
  ) -> RecordFact {
    record(arrival, received: received, from: source, updated: updated, ["title": title])
  }

  @Test func aDatedValueHoldsFromItsTime() {
    let calls = [
      row(1, "VP", from: .api, updated: "2026-02-01 10:00"), row(2, "CEO", from: .api, updated: "2026-02-10 10:00"),
    ]
    #expect(title(calls) == ["2026-02-01 VP", "2026-02-10 CEO"])
  }

  @Test func theEarliestValueOfAFileAlsoHoldsBeforeItsTime() {
    #expect(title([row(1, "VP", updated: "2026-02-01 10:00")]) == ["VP", "2026-02-01 VP"])
    let mixed = [
      row(1, "call", from: .api, updated: "2026-02-01 10:00"), row(3, "later", updated: "2026-02-20 10:00"),
      row(2, "file", updated: "2026-02-10 10:00"),
    ]
    #expect(title(mixed) == ["file", "2026-02-01 call", "2026-02-10 file", "2026-02-20 later"])
  }

  @Test func theFirstUndatedValueHasTheCreatedDayAsItsTime() {
    #expect(title([row(1, "VP")]) == ["VP", "2026-01-10 VP"])
    // So a value that is dated later wins, although it was received earlier.
    let both = [row(1, "dated", from: .api, updated: "2026-02-01 10:00"), row(2, "undated")]
    #expect(title(both) == ["undated", "2026-01-10 undated", "2026-02-01 dated"])
  }

  @Test func aLaterUndatedValueCountsFromTheDayItWasReceivedIfItIsNew() {
    let rows = [row(1, "VP"), row(2, "VP", received: "2026-03-05"), row(3, "CEO", received: "2026-03-08")]
    #expect(title(rows) == ["VP", "2026-01-10 VP", "2026-03-08 CEO"])
  }

  @Test func aLaterUndatedValueIsComparedWithTheLastOfItsOwnKindOfSource() {
    // The file repeats what it said before; that the API said otherwise in between stands.
    let rows = [
      row(1, "VP"), row(2, "CEO", from: .api, updated: "2026-02-01 10:00"), row(3, "VP", received: "2026-03-05"),
    ]
    #expect(title(rows) == ["VP", "2026-01-10 VP", "2026-02-01 CEO"])
    // What the same kind of source said last may have been dated.
    let dated = [row(1, "VP"), row(2, "CEO", updated: "2026-02-01 10:00"), row(3, "CEO", received: "2026-03-05")]
    #expect(title(dated) == ["VP", "2026-01-10 VP", "2026-02-01 CEO"])
    let back = [row(1, "VP"), row(2, "CEO", updated: "2026-02-01 10:00"), row(3, "VP", received: "2026-03-05")]
    #expect(title(back) == ["VP", "2026-01-10 VP", "2026-02-01 CEO", "2026-03-05 VP"])
  }

  @Test func theOrderThatMattersForUndatedValuesIsThatOfArrival() {
    let rows = [row(3, "c", received: "2026-03-08"), row(1, "a"), row(2, "b", received: "2026-03-05")]
    #expect(title(rows) == ["a", "2026-01-10 a", "2026-03-05 b", "2026-03-08 c"])
  }

  @Test func anExplicitNullClearsAValueAndAnAbsentCellSaysNothing() {
    let rows = [
      row(1, "VP", from: .api, updated: "2026-02-01 10:00"), row(2, nil, from: .api, updated: "2026-02-05 10:00"),
      record(3, from: .api, updated: "2026-02-08 10:00", ["phone": "1"]),
    ]
    #expect(title(rows) == ["2026-02-01 VP", "2026-02-05 -"])
    let state = state(rows)
    #expect(state?.attributes == ["phone": .string("1")])
    #expect(state?.title == nil)
  }

  @Test func withinADayTheLatestTimeWinsThenTheLaterReceived() {
    let calls = [
      row(1, "late", from: .api, updated: "2026-02-01 18:00"), row(2, "early", from: .api, updated: "2026-02-01 08:00"),
    ]
    #expect(title(calls) == ["2026-02-01 late"])
    let same = [
      row(2, "second", from: .api, updated: "2026-02-01 08:00"),
      row(1, "first", from: .api, updated: "2026-02-01 08:00"),
    ]
    #expect(title(same) == ["2026-02-01 second"])
  }

  @Test func theSameNumberInAnotherTypeIsAnotherValue() {
    let rows = [row(1, 1), row(2, 1.0, received: "2026-03-05")]
    let history = LeadAttributes(rows, created: day("2026-01-10"), zone: .utc).histories["title"]
    #expect(history?.value(on: day("2026-03-04")) == .int(1))
    #expect(history?.value(on: day("2026-03-05")) == .double(1))
    #expect(history?.value(on: day("2026-01-09")) == .int(1))
  }

  @Test func anAccountsFirstUndatedValueAndItsEarliestFromAFileHoldSinceEver() {
    func fact(_ arrival: Int64, _ value: String, _ source: SourceKind, updated: String? = nil) -> AccountFact {
      AccountFact(
        arrival: Arrival(arrival), receivedDay: day("2026-03-05"), source: source, updatedAt: updated.map(at),
        attributes: ["industry": .string(value)])
    }
    func industry(_ facts: [AccountFact], _ date: String) -> Value? {
      AccountHistory(facts, zone: .utc).attributes["industry"]?.value(on: day(date))
    }
    let undated = [fact(1, "saas", .api), fact(2, "retail", .api)]
    #expect(industry(undated, "1999-01-01") == .string("saas"))
    #expect(industry(undated, "2026-03-04") == .string("saas"))
    #expect(industry(undated, "2026-03-05") == .string("retail"))
    #expect(industry([fact(1, "saas", .file, updated: "2026-02-01")], "1999-01-01") == .string("saas"))
    #expect(industry([fact(1, "saas", .api, updated: "2026-02-01")], "2026-01-31") == nil)
    #expect(industry([fact(1, "saas", .api, updated: "2026-02-01")], "2026-02-01") == .string("saas"))
  }

  @Test func aLeadShowsItsNameTitleAndExternalIdAsText() {
    let row = record(1, ["first_name": "Ada", "last_name": "King", "external_id": 42, "email": "a@b.c"])
    #expect(state([row])?.name == "Ada King")
    #expect(state([row])?.externalID == "42")
    #expect(state([row])?.email == "a@b.c")
    #expect(state([record(1, ["name": "Ada"])])?.name == "Ada")
  }
}

@Suite struct AccountKeyTests {
  @Test func theAccountIsTheLatestGivenByDateThenByArrival() {
    let dated = [
      record(1, updated: "2026-02-10", account: "new.example"),
      record(2, updated: "2026-02-01", account: "old.example"),
    ]
    #expect(state(dated)?.accountKey == "new.example")
    let same = [
      record(2, updated: "2026-02-01", account: "b.example"), record(1, updated: "2026-02-01", account: "a.example"),
    ]
    #expect(state(same)?.accountKey == "b.example")
  }

  @Test func anUndatedRowGivesItsAccountOnTheDayItWasReceived() {
    let rows = [
      record(1, updated: "2026-02-10", account: "dated.example"),
      record(2, received: "2026-02-09", account: "undated.example"),
    ]
    #expect(state(rows)?.accountKey == "dated.example")
    #expect(state(rows + [record(3, received: "2026-02-11")])?.accountKey == "dated.example")
  }
}

@Suite struct ChannelTests {
  @Test func theChannelIsThatOfTheEarliestFactThatCarriesOne() {
    let rows = [record(1, created: "2026-02-10", channel: "referral")]
    #expect(state(rows)?.channel == "referral")
    #expect(state(rows, [event(2, "page_view", "2026-02-09 10:00", channel: "paid")])?.channel == "paid")
    #expect(state(rows, [event(2, "page_view", "2026-02-09 10:00")])?.channel == "referral")
    #expect(state(rows, [event(2, "page_view", "2026-02-11 10:00", channel: "paid")])?.channel == "referral")
  }

  @Test func aLeadWithoutAnyIsUnknown() {
    #expect(state([record(1)])?.channel == "unknown")
  }

  @Test(arguments: [
    ("email_sent", "cold_email"), ("call_attempt", "cold_call"), ("linkedin_invite", "linkedin"),
    ("linkedin_message", "linkedin"), ("sms_sent", "unknown"), ("page_view", "unknown"),
  ])
  func anOutboundTouchImpliesItsChannel(type: String, channel: String) {
    #expect(state([], [event(1, type, "2026-02-09 10:00")])?.channel == channel)
    #expect(state([], [event(1, type, "2026-02-09 10:00", channel: "partner")])?.channel == "partner")
  }

  @Test func aRowWithoutCreationTimeCountsWhenItWasGiven() {
    let call = record(2, from: .api, updated: "2026-03-01 10:00", channel: "email")
    #expect(state([call], [event(1, "page_view", "2026-02-09 10:00", channel: "paid")])?.channel == "paid")
  }

  @Test func atTheSameTimeTheFirstToArriveWins() {
    let events = [
      event(2, "page_view", "2026-02-09 10:00", channel: "b"), event(1, "page_view", "2026-02-09 10:00", channel: "a"),
    ]
    #expect(state([], events)?.channel == "a")
  }
}
