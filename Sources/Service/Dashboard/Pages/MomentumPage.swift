internal import Definitions
internal import Engine
internal import Store

/// How a client's leads move: whom to call, who comes up, who goes quiet.
struct MomentumPage: Page {
  static let template = "momentum"

  let shell: Shell
  let heading: Heading
  let hasMomentum: Bool
  let tiers: [TierCount]
  let bar: ShareBar
  let barWords: String
  let callWords: String
  let calls: [CallGroup]
  let hasCalls: Bool
  let moreCalls: Link?
  let surging: Grid
  let hasSurging: Bool
  let cooling: Grid
  let hasCooling: Bool
  let coolingWords: String
  let quadrants: [Quadrant]
  let hasQuadrants: Bool
  let quadrantWords: String
  let unheard: Grid
  let hasUnheard: Bool
  let figures: [ClientPage.Figure]
  let progression: Grid
  let hasProgression: Bool

  struct TierCount: Sendable { let name: String, count: String, share: String }
  struct Quadrant: Sendable { let name: String, count: String, kind: String }
  /// Calls that follow each other and ask for the same.
  struct CallGroup: Sendable {
    let tier: String, action: String, first: Int
    var rows: [Call]
  }
  struct Call: Sendable {
    let position: String, who: String, href: String, place: String?, momentum: String, due: String
    let isLate: Bool
    let reason: String, assignedTo: String?
  }

  /// - Parameter limit: So many calls; `nil` for all.
  init(_ board: MomentumBoard, of tenant: Tenant, for viewer: Viewer, calls limit: Int?) {
    shell = .client(tenant, "Momentum", for: viewer, standing: board.standing, asOf: board.today)
    let all = board.tiers.values.reduce(0, +)
    heading = .client(
      tenant, .momentum, below: "Momentum on \(board.today): \(Typography.count(all)) leads that ever engaged")
    hasMomentum = all > 0
    let order = Tier.allCases.reversed()
    tiers = order.map { tier in
      let count = board.tiers[tier] ?? 0
      return TierCount(
        name: tier.rawValue, count: Typography.count(count), share: Self.percent(count, of: all))
    }
    bar = ShareBar(order.map { (board.tiers[$0] ?? 0, $0.rawValue) })
    barWords = "Leads by tier: " + tiers.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    let zone = board.standing.live.flatMap { Zone(iana: $0.zone) } ?? .utc
    callWords =
      board.queue.isEmpty
      ? "Nobody to call: no lead is hot or warming that was not touched since."
      : CallRow.counts(of: board.queue, today: board.today, zone: zone)
    let shown = board.queue.prefix(limit ?? .max)
    calls = Self.groups(shown, tenant, board.today, zone)
    hasCalls = !calls.isEmpty
    moreCalls =
      shown.count < board.queue.count
      ? Link(title: "All \(Typography.count(board.queue.count)) calls", href: "\(tenant.path)/momentum?calls=all#calls")
      : nil
    surging = Self.surging(board.surging)
    hasSurging = !board.surging.isEmpty
    cooling = Self.cooling(board.cooling, tenant, zone)
    hasCooling = !board.cooling.isEmpty
    coolingWords = Self.coolingWords(board, viewer)
    quadrants = board.quadrants.map {
      Quadrant(
        name: $0.name, count: Typography.count($0.leads), kind: $0.name == "high score, no momentum" ? "marked" : "")
    }
    hasQuadrants = !quadrants.isEmpty
    quadrantWords =
      board.quadrants.first.map {
        "A score is high from \(Typography.plain($0.medianScore, decimals: 0)) on, the median of the MQLs; a lead has momentum when it is hot or warming."
      } ?? ""
    unheard = Self.unheard(board.unheard, tenant)
    hasUnheard = !board.unheard.isEmpty
    let figures = MomentumFigures(board.figures)
    self.figures = figures.figures
    progression = figures.progression
    hasProgression = !figures.progression.isEmpty
  }

  static func percent(_ count: Int, of all: Int) -> String {
    all == 0 ? "–" : "\((100 * count + all / 2) / all)\u{A0}%"
  }

