internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Intake
internal import Store

/// The pages: the agency's portfolio, and what there is to see of one client.
///
/// Each page is made from a tenant and who looks, in one snapshot of the database. A client that asks for another
/// one's page hears that there is none, and nobody is sent to where one signs in. Behind ``PageGate``, which knows who
/// visits.
struct DashboardRoutes {
  let database: Database
  let templates: Templates
  /// The date that all pages answer for; `nil`: today.
  var asOf: Day?

  func add(to router: some RouterMethods<Visit>) {
    router.get("assets/\(Stylesheet.name)") { _, _ in
      Response.asset(Stylesheet.text, type: "text/css; charset=utf-8")
    }
    router.get("assets/mark.svg") { _, _ in Response.asset(Stylesheet.mark, type: "image/svg+xml") }
    add("", to: router, portfolio)
    add("clients/:slug", to: router, client)
    add("clients/:slug/periods/:period", to: router, period)
    add("clients/:slug/momentum", to: router, momentum)
    add("clients/:slug/leads/:id", to: router, lead)
    add("clients/:slug/definition", to: router, definition)
    add("clients/:slug/alerts", to: router, alerts)
  }

  /// What a page is asked.
  struct Question: Sendable {
    let viewer: Viewer
    let parameters: Parameters
    let query: Parameters

    func word(_ name: String) -> String? { query[Substring(name)].map(String.init) }
  }

  private func add(
    _ path: String, to router: some RouterMethods<Visit>,
    _ page: @escaping @Sendable (Question) async throws -> any Page
  ) {
    router.get(RouterPath(path)) { request, visit in
      guard let viewer = Viewer(visit.visitor) else { return Self.toSignIn(from: request) }
      do {
        let question = Question(
          viewer: viewer, parameters: visit.parameters, query: request.uri.queryParameters)
        return .page(templates.render(try await page(question)))
      } catch {
        return fault(FaultPage.Fault(error, viewer: viewer), viewer)
      }
    }
  }

  /// And from there back to the page that was asked for.
  private static func toSignIn(from request: Request) -> Response {
    let asked = request.uri.description
    guard asked != "/", LocalPath(asked) != nil,
      let next = asked.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    else { return .going(to: "/signin") }
    return .going(to: "/signin?next=\(next)")
  }

  private func fault(_ fault: FaultPage.Fault, _ viewer: Viewer?) -> Response {
    var response = Response.page(templates.render(FaultPage(fault, viewer: viewer)), status: fault.status)
    if fault.status == .serviceUnavailable { response.headers[.retryAfter] = "10" }
    return response
  }

  // MARK: Pages

  /// The tenant of the address, if this viewer may see it.
  private func tenant(_ question: Question) async throws -> Tenant {
    let slug = question.parameters.get("slug") ?? ""
    let tenant = try await database.tenants.named(slug)
    guard question.viewer.sees(tenant.id) else { throw StoreError.noSuchTenant(slug: slug) }
    guard tenant.state == .active else { throw StoreError.tenantNotOpen(slug: slug, state: tenant.state) }
    return tenant
  }

  @Sendable private func portfolio(_ question: Question) async throws -> any Page {
    if case .client(let own) = question.viewer {
      return try await overview(of: database.tenants.entered(own), question)
    }
    let order = question.word("sort").flatMap(PortfolioOrder.init) ?? .change
    return PortfolioPage(try await database.portfolio(by: order, asOf: asOf), by: order)
  }

  @Sendable private func client(_ question: Question) async throws -> any Page {
    try await overview(of: tenant(question), question)
  }

  private func overview(of tenant: Tenant, _ question: Question) async throws -> any Page {
    let period = try question.word("period").map { name in
      guard let period = Period(name: name) else {
        throw StoreError.noSuchPeriod(tenant: tenant.slug, period: name)
      }
      return period
    }
    let grain = period?.grain ?? question.word("grain").flatMap(Grain.init) ?? .month
    guard let reading = try await database.client(tenant, by: grain, period: period, asOf: asOf) else {
      return try await silent(tenant, question, .velocity)
    }
    return ClientPage(reading, of: tenant, for: question.viewer)
  }

  @Sendable private func period(_ question: Question) async throws -> any Page {
    let tenant = try await tenant(question)
    let name = question.parameters.get("period") ?? ""
    guard let period = Period(name: name),
      let explanation = try await database.explanation(of: period, tenant: tenant, limit: 15, asOf: asOf)
    else { throw StoreError.noSuchPeriod(tenant: tenant.slug, period: name) }
    return PeriodPage(explanation, of: tenant, for: question.viewer)
  }

  @Sendable private func momentum(_ question: Question) async throws -> any Page {
    let tenant = try await tenant(question)
    let everybody = question.word("calls") == "all"
    guard let board = try await database.momentumBoard(of: tenant, limit: 20, asOf: asOf) else {
      return try await silent(tenant, question, .momentum)
    }
    return MomentumPage(board, of: tenant, for: question.viewer, calls: everybody ? nil : 15)
  }

  @Sendable private func lead(_ question: Question) async throws -> any Page {
    let tenant = try await tenant(question)
    guard let number = question.parameters.get("id").flatMap({ Int64($0) }), number > 0 else {
      throw FaultPage.Fault.noSuchPage
    }
    return try await database.read(as: tenant.id, asOf: asOf, within: .seconds(30)) { session in
      let sheet = try session.leadSheet(.number(LeadID(number)), of: tenant.id)
      guard let explanation = try session.explanation(of: sheet.lead, tenant: tenant.id) else {
        throw LeadFault.unknown(.number(LeadID(number)))
      }
      let spans = try session.momentumSpans(of: sheet.lead)
      return try LeadPage(explanation, sheet, spans: spans, of: tenant, for: question.viewer)
    }
  }

  @Sendable private func definition(_ question: Question) async throws -> any Page {
    let tenant = try await tenant(question)
    let versions = try await database.read(DefinitionVersions(tenant: tenant.id), as: tenant.id)
    let (wanted, base) = (question.word("version"), question.word("against"))
    return try DefinitionPage(
      versions, version: wanted.map { Int32($0) ?? 0 }, against: base.map { Int32($0) ?? 0 }, of: tenant,
      for: question.viewer)
  }

  @Sendable private func alerts(_ question: Question) async throws -> any Page {
    let tenant = try await tenant(question)
    return AlertsPage(
      try await database.alertBoard(of: tenant.id, limit: 100), of: tenant, for: question.viewer, limit: 100)
  }

  /// There is nothing to show yet.
  private func silent(_ tenant: Tenant, _ question: Question, _ tab: ClientTab) async throws -> any Page {
    SilentPage(try await database.standing(of: tenant.id), of: tenant, for: question.viewer, tab)
  }
}
