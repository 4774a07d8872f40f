internal import Engine
internal import Store

/// One thing that can be asked: where, with what, and what comes back. What answers requests and what describes the API
/// are made from the same list.
struct APIRoute: Sendable {
  enum Answer: Sendable {
    /// JSON objects, and where the next page begins.
    case page(JSONPage)
    /// One JSON object; `nil` where there is none.
    case document(String?)
  }

  /// As OpenAPI writes it: `/api/v1/tenants/{slug}/lvr`.
  let path: String
  let operation: String
  let summary: String
  let description: String
  /// Of whose columns a row is made.
  let view: String
  /// Objects inside of a row, by name, and the views that they are rows of; a list where it says so.
  var nested: [(name: String, view: String, isList: Bool)] = []
  let parameters: [APIParameter]
  let isList: Bool
  let isOfTenant: Bool
  let read: @Sendable (APIQuestion, Database) async throws -> Answer

  /// A page of 200 rows takes milliseconds; a client of a hundred thousand leads that move, some seconds.
  static let patience: Duration = .seconds(20)

  /// The path as the router writes it.
  var pattern: String { path.replacing("{", with: ":").replacing("}", with: "") }

  /// Whether an address is one of this route's, whatever stands in it.
  func matches(_ address: String) -> Bool {
    let (own, other) = (path.split(separator: "/"), address.split(separator: "/"))
    return own.count == other.count && zip(own, other).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }

  static let all: [APIRoute] = [tenants, lvr, momentum, queue, lead, accounts, alerts]

  private static let tenants = APIRoute(
    path: "/api/v1/tenants", operation: "listTenants", summary: "All clients, by their short names",
    description: "For a token of the agency. The last month that is over and how the running one goes; no lead.",
    view: "agency.portfolio", parameters: [.asOf, .limit, .cursor], isList: true, isOfTenant: false
  ) { question, database in
    .page(
      try await database.clientPage(after: question.place, limit: question.limit, asOf: question.day("as_of")))
  }

  private static let lvr = list(
    "lvr", "listLVR", "Lead velocity rate per period, newest first",
    "The rate with its interval, band and target, and the waterfall that it comes from.", view: "report.lvr",
    [
      APIParameter(
        name: "grain", kind: .words(Grain.allCases.map(\.rawValue)), meaning: "Months or weeks. (default: month)"),
      APIParameter(name: "from", kind: .day, meaning: "Only periods that end on this day or later."),
      APIParameter(name: "to", kind: .day, meaning: "Only periods that begin on this day or earlier."),
    ]
  ) {
    .lvr(
      grain: $0.values["grain"].flatMap(Grain.init(rawValue:)) ?? .month, from: $0.day("from"), to: $0.day("to"))
  }

  private static let momentum = list(
    "momentum", "listMomentum", "Leads that move, the fastest first",
    "Which leads speed up and which go cold; a lead that never engaged is absent.", view: "report.momentum",
    [
      APIParameter(
        name: "tier", kind: .words(["hot", "warming", "neutral", "cooling", "cold"]), meaning: "Only this tier.")
    ]
  ) { .momentum(tier: $0.values["tier"]) }

  private static let queue = list(
    "queue", "listQueue", "Whom to call now, the first first",
    "Hot and warming leads that may be called and were not since they turned.", view: "report.call_queue", []
  ) { _ in .queue }

  private static let accounts = list(
    "accounts", "listAccounts", "Companies that move, the fastest first",
    "One of which nobody ever engaged is absent.", view: "report.account_momentum", []
  ) { _ in .accounts }

  private static let alerts = list(
    "alerts", "listAlerts", "What was told, the newest first", "And whether it arrived.", view: "report.alert",
    [
      APIParameter(
        name: "kind",
        kind: .words(["hot", "momentum_jump", "stakeholders_joined", "rewarmed", "signal", "digest", "test"]),
        meaning: "Only this kind.")
    ]
  ) { .alerts(kind: $0.values["kind"]) }

  private static let lead = APIRoute(
    path: "/api/v1/tenants/{slug}/leads/{id}", operation: "getLead", summary: "One lead",
    description: "As it stands, how it moves, and the days on which it is qualified. A lead that was joined to another "
      + "is answered by that one.", view: "report.lead",
    nested: [("momentum", "report.momentum", false), ("qualification", "report.qualification", true)],
    parameters: [.slug, .lead, .asOf], isList: false, isOfTenant: true
  ) { question, database in
    guard let tenant = question.tenant, let lead = question.lead else { return .document(nil) }
    return .document(
      try await database.leadDocument(lead, as: tenant.id, asOf: question.day("as_of"), within: patience))
  }

  private static func list(
    _ name: String, _ operation: String, _ summary: String, _ description: String, view: String,
    _ parameters: [APIParameter], _ report: @escaping @Sendable (APIQuestion) -> PagedReport
  ) -> APIRoute {
    APIRoute(
      path: "/api/v1/tenants/{slug}/\(name)", operation: operation, summary: summary, description: description,
      view: view, parameters: [.slug] + parameters + [.asOf, .limit, .cursor], isList: true, isOfTenant: true
    ) { question, database in
      guard let tenant = question.tenant else { return .document(nil) }
      return .page(
        try await database.page(
          of: report(question), as: tenant.id, after: question.place, limit: question.limit,
          asOf: question.day("as_of"), within: patience))
    }
  }
}
