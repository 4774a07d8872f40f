internal import Definitions
internal import Engine
internal import Intake
internal import Store

/// One lead: whether it is qualified and why, how it moves, and all that happened.
struct LeadPage: Page {
  static let template = "lead"

  let shell: Shell
  let heading: Heading
  let verdict: String
  let how: String
  let merged: String?
  let facts: [Fact]
  let momentumTitle: String
  let chart: MomentumChart?
  let hasMomentum: Bool
  let components: Grid
  let stepsTitle: String
  let nextSteps: [String]
  let hasSteps: Bool
  let ahead: [String]
  let gates: [GateView]
  let wants: [WantLine]
  let hasWants: Bool
  let clocks: [String]
  let next: [String]
  let storyWords: String
  let story: [LeadStory.StoryDay]

  struct Fact: Sendable { let name: String, value: String }
  struct GateView: Sendable { let title: String, word: String, kind: String, parts: Grid }
  struct WantLine: Sendable { let text: String, depth: String? }

  init(
    _ explanation: LeadExplanation, _ sheet: LeadSheet, spans: [MomentumSpan], of tenant: Tenant, for viewer: Viewer
  ) throws {
    let lead = explanation.lead
    let who = sheet.view?.shortName ?? "Lead \(sheet.lead.rawValue)"
    shell = .client(tenant, who, for: viewer, standing: explanation.standing, asOf: lead.day)
    let place = [sheet.view?.title, sheet.view?.account].compactMap(\.self).joined(separator: ", ")
    let below = [sheet.view?.address, place.isEmpty ? nil : place].compactMap(\.self).joined(separator: " · ")
    var heading = Heading.client(tenant, nil, within: .momentum, below: below.isEmpty ? nil : below)
    heading.above = tenant.name
    heading.title = who
    self.heading = heading
    verdict = explanation.verdict
    how = Typography.words((explanation.how ?? "It never was.").capitalisedFirst)
    merged = sheet.askedFor.map { "Lead \($0.rawValue) was merged into lead \(sheet.lead.rawValue)." }
    facts = Self.facts(explanation, sheet)
    let isQualified = lead.isQualified
    gates = explanation.gates.map(Self.gate)
    wants = isQualified ? [] : explanation.wants.map(WantLine.init)
    hasWants = !wants.isEmpty
    clocks = explanation.clocks.map(\.capitalisedFirst)
    let changes = explanation.next.map { "\($0.day): \($0.words(isPast: false))" }
    next = changes.isEmpty ? [isQualified ? "It stays qualified." : "It stays as it is."] : changes
    let momentum = explanation.momentum
    hasMomentum = momentum != nil
    momentumTitle =
      momentum.map {
        "Momentum \(Typography.count($0.level.momentum)): \($0.level.tier.rawValue) since \($0.tierSince), \($0.level.direction.rawValue)"
      } ?? "No momentum: it has never engaged"
    components = Self.components(momentum)
    stepsTitle = momentum?.toHot.map { "What would make it hot: \($0) more, the next steps" } ?? ""
    nextSteps = momentum?.toHot == nil ? [] : Self.steps(momentum)
    hasSteps = !nextSteps.isEmpty
    ahead = Self.ahead(momentum)
    chart = try explanation.standing.live.flatMap { live in
      let tiers = try live.plan.rules().model?.tiers
      return tiers.flatMap {
        MomentumChart(spans, tiers: $0, today: lead.day, title: "Momentum of the last four months and the next")
      }
    }
    let story = LeadStory(explanation)
    storyWords = story.words
    self.story = story.days
  }

  private static func facts(_ explanation: LeadExplanation, _ sheet: LeadSheet) -> [Fact] {
    let lead = explanation.lead
    let stage = lead.state.stage.name + (explanation.stageSaid.map { " (\($0))" } ?? "")
    var facts = [
      Fact(name: "Lead", value: "\(sheet.lead.rawValue)"),
      Fact(name: "Created", value: lead.timeline.createdDay.description),
      Fact(name: "First touch", value: lead.timeline.channel.replacing("_", with: " ")),
      Fact(name: "Stage", value: stage),
      Fact(
        name: "Definition",
        value:
          "\(explanation.standing.live?.definition ?? 0) “\(explanation.definition.name)”, at the end of \(lead.day)"),
    ]
    let banned = Set(sheet.bannedKeys)
    let keys = sheet.keys.map { $0.description + (banned.contains($0) ? " (banned)" : "") }
    if !keys.isEmpty { facts.append(Fact(name: "Keys", value: keys.joined(separator: ", "))) }
    return facts
  }

  private static func gate(_ answer: LeadExplanation.GateAnswer) -> GateView {
    var grid = Grid(
      "\(answer.gate.rawValue): \(answer.text.oneLine)", kind: "cards",
      [.init("Part"), .init("Value"), .init("From")])
    // The gate itself is its first part; where it has others its text is the caption.
    let isChain = answer.parts.count > 1
    for (index, part) in answer.parts.enumerated().dropFirst(isChain ? 1 : 0) {
      let isSaidNext = index + 1 < answer.parts.count && answer.parts[index + 1].traced.isLooked(at: part.traced)
      let level = max(0, part.traced.level - (isChain ? 1 : 0))
      grid.append([
        Grid.Cell(text: part.traced.text.oneLine, isHeading: true, kind: "code level\(min(level, 4))"),
        .text(part.traced.value), .text(isSaidNext ? "" : part.from),
      ])
    }
    return GateView(
      title: "\(answer.gate.rawValue.capitalisedFirst): \(answer.gate.question)", word: answer.holds ? "yes" : "no",
      kind: answer.holds ? "badge good" : "badge notable", parts: grid)
  }

  private static func components(_ momentum: MomentumExplanation?) -> Grid {
    let parts = momentum?.components ?? []
    var grid = Grid(
      "The four components, which add up to it", kind: "cards middle",
      [.init("Component"), .init("Drawn"), .number("Points"), .init("Because")])
    let bars = LedgerBars.parts(parts.map { Double($0.applied.points) })
    for (part, bar) in zip(parts, bars) {
      grid.append([
        Grid.Cell.text(part.applied.component.rawValue).heading, Grid.Cell(bar: bar, kind: "drawn short"),
        .number(Typography.signed(String(part.applied.points))),
        Grid.Cell(
          text: Typography.words(part.applied.reason), note: part.events.isEmpty ? nil : part.events, kind: "full"),
      ])
    }
    return grid
  }

  private static func steps(_ momentum: MomentumExplanation?) -> [String] {
    (momentum?.components ?? []).compactMap { part in
      part.applied.better.map {
        "\(part.applied.component.rawValue.capitalisedFirst): \($0.sentence), now \(Typography.count(part.applied.points))"
      }
    }
  }

  private static func ahead(_ momentum: MomentumExplanation?) -> [String] {
    let turns = momentum?.ahead ?? []
    guard !turns.isEmpty else { return ["It stays as it is."] }
    func words(_ turn: MomentumExplanation.Turn) -> String {
      "\(turn.day): \(Typography.count(turn.momentum)), \(turn.tier.rawValue)"
    }
    let shown = turns.prefix(6).map(words)
    return shown + (turns.count > 6 ? turns.last.map { ["… and in the end, from \(words($0))"] } ?? [] : [])
  }
}

extension LeadPage.WantLine {
  /// The words indent the parts of a choice.
  fileprivate init(_ line: String) {
    let indent = line.prefix(while: \.isWhitespace).count / 2
    text = Typography.words(String(line.drop(while: \.isWhitespace)))
    depth = indent == 0 ? nil : "level\(min(indent, 4))"
  }
}
