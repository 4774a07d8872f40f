import Definitions

/// A year of leads as the gates see it, a day after the other, in plain arrays.
///
/// Nothing stands still: points come and go, windows run out, stages are reached, and four leads in ten
/// change their title in the course of the year, so that what a gate remembers has to be found anew. Six
/// in ten have whatever attributes are asked for, so that the gates after those are really evaluated.
struct LeadDays {
  /// The example of `Docs/DefinitionLanguage.md`, with a pattern for the title: four gates as agencies write them.
  static let definition = """
    name: meeting-ready
    qualified:
      contact: lead.email_verified == true || lead.phone_verified == true
      fit: account.industry in ["saas", "fintech"] && account.employees >= 50 && lead.title.matches("(?i)vp|chief|head")
      intent: score >= 40 || events("demo_request").within(30).count() >= 1
      ready: reached("mql") && !(has(lead.do_not_contact) && lead.do_not_contact == true)
    decay: { idle: 45, age: 180 }
    scoring:
      - { event: page_view, where: 'e.path.startsWith("/pricing")', points: 10, depth: 3 }
      - { event: page_view, points: 1, depth: 1 }
      - { event: demo_request, points: 20, depth: 4 }

    """

  static let daysOfLead = 365

  struct Lead {
    /// By slot of the program.
    let attributes: [Value?]
    /// On which day the title becomes another one, if it does within the year.
    let promotion: Int
    let laterTitle: Value
  }

  let program: Program
  private(set) var leads: [Lead] = []
  /// One for each lead and day, the days of a lead next to each other.
  private(set) var scores: [Int64] = []
  private(set) var requests: [Int64] = []
  private(set) var idleDays: [Int64] = []
  private(set) var stages: [Stage] = []

  var count: Int { scores.count }

  init(leads count: Int, seed: UInt64 = 1) throws {
    program = try Definition.parse(Self.definition, file: "bench").program
    var chance = SplitMix64(seed: seed)
    for _ in 0..<count {
      leads.append(lead(&chance))
      addDays(&chance)
    }
  }

  private func lead(_ chance: inout SplitMix64) -> Lead {
    let attributes = program.attributes.map { path -> Value? in
      switch path.name {
      case "email_verified": chance.happens(0.95) ? .bool(chance.happens(0.95)) : nil
      case "phone_verified": chance.happens(0.5) ? .bool(chance.happens(0.5)) : nil
      case "industry": .string(Self.industries[chance.below(Self.industries.count)])
      case "employees": chance.happens(0.95) ? .int(Int64(30 + chance.below(1_000))) : nil
      case "title": .string(Self.titles[chance.below(Self.titles.count)])
      default: chance.happens(0.05) ? .bool(true) : nil
      }
    }
    return Lead(
      attributes: attributes, promotion: chance.below(Self.daysOfLead * 5 / 2),
      laterTitle: .string(Self.titles[chance.below(Self.titles.count)]))
  }

  private mutating func addDays(_ chance: inout SplitMix64) {
    var (score, engaged, requested) = (Int64(0), 0, [Int]())
    let stageDays = [120, 300, 600].map { chance.below($0) }.sorted()
    for day in 0..<Self.daysOfLead {
      if chance.happens(0.15) {
        score += chance.happens(0.1) ? -15 : Int64(1 + chance.below(10))
        engaged = day
      }
      if chance.happens(0.01) { requested.append(day) }
      scores.append(score)
      requests.append(Int64(requested.count { $0 > day - 30 }))
      idleDays.append(Int64(day - engaged))
      stages.append(Self.way[stageDays.count { $0 <= day }])
    }
  }

  private static let way: [Stage] = [.lead, .mql, .sql, .opportunity]
  private static let industries = ["saas", "fintech", "saas", "fintech", "retail"]
  private static let titles = [
    "VP Sales", "Head of Marketing Operations", "Chief Revenue Officer", "Head of Sales", "Marketing Manager",
    "Senior VP, Business Development",
  ]
}

extension LeadDays {
  /// On how many of the days all gates hold.
  @inline(never)
  func qualified() -> Int {
    var state = program.makeState()
    let title = program.attributes.firstIndex { $0.name == "title" } ?? 0
    var (found, index) = (0, 0)
    for lead in leads {
      state.reset()
      for slot in lead.attributes.indices { state.setAttribute(slot, lead.attributes[slot]) }
      for day in 0..<Self.daysOfLead {
        if day == lead.promotion { state.setAttribute(title, lead.laterTitle) }
        state.score = scores[index]
        state.counts[0] = requests[index]
        state.stage = stages[index]
        state.ageDays = Int64(day)
        state.idleDays = idleDays[index]
        if program.qualifies(&state) { found += 1 }
        index += 1
      }
    }
    return found
  }

  /// What it takes to look at the same numbers and do nothing with them.
  @inline(never)
  func sum() -> Int64 {
    var sum: Int64 = 0
    for index in scores.indices {
      sum &+= scores[index] &+ requests[index] &+ idleDays[index] &+ Int64(stages[index].rawValue)
    }
    return sum
  }
}
