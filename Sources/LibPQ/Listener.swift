internal import CLibPQ
import Dispatch

/// LISTEN on a connection of its own, through every loss of it.
///
/// A notification is only a hint: whoever misses one must find the work by looking. When
/// some may have been missed there is a `gap`: after a reconnect, and when the reader of
/// `events` fell more than a thousand behind.
public final class Listener: Sendable {
  public enum Event: Sendable, Hashable {
    case notification(channel: String, payload: String)
    /// Some may have been missed: look now.
    case gap
  }

  /// Ends after `close`, or when the listener is let go. For one reader.
  public let events: AsyncStream<Event>
  private let loop: Task<Void, Never>

  /// Connects and listens; what is notified from here on is heard. Throws when the first
  /// connection cannot be had; later losses are made good in silence, but for the `gap`.
  ///
  /// Every `probe` the server is asked for a sign of life: a peer that vanished sends none.
  public static func open(
    _ conninfo: String = "", channels: [String], probe: Duration = .seconds(30),
    options: ConnectionOptions = ConnectionOptions()
  ) async throws(PostgresError) -> Listener {
    let ear = Ear(conninfo: conninfo, channels: channels, probe: probe, options: options)
    return Listener(ear, first: try await ear.connect())
  }

  private init(_ ear: Ear, first: Connection) {
    let (events, feed) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(1000))
    self.events = events
    loop = Task { await ear.listen(from: first, into: feed) }
    feed.onTermination = { [loop] _ in loop.cancel() }
  }

  deinit { loop.cancel() }

  /// Ends `events` and closes the connection.
  public func close() async {
    loop.cancel()
    await loop.value
  }
}

/// One listener's connecting, listening and resting.
private struct Ear {
  let conninfo: String
  let channels: [String]
  let probe: Duration
  let options: ConnectionOptions

  func connect() async throws(PostgresError) -> Connection {
    let connection = try await Connection.open(conninfo, options: options)
    let text = channels.map { "listen \(quoted($0))" }.joined(separator: ";")
    try await connection.simple(text)
    return connection
  }

  func listen(from first: Connection, into feed: AsyncStream<Listener.Event>.Continuation) async {
    var machine = ListenerMachine()
    var connection = first
    var action = machine.handle(.connected)
    while action != .end {
      let event: ListenerMachine.Event
      switch action {
      case .watch(let afterGap):
        if afterGap { feed.yield(.gap) }
        await connection.watch(probe: probe) { feed.hear($0) }
        await connection.close()
        event = .lost(jitter: .random(in: 0...1))
      case .rest(let pause):
        try? await Task.sleep(for: pause)
        event = .rested
      case .connect:
        do {
          connection = try await connect()
          event = .connected
        } catch {
          event = .failed(jitter: .random(in: 0...1))
        }
      case .end: return feed.finish()
      }
      action = machine.handle(Task.isCancelled ? .stopRequested : event)
    }
    await connection.close()
    feed.finish()
  }

  private func quoted(_ channel: String) -> String {
    "\"" + channel.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension AsyncStream<Listener.Event>.Continuation {
  /// What does not fit pushes out the oldest, and says so.
  fileprivate func hear(_ event: Listener.Event) {
    if case .dropped = yield(event) { yield(.gap) }
  }
}

extension Connection {
  /// Hands out notifications until the connection is lost or the task cancelled. The
  /// queue is free meanwhile: a dispatch source wakes it when bytes come.
  fileprivate func watch(probe: Duration, _ hear: @escaping @Sendable (Listener.Event) -> Void) async {
    guard wire.takeNotifications(hear) else { return }
    let vigil = Vigil(socket: socket, queue: queue.queue, probe: probe)
    // Nobody notifies at an old primary.
    let promotions = pass?.memory.watch { [self] in if isOutdated { vigil.end() } }
    defer { withExtendedLifetime(promotions) {} }
    if isOutdated { vigil.end() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        vigil.begin(
          onBytes: { self.assumeIsolated { $0.wire.takeNotifications(hear) } },
          onProbe: { self.assumeIsolated { $0.wire.answersProbe() && $0.wire.takeNotifications(hear) } },
          onEnd: { continuation.resume() })
      }
    } onCancel: {
      vigil.end()
    }
  }
}

/// A read source and a timer on the connection's queue; ends when either says `false`.
private final class Vigil: @unchecked Sendable {
  private let source: any DispatchSourceRead
  private let timer: any DispatchSourceTimer

  init(socket: CInt, queue: DispatchQueue, probe: Duration) {
    source = DispatchSource.makeReadSource(fileDescriptor: socket, queue: queue)
    timer = DispatchSource.makeTimerSource(queue: queue)
    let interval = DispatchTimeInterval.milliseconds(probe.wholeMilliseconds)
    timer.schedule(deadline: .now() + interval, repeating: interval)
  }

  func begin(
    onBytes: @escaping @Sendable () -> Bool, onProbe: @escaping @Sendable () -> Bool,
    onEnd: @escaping @Sendable () -> Void
  ) {
    source.setEventHandler { [self] in if !onBytes() { end() } }
    timer.setEventHandler { [self] in if !onProbe() { end() } }
    source.setCancelHandler { [self] in
      timer.cancel()
      onEnd()
    }
    source.activate()
    timer.activate()
  }

  /// From any thread, and as often as one likes.
  func end() { source.cancel() }
}

extension Wire {
  /// Takes in what has come and hands out the notifications in it; `false` when the
  /// connection is lost.
  fileprivate func takeNotifications(_ hear: (Listener.Event) -> Void) -> Bool {
    guard spentReason == nil else { return false }
    // Until nothing is left: when the server's last words and its hanging up come at once,
    // the dispatch source reports both as one event and is silent ever after.
    repeat {
      guard unsafe PQconsumeInput(connection) == 1 else {
        _ = spend()
        return false
      }
    } while hasMoreToTakeIn
    while let notice = unsafe PQnotifies(connection) {
      let channel = unsafe String(cString: notice.pointee.relname)
      let payload = unsafe String(cString: notice.pointee.extra)
      unsafe PQfreemem(notice)
      hear(.notification(channel: channel, payload: payload))
    }
    return true
  }

  /// An empty query: a round trip that asks nothing.
  fileprivate func answersProbe() -> Bool {
    _ = beginCall()
    return (try? simple("")) != nil
  }
}
