internal import Engine
internal import Store

/// Something to be shown: its stored properties are what its template names.
protocol Page: Sendable {
  /// The name of its template.
  static var template: String { get }
  var shell: Shell { get }
  var heading: Heading { get }
}

/// What stands around a page.
struct Shell: Sendable {
  /// Of the window.
  let title: String
  let stylesheet = "/assets/\(Stylesheet.name)"
  /// Where the name of the product leads; `nil` for somebody who may go nowhere.
  let home: String?
  let isAgency: Bool
  let isSignedIn: Bool
  let isPortfolio: Bool
  let footnotes: [String]

  init(
    title: String, viewer: Viewer?, home: String? = nil, isPortfolio: Bool = false, footnotes: [String] = []
  ) {
    self.title = title
    self.home = home ?? viewer.map { _ in "/" }
    isAgency = viewer == .agency
    isSignedIn = viewer != nil
    self.isPortfolio = isPortfolio
    self.footnotes = footnotes
  }
}

/// What a page begins with.
struct Heading: Sendable {
  var above: String?
  var title: String
  var below: String?
  /// The title is somebody's name, in whatever script.
  var isName = false
  var tabs: [Link] = []
  var hasTabs = false
}

struct Link: Sendable {
  var title: String
  var href: String
  /// What `aria-current` says of it: `page` for the page that one is on, `true` for what it belongs to.
  var current: String?
}

/// Links of which one is where one is.
struct Choice: Sendable {
  let title: String
  let options: [Link]
  /// `screen`: paper does not need it.
  var kind: String?
}

/// Sentences that have to be read beside figures.
struct Notes: Sendable {
  let notes: [String]
  let hasNotes: Bool

  init(_ notes: [String]) {
    self.notes = notes.map(Typography.words)
    hasNotes = !notes.isEmpty
  }
}

/// The views of one client.
enum ClientTab: CaseIterable {
  case velocity, momentum, alerts, definition

  var title: String {
    switch self {
    case .velocity: "Velocity"
    case .momentum: "Momentum"
    case .alerts: "Alerts"
    case .definition: "Definition"
    }
  }

  func href(_ tenant: Tenant) -> String {
    switch self {
    case .velocity: tenant.path
    case .momentum: "\(tenant.path)/momentum"
    case .alerts: "\(tenant.path)/alerts"
    case .definition: "\(tenant.path)/definition"
    }
  }
}

extension Tenant {
  /// A slug is made of letters, digits and hyphens: nothing in it needs to be encoded.
  var path: String { "/clients/\(slug)" }

  func path(of lead: LeadID) -> String { "\(path)/leads/\(lead.rawValue)" }
}

extension Heading {
  /// - Parameters:
  ///   - tab: Where one is; `nil` on a page below one of them.
  ///   - parent: Of which it then is a part.
  static func client(
    _ tenant: Tenant, _ tab: ClientTab?, within parent: ClientTab? = nil, below: String?
  ) -> Heading {
    Heading(
      title: tenant.name, below: below, isName: true,
      tabs: ClientTab.allCases.map {
        Link(title: $0.title, href: $0.href(tenant), current: $0 == tab ? "page" : $0 == parent ? "true" : nil)
      },
      hasTabs: true)
  }
}

extension Shell {
  static func client(
    _ tenant: Tenant, _ title: String, for viewer: Viewer, standing: Standing? = nil, asOf: Day? = nil
  ) -> Shell {
    var notes: [String] = []
    if let asOf { notes.append("As of \(asOf), \(tenant.timezone).") }
    if let pending = standing?.pending, pending > 0 {
      notes.append("\(Typography.count(pending)) \(pending == 1 ? "lead is" : "leads are") still to be computed.")
    }
    return Shell(title: "\(title) · \(tenant.name)", viewer: viewer, footnotes: notes)
  }
}
