import Engine

/// A sample client's definition, in Swift.
protocol RoughRule: Sendable {
  var idle: Int { get }
  var age: Int { get }
  /// The gates `contact` and `fit`, which look at attributes alone.
  func fits(_ lead: RoughLead) -> Bool
  /// `intent` and `ready`.
  func holds(_ view: RoughView) -> Bool
  func points(_ type: String, _ properties: [String: String]) -> Int
}

extension RoughLead {
  func number(_ name: String) -> Int { attributes[name].flatMap { Int($0) } ?? -1 }
  func isTrue(_ name: String) -> Bool { attributes[name] == "true" }
  func isOne(_ name: String, of values: Set<String>) -> Bool { attributes[name].map(values.contains) ?? false }
}

struct LarkspurRule: RoughRule {
  let idle = 45
  let age = 270

  func fits(_ lead: RoughLead) -> Bool {
    let title = lead.attributes["title"]?.lowercased() ?? ""
    return lead.isTrue("email_verified") && lead.number("account.employees") >= 50
      && lead.isOne("account.industry", of: ["software", "logistics", "healthcare"])
      && ["vp", "chief", "head", "director"].contains { title.contains($0) }
  }

  func holds(_ view: RoughView) -> Bool {
    view.reached(["mql", "sql", "opportunity"])
      && (view.score >= 40 || view.has(["demo_request", "meeting_booked"], within: 30))
  }

  func points(_ type: String, _ properties: [String: String]) -> Int {
    let path = properties["path"] ?? ""
    if type == "page_view" { return path.hasPrefix("/pricing") ? 10 : path.hasPrefix("/customers") ? 5 : 1 }
    return [
      "case_study": 8, "webinar_attended": 8, "email_clicked": 2, "email_replied": 10, "linkedin_reply": 10,
      "call_connected": 10, "demo_request": 25, "meeting_booked": 25, "meeting_held": 20, "unsubscribe": -30,
    ][type] ?? 0
  }
}

struct KestrelRule: RoughRule {
  let idle = 60
  let age = 365
  private let serious: Set = ["/pricing", "/security", "/compare", "/proposal"]

  func fits(_ lead: RoughLead) -> Bool {
    (lead.isTrue("email_verified") || lead.isTrue("phone_verified")) && lead.number("account.employees") >= 100
      && lead.isOne("account.industry", of: ["banking", "insurance", "payments", "lending"])
      && lead.isOne("account.country", of: ["GB", "DE", "NL", "IE"])
  }

  func holds(_ view: RoughView) -> Bool {
    guard view.reached(["sql", "opportunity"]) else { return false }
    let looks = view.past.count { event in
      view.day - event.day < 90 && event.type == "page_view" && serious.contains(event.properties["path"] ?? "")
    }
    return looks >= 2 || view.points(within: 60) >= 30
  }

  func points(_ type: String, _ properties: [String: String]) -> Int {
    let path = properties["path"] ?? ""
    if type == "page_view" { return ["/pricing", "/compare"].contains(path) ? 8 : path.hasPrefix("/docs") ? 6 : 1 }
    if type == "call_connected" { return (properties["minutes"].flatMap { Int($0) } ?? 0) >= 5 ? 12 : 4 }
    return [
      "whitepaper_download": 8, "case_study": 6, "badge_scanned": 3, "email_replied": 8, "linkedin_reply": 8,
      "demo_request": 20, "meeting_booked": 20, "meeting_held": 20, "unsubscribe": -30,
    ][type] ?? 0
  }
}

struct FeiraRule: RoughRule {
  let idle = 30
  let age = 150

  func fits(_ lead: RoughLead) -> Bool {
    (lead.isTrue("email_verified") || lead.isTrue("phone_verified")) && lead.number("monthly_orders") >= 40
      && lead.isOne("account.state", of: ["SP", "RJ", "MG", "PR", "SC", "RS"])
  }

  func holds(_ view: RoughView) -> Bool {
    view.has(["signup_completed", "catalogue_uploaded"], within: 30) || view.points(within: 30) >= 35
  }

  func points(_ type: String, _ properties: [String: String]) -> Int {
    if type == "page_view" { return properties["path"] == "/tarifas" ? 6 : 1 }
    return [
      "whatsapp_reply": 8, "call_connected": 8, "webinar_attended": 8, "signup_started": 6, "signup_completed": 20,
      "catalogue_uploaded": 25, "meeting_held": 15, "unsubscribe": -20,
    ][type] ?? 0
  }
}
