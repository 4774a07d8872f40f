import Definitions
public import Engine

/// Something that the log says a lead did, or that was done to it, and what it means to the definition.
public struct Happening: Sendable, Hashable {
  public var moment: Moment
  /// `14:22`; empty where only the day is known.
  public var time: String
  public var kind: Kind
  /// What it gave or took of the score.
  public var points: Int64
  /// How deep it goes, 0 to 4.
  public var depth: Int8
  public var isEngagement: Bool

  public enum Kind: Sendable, Hashable {
    case event(type: String, channel: String?)
    /// What says so; empty for an event.
    case stage(String, told: String)
  }

  /// Whether it was us who reached out.
  public var isTouch: Bool {
    if case .event(let type, _) = kind { EventTypes.outboundTouches.contains(type) } else { false }
  }
}

extension Reasons {
  /// All that happened to a lead through a day, in order.
  func happenings(of file: LeadFile, lead: LeadDay) -> [Happening] {
    let effects = Dictionary(
      (lead.scored + lead.engagements).map { ($0.arrival, $0) }, uniquingKeysWith: { $1 })
    let engaged = Set(lead.engagements.map(\.arrival))
    func happening(_ kind: Happening.Kind, _ stamp: Stamp, _ arrival: Arrival?) -> Happening {
      let moment = zone.read(stamp)
      let effect = arrival.flatMap { effects[$0] }
      return Happening(
        moment: moment, time: String(time(of: moment).drop(while: \.isWhitespace)), kind: kind,
        points: effect?.points ?? 0, depth: effect?.depth ?? 0,
        isEngagement: arrival.map(engaged.contains) ?? false)
    }
    var all = file.log.events.map { event in
      guard event.type == EventTypes.stage, case .string(let to)? = event.properties["to"] else {
        return happening(.event(type: event.type, channel: event.channel), event.at, event.arrival)
      }
      return happening(.stage(to, told: ""), event.at, event.arrival)
    }
    for record in file.log.records {
      for (stage, stamp) in record.stageDates {
        all.append(
          happening(.stage(stage.name, told: "\(stage.name)_at\(origin(of: record.arrival))"), stamp, record.arrival))
      }
    }
    // Of a deal that many rows are about, the latest is what is known.
    let deals = Dictionary(file.log.deals.map { ($0.dealID, $0) }) { $0.arrival < $1.arrival ? $1 : $0 }
    for deal in deals.values where deal.status == .won {
      guard let closed = deal.closedAt else { continue }
      all.append(happening(.stage(Stage.customer.name, told: "deal \(deal.dealID) won"), closed, nil))
    }
    // The same word in two deliveries of one file is one.
    return Set(all).filter { $0.moment.day <= lead.day }.sorted { a, b in
      (a.moment, a.order) < (b.moment, b.order)
    }
  }
}

extension Happening {
  /// Any order that is always the same, of what came at one time.
  fileprivate var order: String {
    switch kind {
    case .event(let type, let channel): type + (channel ?? "")
    case .stage(let to, let told): to + told
    }
  }
}
