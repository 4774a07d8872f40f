import Definitions
public import Engine

/// How many leads of a segment went from one depth of content to the next, and how fast.
public struct NaiveProgression: Hashable, Sendable {
  public let segmentedBy, segment: String
  /// The less deep one of the two.
  public let depth: Int
  /// Twice the median, so that it is whole.
  public let doubledMedian: Int
  public let leads: Int
}

extension NaiveMomentumLead {
  /// When it first engaged with content of just this depth.
  public func firstDay(ofDepth depth: Int) -> Day? {
    happenings.filter { $0.isEngagement && $0.depth == depth }.map(\.happening.when.day).min()
  }
}

extension NaiveMomentum {
  /// All segments in which somebody went on, as they are at the end of a day.
  ///
  /// - Parameter people: of the same log and definition.
  public func progressions(of people: [NaiveLead], today: Day) -> Set<NaiveProgression> {
    var found: Set<NaiveProgression> = []
    let traits = people.map { Trait.all(of: $0) }
    for depth in 1...3 {
      for trait in Set(traits.joined()) {
        let members = leads.indices.filter { traits[$0].contains(trait) }
        let days = members.compactMap { leads[$0].daysOn(from: depth, by: today) }.sorted()
        guard !days.isEmpty else { continue }
        let median = days[(days.count - 1) / 2] + days[days.count / 2]
        found.insert(
          NaiveProgression(
            segmentedBy: trait.name, segment: trait.value, depth: depth, doubledMedian: median, leads: days.count))
      }
    }
    return found
  }
}

extension NaiveMomentumLead {
  /// How many days it took from a depth to the next one; `nil` where it has not gone that way.
  fileprivate func daysOn(from depth: Int, by today: Day) -> Int? {
    guard let from = firstDay(ofDepth: depth), let to = firstDay(ofDepth: depth + 1), from <= to, to <= today else {
      return nil
    }
    return to - from
  }
}

/// What a lead has in common with others.
private struct Trait: Hashable {
  let name, value: String

  static func all(of lead: NaiveLead) -> [Trait] {
    let named = [
      "external_id", "email", "linkedin", "phone", "name", "first_name", "last_name", "title", "company", "domain",
    ]
    let latest = lead.days.last
    let own = latest?.attributes.filter { !named.contains($0.key) } ?? [:]
    return [Trait(name: "all", value: "all"), Trait(name: "channel", value: lead.channel)]
      + traits("lead", own) + traits("account", latest?.accountAttributes ?? [:])
  }

  /// Words and yes or no; numbers and lists make no segments.
  private static func traits(_ root: String, _ values: [String: Value]) -> [Trait] {
    values.compactMap { name, value in
      switch value {
      case .string(let text): Trait(name: "\(root).\(name)", value: text)
      case .bool(let flag): Trait(name: "\(root).\(name)", value: flag ? "true" : "false")
      default: nil
      }
    }
  }
}
