import Synchronization

/// Of several hosts the one to write to: the one on the newest timeline.
///
/// libpq takes the first that accepts writes. An old primary that comes back after a standby was promoted accepts
/// them as well, and what is written there is lost when it is made a standby in its turn. A promotion begins a new
/// timeline, so the older one is known by its number, and is left: by new connections, and by those that lie in a pool.
///
/// The newest timeline that this process has seen is remembered. It may have seen too little, so all hosts are asked
/// whenever it has to connect and has not asked for a while, and in that rhythm for as long as a pool has a connection:
/// who is in the middle of a call learns it from nobody else, and a COMMIT at an old primary may wait for ever for the
/// standby that has left it.
struct TimelineFence: Sendable {
  private let hosts: [Conninfo]
  let memory: Memory

  /// How long what all hosts said is good for. One that is down costs ``patience`` each time.
  static let rhythm: Duration = .seconds(5)
  static let patience: Duration = .seconds(2)

  /// `nil`: there is one host only, or it is not asked for the one to write to.
  static func around(_ conninfo: String) -> TimelineFence? {
    guard conninfo.contains("target_session_attrs"), let read = try? Conninfo(conninfo),
      ["read-write", "primary"].contains(read["target_session_attrs"] ?? "")
    else { return nil }
    let hosts = read.hosts
    return hosts.count > 1 ? TimelineFence(hosts: hosts, memory: .of(hosts)) : nil
  }

  /// Throws `spent` with what each host had against it.
  func open(_ options: ConnectionOptions) async throws(PostgresError) -> Connection {
    await askAll(options)
    var reasons: [String] = []
    for host in hosts {
      do throws(PostgresError) {
        let connection = try await Connection.connect(host.text, options, behind: memory)
        guard let timeline = try await connection.timeline() else {
          connection.pass?.timeline.store(.max, ordering: .releasing)
          return connection
        }
        connection.pass?.timeline.store(timeline, ordering: .releasing)
        if memory.note(timeline) { return connection }
        await connection.close()
        reasons.append("\(host.place) is an old primary, on timeline \(timeline) while another is on \(memory.newest)")
      } catch .cancelled {
        throw .cancelled
      } catch {
        reasons.append("\(error)")
      }
    }
    throw .spent(reason: reasons.joined(separator: "; "))
  }

  /// Asks in the ``rhythm``, while anybody wants to know; whoever watches the memory is told what is new.
  func keepAsking(_ options: ConnectionOptions, while isWanted: () -> Bool?) async {
    while !Task.isCancelled, let isWanted = isWanted() {
      if isWanted, !memory.isAsking.exchange(true, ordering: .acquiring) {
        await askAll(options)
        memory.isAsking.store(false, ordering: .releasing)
      }
      try? await Task.sleep(for: Self.rhythm)
    }
  }

  private func askAll(_ options: ConnectionOptions) async {
    guard memory.isStale(at: .now) else { return }
    var options = options
    options.connectPatience = min(options.connectPatience, Self.patience)
    options.patience = min(options.patience, Self.patience)
    await withTaskGroup(of: Void.self) { [options] group in
      for host in hosts {
        group.addTask {
          guard let connection = try? await Connection.connect(host.text, options) else { return }
          if let timeline = try? await connection.timeline() ?? nil { _ = memory.note(timeline) }
          await connection.close()
        }
      }
    }
    memory.asked(at: .now)
  }

  /// What one process knows of the same hosts, whichever database and login it asks them for.
  final class Memory: Sendable {
    /// Of several pools one asks.
    fileprivate let isAsking = Atomic<Bool>(false)

    private struct State {
      var newest: Int32 = 0
      var asked: ContinuousClock.Instant?
      var watches: [UInt64: @Sendable () -> Void] = [:]
      var lastWatch: UInt64 = 0
    }
    private let state = Mutex(State())

    private static let all = Mutex<[[String]: Memory]>([:])

