internal import Engine
internal import Store

/// Makes messages durable, those of many requests and tenants by one commit, and keeps what waits for it bounded.
///
/// While one commit is under way the next batch gathers, so batches grow as the load does, and a lone request waits
/// for nobody. A tenant may fill no more than its share of what may wait: when it sends more than the database takes,
/// its own requests are turned away, and those of the others are not.
actor InboxWriter {
  struct Limits: Sendable {
    /// Of what waits to be stored, in bytes: 64 MB are some 150,000 messages, a second or two of a busy database.
    var waiting = 64 << 20
    /// Of that, what one tenant may have.
    var waitingPerTenant = 8 << 20
    /// Of one commit, in bytes and in messages.
    var batch = 4 << 20
    var batchMessages = 5000
    /// Of one tenant in one commit, where others wait too.
    var turn = 1 << 20
  }

  /// Nothing was stored; come again.
  struct Overload: Error, Hashable {
    enum Whose: Hashable { case tenant, everybody }
    var whose: Whose
  }

  private struct Request {
    var messages: [ReceivedMessage]
    var bytes: Int
    var answer: CheckedContinuation<Set<Inbox.Key>, any Error>
  }

  private let limits: Limits
  private let store: @Sendable ([ReceivedMessage]) async throws -> Set<Inbox.Key>
  private var queues: [TenantID: [Request]] = [:]
  /// Whose turn it is, in order; each tenant with something waiting stands here once.
  private var turns: [TenantID] = []
  private var waiting = 0
  private var waitingOf: [TenantID: Int] = [:]
  private var isWriting = false
  /// Requests in the commit that is under way.
  private var underWay = 0

  init(_ limits: Limits = Limits(), store: @escaping @Sendable ([ReceivedMessage]) async throws -> Set<Inbox.Key>) {
    self.limits = limits
    self.store = store
  }

  /// Whether anything more is taken from anybody. Asked before a body is read.
  var isFull: Bool { waiting >= limits.waiting }

  /// Requests that were taken and are not stored yet.
  var waitingRequests: Int { queues.values.reduce(underWay) { $0 + $1.count } }

  /// Stores the messages of a request. When it returns they are on disk; what it returns are those that were new.
  func receive(_ messages: [ReceivedMessage], of tenant: TenantID) async throws -> Set<Inbox.Key> {
    guard !messages.isEmpty else { return [] }
    let bytes = messages.reduce(0) { $0 + $1.body.count + 100 }
    guard waiting + bytes <= limits.waiting else { throw Overload(whose: .everybody) }
    guard waitingOf[tenant, default: 0] + bytes <= limits.waitingPerTenant else { throw Overload(whose: .tenant) }
    return try await withCheckedThrowingContinuation { answer in
      waiting += bytes
      waitingOf[tenant, default: 0] += bytes
      if queues[tenant, default: []].isEmpty { turns.append(tenant) }
      queues[tenant, default: []].append(Request(messages: messages, bytes: bytes, answer: answer))
      if !isWriting {
        isWriting = true
        Task { await write() }
      }
    }
  }

  private func write() async {
    while true {
      let requests = nextBatch()
      guard !requests.isEmpty else { break }
      underWay = requests.count
      do {
        var fresh = try await store(requests.flatMap(\.messages))
        for request in requests {
          // Of two requests with the same message in one commit, the first has brought it.
          let own = fresh.intersection(
            request.messages.lazy.map { Inbox.Key(tenant: $0.tenant, message: $0.message) })
          fresh.subtract(own)
          leave(request, .success(own))
        }
      } catch {
        for request in requests { leave(request, .failure(error)) }
      }
      underWay = 0
    }
    isWriting = false
  }

  private func leave(_ request: Request, _ result: Result<Set<Inbox.Key>, any Error>) {
    let tenant = request.messages[0].tenant
    waiting -= request.bytes
    let left = waitingOf[tenant, default: 0] - request.bytes
    waitingOf[tenant] = left > 0 ? left : nil
    request.answer.resume(with: result)
  }

  /// One tenant's share after the other's, around and around, until the batch is full.
  private func nextBatch() -> [Request] {
    var batch: [Request] = []
    var (bytes, messages) = (0, 0)
    while let tenant = turns.first, bytes < limits.batch, messages < limits.batchMessages {
      turns.removeFirst()
      var queue = queues[tenant] ?? []
      var taken = 0
      var count = 0
      while count < queue.count, taken == 0 || taken + queue[count].bytes <= limits.turn {
        taken += queue[count].bytes
        messages += queue[count].messages.count
        batch.append(queue[count])
        count += 1
      }
      queue.removeFirst(count)
      bytes += taken
      queues[tenant] = queue.isEmpty ? nil : queue
      if !queue.isEmpty { turns.append(tenant) }
    }
    return batch
  }
}
