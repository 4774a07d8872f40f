internal import HTTPTypes
internal import Intake
internal import LibPQ
internal import Store

/// Why there is no such page, and where to go instead.
struct FaultPage: Page {
  static let template = "fault"

  let shell: Shell
  let heading: Heading
  let advice: String
  let link: Link?

  /// What went wrong, as much of it as whoever asks may know.
  struct Fault: Error, Hashable {
    var status: HTTPResponse.Status
    var title: String
    var advice: String

    static let noSuchPage = Fault(
      status: .notFound, title: "There is no such page",
      advice: "The address may be mistyped, or what it led to may be gone.")
    static let unavailable = Fault(
      status: .serviceUnavailable, title: "Back in a moment",
      advice: "The database does not answer at the moment. Nothing is lost; please try again shortly.")
    static let broken = Fault(
      status: .internalServerError, title: "Something went wrong",
      advice: "The page could not be made. It is not your doing, and nothing was changed.")
  }

  init(_ fault: Fault, viewer: Viewer?) {
    shell = Shell(title: fault.title, viewer: viewer, home: fault.status == .notFound ? "/" : nil)
    heading = Heading(above: "\(fault.status.code)", title: fault.title)
    advice = fault.advice
    link =
      switch viewer {
      case .agency?: Link(title: "All clients", href: "/")
      case .client?: Link(title: "Your figures", href: "/")
      case nil: nil
      }
  }
}

extension FaultPage.Fault {
  /// - Parameter viewer: A client is told nothing of how the agency works.
  init(_ error: any Error, viewer: Viewer?) {
    switch error {
    case let fault as Self: self = fault
    case let error as StoreError: self.init(error, viewer)
    case LeadFault.erased:
      self = .noSuchPage
      advice = "Its person was erased for good. The days that it counts on stay in the figures."
    case LeadFault.unknown:
      self = .noSuchPage
      title = "There is no such lead"
    case let error as PostgresError:
      switch error {
      case .spent, .busy, .late, .cancelled: self = .unavailable
      case .refused, .misread, .unknown: self = .broken
      }
    case is CancellationError: self = .unavailable
    default: self = .broken
    }
  }

  private init(_ error: StoreError, _ viewer: Viewer?) {
    switch error {
    case .noSuchTenant:
      self = .noSuchPage
      if viewer == .agency { title = "There is no such client" }
    case .noSuchDefinition(_, let version):
      self = .noSuchPage
      title = "There is no definition \(version)"
    case .noSuchPeriod(_, let period):
      self = .noSuchPage
      title = "There are no figures for \(period)"
      advice = "They begin with the first lead and end today."
    case .tenantNotOpen(_, let state):
      self.init(
        status: .forbidden, title: "This client is closed",
        advice: viewer == .agency
          ? "It is \(state.rawValue), and its figures are shown to nobody until it is open again: headway tenant resume."
          : "Its figures are shown to nobody at the moment. Ask your agency.")
    case .notMigrated, .busy, .overtaken, .databaseIsNewer: self = .unavailable
    default: self = .broken
    }
  }
}

/// A client that has no figures yet.
struct SilentPage: Page {
  static let template = "silent"

  let shell: Shell
  let heading: Heading
  let words: String

  init(_ standing: Standing, of tenant: Store.Tenant, for viewer: Viewer, _ tab: ClientTab) {
    shell = .client(tenant, tab.title, for: viewer)
    heading = .client(tenant, tab, below: nil)
    let advice: String
    if let version = standing.newestDefinition {
      words =
        "The figures under definition \(version) are not computed yet."
        + (viewer == .agency ? " The workers do it: headway worker." : " Please look again in a moment.")
    } else {
      advice = viewer == .agency ? " Set one: headway definition set \(tenant.slug) FILE." : ""
      words = "Nobody has said yet what “qualified” means here, so there is nothing to count." + advice
    }
  }
}
