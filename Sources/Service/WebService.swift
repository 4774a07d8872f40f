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
  }

  /// Serves until it is shut down: a graceful shutdown takes no new connection and lets end what was begun.
  public func run() async throws {
    let router = Router(context: Visit.self)
    OperationsRoutes(database: database, meters: meters).add(to: router)
    let dashboard = DashboardRoutes(
      database: database, access: settings.dashboard, templates: try Templates(), asOf: settings.dashboardDay)
    router.add(middleware: dashboard.unknownAddresses)
    dashboard.add(to: router)

    let (host, settings, told) = (settings.listen.host, settings, onListening)
    let application = Application(
      router: router, server: .http1(configuration: settings.limits.channel),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: settings.listen.port), serverName: "headway", backlog: 1024),
      onServerRunning: { channel in
        await told(ListenAddress(host: host, port: channel.localAddress?.port ?? settings.listen.port))
      },
      // What a person should know is observed; the library's own words are nobody's.
      logger: Logger(label: "headway", factory: { _ in SwiftLogNoOpLogHandler() }))
    try await application.run()
  }
}

extension WebService {
  public struct Settings: Sendable {
    public var listen: ListenAddress
    public var limits = Limits()
    /// Nobody is let in while nothing says who is who.
    var dashboard: any DashboardAccess = ClosedDashboard()
    /// The date that pages answer for; `nil`: today.
    var dashboardDay: Day?

    public init(listen: ListenAddress) { self.listen = listen }
  }
}
