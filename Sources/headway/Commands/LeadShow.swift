import ArgumentParser
import Definitions
import Engine
import Intake
import Store
import Terminal

struct LeadShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A lead's keys, attributes and qualification.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The lead: its number or one of its keys.", transform: LeadReference.argument)
  var lead: LeadReference

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      let sheet = try await agency.database.read(as: tenant.id, asOf: command.options.asOf) { session in
        try session.leadSheet(command.lead, of: tenant.id)
      }
      if let number = sheet.askedFor {
        agency.console.say("lead \(number.rawValue) was merged into lead \(sheet.lead.rawValue)")
      }
      if sheet.view?.isPending ?? true {
        agency.console.warn("the lead has changed since it was computed: headway worker --once")
      }
      agency.console.show(Table(sheet: sheet))
    }
  }
}

extension Table {
  init(sheet: LeadSheet) {
    let fields = Self.person(sheet) + Self.standing(sheet.view) + Self.identity(sheet)
    self.init(fields.map(\.0), shape: .record, rows: [fields.map(\.1)])
  }

  private static func person(_ sheet: LeadSheet) -> [(Column, Cell)] {
    let view = sheet.view
    return [
      ("lead_id", .int(sheet.lead.rawValue)), ("name", .text(view?.name)), ("title", .text(view?.title)),
      ("email", .text(view?.email)), ("external_id", .text(view?.externalID)), ("account", .text(view?.account)),
    ]
  }

  private static func standing(_ view: LeadView?) -> [(Column, Cell)] {
    [
      ("stage", .text(view?.stage)), ("channel", .text(view?.timeline.channel)),
      ("created_day", .date(view?.timeline.createdDay.description)), ("qualified_now", .bool(view?.isQualified)),
      ("timeline", view?.timeline.cell ?? .null), ("attributes", view?.attributesCell ?? .null),
    ]
  }

  private static func identity(_ sheet: LeadSheet) -> [(Column, Cell)] {
    let banned = Set(sheet.bannedKeys)
    return [
      (
        "keys",
        .list(
          sheet.keys.map { Value.string($0.description) },
          shown: sheet.keys.map { $0.description + (banned.contains($0) ? " (banned)" : "") })
      ),
      (
        Column("banned_keys", isHiddenInTables: true),
        .list(sheet.bannedKeys.map { Value.string($0.description) }, shown: [])
      ),
      (
        "merged",
        .list(sheet.merged.map { Value.int($0.rawValue) }, shown: sheet.merged.map { String($0.rawValue) })
      ),
    ]
  }
}

extension Cell {
  /// A list in JSON, the texts one after the other in a table.
  fileprivate static func list(_ values: [Definitions.Value], shown texts: [String]) -> Cell {
    Cell(.json(Definitions.Value.list(values).json), shown: texts.isEmpty ? "–" : texts.joined(separator: ", "))
  }
}

extension Timeline {
  fileprivate var cell: Cell {
    var words = passedOn.map { ["\($0) passed through: a customer at once"] } ?? []
    var list: [Value] = passedOn.map { [Self.span($0, $0, .converted)] } ?? []
    for span in spans {
      words.append("\(span.from) … \(span.to.map { "\($0) \(span.reason?.rawValue ?? "")" } ?? "")")
      list.append(Self.span(span.from, span.to, span.reason))
    }
    return Cell(.json(Value.list(list).json), shown: words.isEmpty ? "never qualified" : words.joined(separator: ", "))
  }

  private static func span(_ from: Day, _ to: Day?, _ reason: ExitReason?) -> Value {
    .object([
      "from_day": .string(from.description), "to_day": .text(to?.description), "exit_reason": .text(reason?.rawValue),
    ])
  }
}

extension LeadView {
  /// `industry: saas, seats: 40` in a table.
  fileprivate var attributesCell: Cell {
    guard case .map(let members)? = try? JSONReader.read(attributes) else { return .json(attributes) }
    let words = members.compactMap { key, value -> String? in
      guard case .string(let name) = key else { return nil }
      if case .string(let text) = value { return "\(name): \(text)" }
      return "\(name): \(value.json)"
    }
    return Cell(.json(attributes), shown: words.isEmpty ? "–" : words.sorted().joined(separator: ", "))
  }
}
