import Definitions

/// What an event does to a lead under one definition, whoever had it and whenever.
struct EventEffect {
  let points: Int64
  let depth: Int8
  let isEngagement: Bool
  /// Of type `stage`; it does not begin a lead.
  let isStage: Bool
  /// The stage it changes to.
  let stage: Stage?
  /// The channel it means when it says none.
  let impliedChannel: ChannelCode?
  /// The queries that count it: a range of the classifier's list.
  let queries: Range<Int32>
  /// What it says of us and the lead.
  let outreach: Outreach

  enum Outreach {
    case none
    /// We reached out.
    case touch
    /// The lead must not be written to or called any more.
    case unreachable

    init(type: String) {
      if EventTypes.outboundTouches.contains(type) {
        self = .touch
      } else {
        self = EventTypes.unreachable.contains(type) ? .unreachable : .none
      }
    }
  }
}

extension EventEffect {
  /// The part of it that no definition has a say in.
  static func ofAnyDefinition(_ event: EventFact, impliedChannel: ChannelCode?) -> EventEffect {
    let isStage = event.type == EventTypes.stage
    return EventEffect(
      points: 0, depth: 0, isEngagement: false, isStage: isStage,
      stage: isStage ? Stage(to: event.properties["to"]) : nil, impliedChannel: impliedChannel, queries: 0..<0,
      outreach: .none)
  }
}

extension Stage {
  /// The stage that a stage event's property `to` names; `nil` when it names none.
  init?(to value: Value?) {
    guard case .string(let name)? = value else { return nil }
    self.init(name: name)
  }
}

/// Number of an effect in one classifier: what is left of an event when its day is told apart.
public struct EventClass: Hashable, Sendable {
  let rawValue: Int32
}

/// Number of an event type in one classifier.
public struct EventTypeCode: Hashable, Sendable {
  let rawValue: Int32
}

/// Number of a property's value in one classifier; ``absent`` where an event has none.
public struct ValueCode: Hashable, Sendable {
  let rawValue: Int32
  public static let absent = ValueCode(rawValue: -1)
}
