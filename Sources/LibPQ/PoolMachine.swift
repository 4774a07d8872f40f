/// Decides who gets which connection. Touches no connection, no task, no clock.
///
/// First come, first served: what comes back goes to whoever has waited longest, so
/// nothing is ever idle while somebody waits.
struct PoolMachine<Resource> {
  typealias Waiter = UInt64

  enum Grant {
    case use(Resource)
    /// A place in the pool without a connection: make one, or give the place back.
    case connect
    case closed
  }

  let size: Int
  private(set) var idle: [Resource] = []
  /// Places handed out or idle.
  private(set) var taken = 0
  private(set) var isClosed = false
  private var waiting: [(waiter: Waiter, deadline: Deadline)] = []
  private var lastWaiter: Waiter = 0

  init(size: Int) { self.size = max(1, size) }

  var waitingCount: Int { waiting.count }
  var firstDeadline: Deadline? { waiting.first?.deadline }

  mutating func makeWaiter() -> Waiter {
    lastWaiter += 1
    return lastWaiter
  }

  /// What can be had at once; `nil` when one must wait.
  mutating func ask() -> Grant? {
    if isClosed { return .closed }
    // The most recently used one: the others may grow old and be closed by the server.
    if let resource = idle.popLast() { return .use(resource) }
    guard taken < size else { return nil }
    taken += 1
    return .connect
  }

  /// Joins the queue, at its end.
  mutating func queue(_ waiter: Waiter, until deadline: Deadline) {
    waiting.append((waiter, deadline))
  }

  /// Takes a connection back, or with `nil` an empty place, and says who is served by it.
  mutating func giveBack(_ resource: Resource?) -> (waiter: Waiter, grant: Grant)? {
    if !isClosed, !waiting.isEmpty {
      return (waiting.removeFirst().waiter, resource.map(Grant.use) ?? .connect)
    }
    if !isClosed, let resource { idle.append(resource) } else { taken -= 1 }
    return nil
  }

  /// Takes out of the idle ones those that nobody is to have any more.
  mutating func discard(where isUseless: (Resource) -> Bool) -> [Resource] {
    let useless = idle.filter(isUseless)
    idle.removeAll(where: isUseless)
    taken -= useless.count
    return useless
  }

  /// Stops waiting; `false` when the waiter had been served already.
  mutating func leave(_ waiter: Waiter) -> Bool {
    guard let index = waiting.firstIndex(where: { $0.waiter == waiter }) else { return false }
    waiting.remove(at: index)
    return true
  }

  /// Those whose deadline has passed, who then wait no longer.
  mutating func expire(_ hasPassed: (Deadline) -> Bool) -> [Waiter] {
    let expired = waiting.filter { hasPassed($0.deadline) }.map(\.waiter)
    waiting.removeAll { expired.contains($0.waiter) }
    return expired
  }

  /// Hands out nothing from here on.
  mutating func close() -> (idle: [Resource], waiters: [Waiter]) {
    isClosed = true
    taken -= idle.count
    defer { (idle, waiting) = ([], []) }
    return (idle, waiting.map(\.waiter))
  }
}
