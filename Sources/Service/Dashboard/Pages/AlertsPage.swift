internal import Definitions
internal import Engine
internal import Store

/// What was told of a client's leads, and whether it arrived.
struct AlertsPage: Page {
  static let template = "alerts"

  let shell: Shell
  let heading: Heading
  let sinks: Grid
  let hasSinks: Bool
  let noSinks: String
  let alerts: Grid
  let hasAlerts: Bool
  let alertWords: String

  init(_ board: AlertBoard, of tenant: Tenant, for viewer: Viewer, limit: Int) {
    shell = .client(tenant, "Alerts", for: viewer)
    heading = .client(tenant, .alerts, below: nil)
    sinks = Self.table(board.sinks, viewer)
    hasSinks = !board.sinks.isEmpty
    noSinks =
      "Alerts are kept here and go nowhere yet."
      + (viewer == .agency ? " To send them on: headway sink set \(tenant.slug) FILE." : "")
    let zone = Zone(iana: tenant.timezone) ?? .utc
    alerts = Self.table(board.alerts, tenant, zone)
    hasAlerts = !board.alerts.isEmpty
    let count = board.alerts.count
    alertWords =
      switch count {
      case 0: "Nothing was told yet."
      case limit: "The newest \(Typography.count(limit))"
      case 1: "One alert"
      default: "\(Typography.count(count)) alerts"
      }
  }

  private static func table(_ sinks: [SinkStanding], _ viewer: Viewer) -> Grid {
    var grid = Grid(
      "Sinks", hidesCaption: true,
      [
        .init("Name"), .init("Kind"), .init("Where"), .init("Wants"), .init("State"), .number("Waiting"),
        .number("Delivered"), .number("Given up"),
      ])
    for standing in sinks {
      let sink = standing.sink
      grid.append([
        Grid.Cell.name(sink.name).heading, .text(sink.target.kind.rawValue), .text(sink.target.place),
        .text(sink.alerts.isEmpty ? "all" : sink.alerts.map { $0.replacing("_", with: " ") }.joined(separator: ", ")),
        // What a receiver answered may speak of how it is set up: the agency's to read.
        Grid.Cell(
          text: sink.state, note: viewer == .agency && sink.state != "open" ? sink.disabled ?? standing.lastError : nil,
          badge: sink.state == "open" ? "badge good" : "badge notable"),
        .count(standing.waiting), .count(standing.delivered), .count(standing.dead),
      ])
    }
    return grid
  }

  private static func table(_ alerts: [ToldAlert], _ tenant: Tenant, _ zone: Zone) -> Grid {
    var grid = Grid(
      "Alerts, the newest first", hidesCaption: true,
      [.init("When"), .init("Kind"), .init("What"), .init("Why, and what to do"), .init("With"), .init("Deliveries")])
    for alert in alerts {
      var what = Grid.Cell.name(alert.headline, note: alert.account).heading
      what.href = alert.lead.map { tenant.path(of: $0) }
      grid.append([
        .day(zone.wallClock(alert.firedAt)), .badge(alert.kind.replacing("_", with: " "), "badge"), what,
        .text(alert.reason, note: alert.action.isEmpty ? nil : alert.action), .text(alert.assignedTo),
        .text(alert.deliveries ?? "no sink wanted it"),
      ])
    }
    return grid
  }
}
