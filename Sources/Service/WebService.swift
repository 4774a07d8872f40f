internal import Engine
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
public import Observation
public import ServiceLifecycle
public import Store

/// Everything that Headway says over HTTP, in one process: intake, the reading API, the dashboard, and what
/// operators ask for.
///
/// Any number may run side by side before one database; none holds anything that another would miss.
public struct WebService: Service {
  private let settings: Settings
  private let database: Database
  private let meters: Meters
  private let observe: Observer
  private let doorkeeper: Doorkeeper
  /// Replaced by tests alone.
  var writeKeys: WriteKeyLookup
  private let onListening: @Sendable (ListenAddress) async -> Void

  /// - Parameters:
  ///   - meters: What `/metrics` shows. Whoever runs the workers beside it gives them the same.
  ///   - onListening: Is told where it listens, with the port that the system chose where 0 was asked for.
  public init(
    _ settings: Settings, database: Database, meters: Meters, observe: @escaping Observer = { _ in },
    onListening: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
  ) {
    self.settings = settings
    self.database = database
    self.meters = meters
    self.observe = observe
    self.onListening = onListening
    let doorkeeper = Doorkeeper(database)
    self.doorkeeper = doorkeeper
    writeKeys = { try await doorkeeper.sender(withKey: $0) }
  }

  /// Serves until it is shut down: a graceful shutdown takes no new connection and lets end what was begun.
  public func run() async throws {
    let router = Router(context: Visit.self)
    OperationsRoutes(database: database, meters: meters).add(to: router)
    if settings.hasIdleRoute { IdleRoute(limits: settings.intake).add(to: router) }
    IntakeRoutes(
      limits: settings.intake, database: database, holder: writeKeys,
      writer: InboxWriter(settings.inbox) { [database] in try await database.inbox.receive($0) },
      rates: RateLimiter(sustained: settings.intakeRate), observe: observe
    ).add(to: router)

    APIRoutes(
      database: database, doorkeeper: doorkeeper, description: APIDescription(database, url: settings.publicURL)
    ).add(to: router)

    // What people look at in a browser; what programs ask for comes before, and passes no gate of pages.
    let templates = try Templates()
    let gate = PageGate(doorkeeper, url: settings.publicURL, dress: { templates.dress($0) })
    router.add(middleware: UnknownAddresses(templates: templates))
    let pages = router.group().add(middleware: gate)
    AccessRoutes(sessions: database.sessions, gate: gate).add(to: pages)
    DashboardRoutes(database: database, templates: templates, asOf: settings.pagesDay).add(to: pages)

    // Last, so that it stands before what no route answers and before nothing else.
    router.add(middleware: APIRoutes.Refusals())

    // What a person should know is observed; the library's own words are nobody's.
    let silent = Logger(label: "headway", factory: { _ in SwiftLogNoOpLogHandler() })
    let (host, settings, told) = (settings.listen.host, settings, onListening)
    let application = Application(
      router: router, server: .http1(configuration: settings.limits.channel),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: settings.listen.port), serverName: "headway", backlog: 1024,
        availableConnectionsDelegate: .maximum(OpenFiles.room(for: settings.limits.connections), logger: silent)),
      onServerRunning: { channel in
        await told(ListenAddress(host: host, port: channel.localAddress?.port ?? settings.listen.port))
      },
      logger: silent)
    try await application.run()
  }
}

extension WebService {
  public struct Settings: Sendable {
    public var listen: ListenAddress
    public var limits = Limits()
    var intake = IntakeRoutes.Limits()
    var inbox = InboxWriter.Limits()
    /// Messages a second that a client may send to this process for good; twenty times as many at once.
    public var intakeRate = 2000.0
    /// Where people reach it.
    public var publicURL: PublicURL
    /// Whether it has a route that does nothing, to be measured beside those that do.
    package var hasIdleRoute = false
    /// The date that pages answer for; `nil`: today.
    var pagesDay: Day?

    public init(listen: ListenAddress) { (self.listen, publicURL) = (listen, PublicURL(listen)) }
  }
}