  private static func call(_ row: CallRow, _ tenant: Tenant, _ today: Day, _ zone: Zone) -> Call {
    let place = [row.address, [row.title, row.account].compactMap(\.self).joined(separator: ", ")]
      .compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: " · ")
    let engaged = row.lastEngagedAt.map { "; last engaged \(zone.day(ofInstant: $0))" } ?? ""
    return Call(
      position: "\(row.position)", who: row.shortName ?? "somebody without a name", href: tenant.path(of: row.lead),
      place: place.isEmpty ? nil : place, momentum: Typography.count(Int(row.momentum)),
      due: Typography.words("by \(row.due(today: today, zone: zone))"), isLate: row.isLate(today: today, zone: zone),
      reason: Typography.words("\(row.reason.capitalisedFirst)\(engaged)"), assignedTo: row.assignedTo)
  }

  private static func groups(_ rows: ArraySlice<CallRow>, _ tenant: Tenant, _ today: Day, _ zone: Zone) -> [CallGroup] {
    var groups: [CallGroup] = []
    for row in rows {
      if groups.last?.tier != row.tier || groups.last?.action != row.action {
        groups.append(CallGroup(tier: row.tier, action: row.action, first: Int(row.position), rows: []))
      }
      groups[groups.count - 1].rows.append(call(row, tenant, today, zone))
    }
    return groups
  }

  private static func surging(_ rows: [AccountMomentumRow]) -> Grid {
    var grid = Grid(
      "Surging companies, the fastest first", hidesCaption: true,
      [.init("Company"), .number("Momentum"), .number("Engaged, 30 days"), .number("30 days before")])
    for row in rows {
      grid.append([
        Grid.Cell.name(row.account).heading, .number(Typography.count(Int(row.momentum))),
        .count(Int(row.stakeholders)), .count(Int(row.stakeholdersBefore)),
      ])
    }
    return grid
  }

  private static func cooling(_ rows: [CoolingRow], _ tenant: Tenant, _ zone: Zone) -> Grid {
    var grid = Grid(
      "Leads that cool down, the latest first", hidesCaption: true,
      [
        .init("Lead"), .number("Momentum"), .init("Cooling since"), .init("Last engaged"), .init("Last touched"),
        .init("With"),
      ])
    func day(_ instant: Int64?) -> Grid.Cell { .day(instant.map { zone.day(ofInstant: $0).description }) }
    for row in rows {
      grid.append([
        Grid.Cell.person(row, row.lead, of: tenant, note: row.account).heading,
        .number(Typography.count(Int(row.momentum))), .day(row.tierSince.description), day(row.lastEngagedAt),
        row.lastTouchedAt == nil ? .text("never") : day(row.lastTouchedAt), .text(row.assignedTo),
      ])
    }
    return grid
  }

  private static func coolingWords(_ board: MomentumBoard, _ viewer: Viewer) -> String {
    let count = board.tiers[.cooling] ?? 0
    let leads = "\(Typography.count(count)) \(count == 1 ? "lead is" : "leads are") cooling"
    guard board.keepsCoolingList else {
      return "\(leads). Who of them to write to is listed while the workflow re_engagement is on"
        + (viewer == .agency ? ": headway workflow set." : ".")
    }
    return board.cooling.isEmpty
      ? "\(leads), and all that may be written to were touched in the last 7 days."
      : "\(leads). These were not touched for more than 7 days: remind them of the value, ask whether the time is right."
  }

  private static func unheard(_ rows: [QuadrantRow], _ tenant: Tenant) -> Grid {
    var grid = Grid(
      "High score, no momentum: everybody believes in them, and nobody hears from them",
      [.init("Lead"), .number("Score"), .number("Momentum"), .init("Tier")])
    for row in rows {
      grid.append([
        Grid.Cell.person(row, row.lead, of: tenant, note: row.account).heading,
        .number(Typography.count(Int(row.score))), .number(Typography.count(Int(row.momentum))),
        Grid.Cell(text: row.tier, badge: "tier \(row.tier)"),
      ])
    }
    return grid
  }
}

extension String {
  /// As a sentence begins.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
