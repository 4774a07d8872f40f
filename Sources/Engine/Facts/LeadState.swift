public import Definitions

/// What a lead is now, at the end of everything known: the row of `report.lead`.
public struct LeadState: Sendable {
  public let createdDay: Day
  /// The stage from each day on; before the first step `lead`.
  public let stages: History<Stage>
  /// The first touch, or `unknown`.
  public let channel: String
  /// The key of the present account.
  public let accountKey: String?
  /// Without those that were cleared. Of a merged lead these are the latest of any part; the
  /// survivor's own `external_id` is for the one who knows its keyrings.
  public let attributes: [String: Value]
  /// The first day from which a stage without a date holds, of those that came in files:
  /// before it the lead's stages are not reliable, and neither is the tenant's LVR.
  public let undatedStageFrom: Day?

  /// `nil` when no row makes a lead.
  public init?(_ log: LeadLog, zone: Zone) {
    var facts = LeadFacts(zone: zone)
    var channels = CodeBook<String>()
    func code(_ channel: String?) -> ChannelCode? {
      channel.map { ChannelCode(rawValue: channels.code(of: $0)) }
    }
    for record in log.records {
      facts.add(record, RecordTimes(record, in: zone), channel: code(record.channel))
    }
    for event in log.events {
      let implied = code(FirstTouch.channel(impliedBy: event.type))
      facts.add(
        .ofAnyDefinition(event, impliedChannel: implied), at: zone.read(event.at), event.arrival,
        channel: code(event.channel))
    }
    for deal in log.deals { facts.add(deal) }
    guard let (created, stages) = facts.reduced() else { return nil }

    self.init(
      facts, created: created, stages: stages, channel: facts.touch.channel.flatMap { channels[$0.rawValue] },
      records: log.records)
  }

  /// From facts that are reduced already, for a builder that has just made the timeline of them.
  init(_ facts: LeadFacts, created: Day, stages: History<Stage>, channel: String?, records: [RecordFact]) {
    createdDay = created
    self.stages = stages
    self.channel = channel ?? FirstTouch.unknown
    accountKey = facts.account.key
    undatedStageFrom = facts.stages.bareChanges().filter { $0.source == .file }.map(\.moment.day).min()
    attributes = LeadAttributes(records, created: created, zone: facts.zone).present
  }
}

/// All attributes of one lead, dated, by name.
public struct LeadAttributes: Sendable {
  public let histories: [String: History<Claim>]

  public init(_ records: [RecordFact], created: Day, zone: Zone) {
    var claims: [String: [Claim]] = [:]
    for record in records {
      let times = RecordTimes(record, in: zone)
      for (name, value) in record.attributes {
        claims[name, default: []].append(Claim(value, record, times))
      }
    }
    let since = zone.read(.date(created))
    histories = claims.mapValues { History(of: $0, since: since) }
  }

  /// The latest values, without those that were cleared.
  public var present: [String: Value] {
    histories.compactMapValues { $0.steps.last?.content.present }
  }
}

extension LeadState {
  public var stage: Stage { stages.steps.last?.content ?? .lead }
  public var externalID: String? { text("external_id") }
  public var email: String? { text("email") }
  public var title: String? { text("title") }

  /// First and last name, as far as they are known.
  public var name: String? {
    let parts = [text("first_name"), text("last_name")].compactMap(\.self)
    return parts.isEmpty ? text("name") : parts.joined(separator: " ")
  }

  private func text(_ attribute: String) -> String? {
    switch attributes[attribute] {
    case .string(let text): text.isEmpty ? nil : text
    // A file types `42`, and an external id may well look like that.
    case .int(let number): String(number)
    default: nil
    }
  }
}