    static func of(_ hosts: [Conninfo]) -> Memory {
      all.withLock { all in
        let memory = all[hosts.map(\.place)] ?? Memory()
        all[hosts.map(\.place)] = memory
        return memory
      }
    }

    var newest: Int32 { state.withLock { $0.newest } }

    /// Whether none newer was seen. Where this one is newer than all, whoever watches is told before it returns.
    func note(_ timeline: Int32) -> Bool {
      let (isNewest, told) = state.withLock { state in
        let told = timeline > state.newest ? Array(state.watches.values) : []
        state.newest = max(state.newest, timeline)
        return (timeline == state.newest, told)
      }
      for leave in told { leave() }
      return isNewest
    }

    /// Calls `leave` whenever a promotion becomes known, on whatever thread learns of it, until the watch is let go.
    func watch(_ leave: @escaping @Sendable () -> Void) -> Watch {
      let number = state.withLock { state in
        state.lastWatch += 1
        state.watches[state.lastWatch] = leave
        return state.lastWatch
      }
      return Watch(memory: self, number: number)
    }

    final class Watch: Sendable {
      private let memory: Memory
      private let number: UInt64

      fileprivate init(memory: Memory, number: UInt64) { (self.memory, self.number) = (memory, number) }

      deinit {
        // Let go of outside of the lock: it may be the last that holds a connection, which has a watch of its own.
        let leave = memory.state.withLock { $0.watches.removeValue(forKey: number) }
        withExtendedLifetime(leave) {}
      }
    }

    func isStale(at now: ContinuousClock.Instant) -> Bool {
      state.withLock { $0.asked.map { now - $0 > TimelineFence.rhythm } ?? true }
    }

    func asked(at now: ContinuousClock.Instant) { state.withLock { $0.asked = now } }
  }
}

/// What a connection to one of several hosts was let in with.
final class Pass: Sendable {
  let memory: TimelineFence.Memory
  let timeline = Atomic<Int32>(0)

  init(_ memory: TimelineFence.Memory) { self.memory = memory }

  /// Another host has been promoted since. Not before its own timeline is known: ``TimelineFence`` looks at that.
  var isOutdated: Bool {
    let timeline = timeline.load(ordering: .acquiring)
    return timeline > 0 && timeline < memory.newest
  }
}

extension Connection {
  /// The control file's word: the functions that tell of the log itself are nobody's but an administrator's. A promotion
  /// writes the second number, the checkpoint that follows it the first.
  ///
  /// `nil`: a hosted server that shows it to nobody. Its own proxy chooses the primary, and libpq's choice is taken.
  fileprivate func timeline() async throws(PostgresError) -> Int32? {
    do throws(PostgresError) {
      let rows = try await query(
        """
        select greatest(c.timeline_id, r.min_recovery_end_timeline)
          from pg_catalog.pg_control_checkpoint() c, pg_catalog.pg_control_recovery() r
        """)
      return rows.first?.first.flatMap { $0 }.flatMap { Int32($0) }
    } catch .refused {
      return nil
    }
  }
}

extension Conninfo {
  /// Each host by itself, in their order, with all else that was said.
  var hosts: [Conninfo] {
    func list(_ keyword: String) -> [String] {
      (self[keyword] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let (names, addresses, ports) = (list("host"), list("hostaddr"), list("port"))
    return (0..<max(names.count, addresses.count)).map { index in
      var one = self
      // One port is everybody's.
      for (keyword, values) in [("host", names), ("hostaddr", addresses), ("port", ports)] {
        let value = values.count == 1 ? values[0] : values.indices.contains(index) ? values[index] : ""
        one[keyword] = value.isEmpty ? nil : value
      }
      return one
    }
  }

  fileprivate var place: String { "\(self["hostaddr"] ?? self["host"] ?? "localhost"):\(self["port"] ?? "5432")" }
}
