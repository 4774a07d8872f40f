public import Engine
public import LibPQ
internal import SQLCatalog

/// A lead that entered, left or passed through on a day.
public struct LeadTransition: Sendable, Hashable {
  public var lead: LeadID
  public var day: Day
  public var transition: Transition
  public var externalID: String?
  public var email: String?
  public var name: String?
}

/// Those of a generation between two days, by day and lead.
public struct LeadTransitions: Statement {
  public static let sql = SQLText(SQL.Reading.transitions)
  var tenant: TenantID
  var generation: Int32
  var from: Day
  var through: Day

  public init(tenant: TenantID, generation: Int32, from: Day, through: Day) {
    self.tenant = tenant
    self.generation = generation
    self.from = from
    self.through = through
  }

  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(from)
    parameters.add(through)
  }

  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadTransition {
    let lead: LeadID = try row.read()
    let day = try row.day()
    let what = try row.string()
    let transition: Transition =
      switch what {
      case "entered": .entered
      case "passed_through": .passedThrough
      default: .exited(ExitReason(rawValue: what) ?? .criteria)
      }
    return LeadTransition(
      lead: lead, day: day, transition: transition, externalID: try row.stringOrNil(), email: try row.stringOrNil(),
      name: try row.stringOrNil())
  }
}
