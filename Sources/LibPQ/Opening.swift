internal import CLibPQ
import Dispatch
import Glibc
import Synchronization

/// Connecting, as libpq does it: service files, several hosts, TLS, passwords.
///
/// The blocking call is used, on the connection's queue: only it knows how to go on to the
/// next host when one is silent. So that neither a cancel nor the deadline has to wait for
/// it, the three race, and a connection that comes too late is closed unused.
final class Opening: Sendable {
  private typealias Outcome = Result<Handle, PostgresError>
  private struct State {
    var isOver = false
    var early: Outcome?
    var waiting: CheckedContinuation<Outcome, Never>?
  }
  private let state = Mutex(State())

  static func open(
    _ conninfo: String, _ options: ConnectionOptions, on queue: DispatchQueue
  ) async throws(PostgresError) -> Handle {
    let opening = Opening()
    queue.async { opening.end(connect(conninfo, options)) }
    let limit = options.connectPatience
    timers.asyncAfter(deadline: .now() + .milliseconds(limit.wholeMilliseconds)) {
      opening.end(.failure(.late(after: limit)))
    }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { opening.wait($0) }
    } onCancel: {
      opening.end(.failure(.cancelled))
    }
    return try outcome.get()
  }

  private static let timers = DispatchQueue(label: "headway.connecting")

  private func wait(_ continuation: CheckedContinuation<Outcome, Never>) {
    let early = state.withLock { state -> Outcome? in
      if state.early == nil { state.waiting = continuation }
      return state.early
    }
    if let early { continuation.resume(returning: early) }
  }

  /// The first to come decides.
  private func end(_ outcome: Outcome) {
    let waiting = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
      guard !state.isOver else { return nil }
      state.isOver = true
      if state.waiting == nil { state.early = outcome }
      return state.waiting.take()
    }
    waiting?.resume(returning: outcome)
  }

  /// Blocks.
  private static func connect(_ conninfo: String, _ options: ConnectionOptions) -> Outcome {
    var settings: [(String, String)] = [("fallback_application_name", options.applicationName)]
    if !saysConnectTimeout(conninfo) {
      settings.append(("connect_timeout", String(max(2, options.connectPatience.components.seconds))))
    }
    // libpq reads `dbname` as a whole conninfo, and lets what follows it win.
    settings.append(("dbname", conninfo))
    settings.append(("client_encoding", "UTF8"))
    guard let connection = unsafe start(settings) else { return .failure(.spent(reason: "out of memory")) }
    let handle = unsafe Handle(connection, notices: NoticeDesk(options.onNotice))
    guard unsafe PQstatus(connection) == CONNECTION_OK, unsafe PQsetnonblocking(connection, 1) == 0 else {
      return .failure(.spent(reason: handle.message))
    }
    return .success(handle)
  }

  private static func start(_ settings: [(String, String)]) -> OpaquePointer? {
    let copies = unsafe settings.map { unsafe (strdup($0.0), strdup($0.1)) }
    defer {
      unsafe copies.forEach {
        unsafe free($0.0)
        unsafe free($0.1)
      }
    }
    let keywords = unsafe copies.map { unsafe UnsafePointer($0.0) } + [nil]
    let values = unsafe copies.map { unsafe UnsafePointer($0.1) } + [nil]
    return unsafe PQconnectdbParams(keywords, values, 1)
  }

  /// A service may say it too, in a file only libpq reads: then it is left alone.
  private static func saysConnectTimeout(_ conninfo: String) -> Bool {
    if unsafe getenv("PGCONNECT_TIMEOUT") != nil || getenv("PGSERVICE") != nil { return true }
    return conninfo.contains("connect_timeout") || conninfo.contains("service")
  }
}
