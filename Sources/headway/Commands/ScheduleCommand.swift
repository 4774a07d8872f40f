import ArgumentParser
import Engine
import Store
import Terminal
import Workers

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "What comes by itself, and when, on each tenant's own clock.",
    subcommands: [ScheduleList.self, ScheduleSet.self])
}

struct ScheduleList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The schedules of a tenant; without one, everybody's and who has their own.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String?

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      let tenant = try await agency.scheduled(slug)
      agency.console.show(
        Table(schedules: try await agency.database.schedules.list(of: tenant)),
        whenEmpty: "no tenant yet: headway tenant create")
    }
  }
}

struct ScheduleSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Give a tenant, or everybody in a time zone, another time for what comes by itself.",
    discussion: """
      KIND is one of
      \(ScheduleKind.allCases.map { "  \($0.rawValue)  \($0.meaning), by default \($0.cron)" }.joined(separator: "\n"))

      CRON has five fields, minute hour day-of-month month day-of-week, on the tenant's wall clock: \
      "30 9 * * mon-fri". `default` takes a tenant's own schedule away.

        headway schedule set acme digest "30 9 * * mon-fri"
        headway schedule set acme digest default
        headway schedule set --zone Europe/Berlin close "0 6 3 * *"
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp(
      "In place of a tenant: everybody who lives there and has no schedule of their own.", valueName: "zone"))
  var zone: String?

  @Option(help: "What becomes of times that pass while no worker runs: latest (the last is made up for), skip, all.")
  var catchUp = CatchUp.latest

  @Argument(help: ArgumentHelp("[TENANT] KIND CRON", valueName: "tenant kind cron"))
  var words: [String] = []

  func validate() throws {
    guard words.count == (zone == nil ? 3 : 2) else {
      throw ValidationError(
        zone == nil
          ? "Expected TENANT KIND CRON, the expression in quotes."
          : "With --zone, expected KIND CRON, the expression in quotes.")
    }
    let kind = words[words.count - 2]
    guard ScheduleKind(rawValue: kind) != nil else {
      let kinds = ScheduleKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no schedule \"\(kind)\"; those there are: \(kinds).")
    }
    if words.last == "default" {
      if zone != nil { throw ValidationError("Give everybody's schedule a cron expression; `default` is a tenant's.") }
      return
    }
    do { _ = try Cron(words.last ?? "") } catch { throw ValidationError("\(error)") }
    if let zone, Zone(iana: zone) == nil {
      throw ValidationError("There is no time zone \"\(zone)\"; use an IANA name such as Europe/Berlin.")
    }
  }

  func run() async throws {
    let (words, zone, catchUp) = (words, zone, catchUp)
    let (kind, text) = (words[words.count - 2], words[words.count - 1])
    try await options.withAgency { agency in
      let schedules = agency.database.schedules
      let now = try await schedules.now()
      if let zone {
        let next = try Cron(text).next(after: now, in: Zone(iana: zone) ?? .utc)
        try await schedules.putZone(
          kind, zone: zone, cron: text, catchUp: catchUp, first: next, replaces: true)
        return agency.console.show(
          Table(schedules: try await schedules.list().filter { $0.tenant == nil && $0.zone == zone }))
      }
      let tenant = try await agency.tenant(words[0])
      if text == "default" {
        let had = try await schedules.remove(kind, of: tenant)
        if !had { agency.console.say("'\(tenant.slug)' had no \(kind) schedule of its own") }
      } else {
        let clock = tenant.clock
        try await schedules.put(
          kind, of: tenant, zone: tenant.timezone, cron: text, catchUp: catchUp,
          first: try Cron(text).next(after: now, in: clock))
      }
      _ = try await agency.scheduled(tenant.slug)
      agency.console.show(Table(schedules: try await schedules.list(of: tenant)))
    }
  }
}

extension Agency {
  /// The tenant, with everybody's schedules made where no worker has made them yet.
  fileprivate func scheduled(_ slug: String?) async throws -> Tenant? {
    try await DefaultSchedules(database).complete()
    guard let slug else { return nil }
    return try await database.tenants.named(slug)
  }
}

extension Table {
  fileprivate init(schedules: [ListedSchedule]) {
    let clocks = Clocks(schedules.map(\.zone))
    self.init(
      [
        Column("kind", isFlexible: false), "tenant", "zone", "cron", "catch_up", "next_at", "last_at",
      ],
      rows: schedules.map { one in
        [
          .text(one.kind), .text(one.tenant ?? "everybody"), .text(one.zone), .text(one.cron),
          .text(one.catchUp.rawValue), .instant(one.next, in: clocks[one.zone]),
          .instant(one.last, in: clocks[one.zone]),
        ]
      })
  }
}
