internal import CLibPQ
import Glibc
import Synchronization

/// One `PQcancel` under way.
///
/// It has a thread of its own although it takes 2–3 ms: `PQcancel` knows no timeout, and
/// against a host that went silent it would hold the connection's thread past every
/// deadline. The connection waits for it (`isDone`) before its call ends: the server has
/// then delivered the signal, so it cannot strike the next statement.
final class CancelRequest: Sendable {
  private let done = Atomic<Bool>(false)
  private let bell: Bell

  var isDone: Bool { done.load(ordering: .acquiring) }

  init(_ connection: OpaquePointer?, bell: Bell) {
    self.bell = bell
    guard let order = unsafe PQgetCancel(connection) else {
      done.store(true, ordering: .releasing)
      return
    }
    let errand = unsafe Unmanaged.passRetained(Errand(order: order, request: self))
    var thread = pthread_t()
    let started = unsafe pthread_create(
      &thread, nil,
      { errand in
        guard let errand = unsafe errand else { return nil }
        unsafe Unmanaged<Errand>.fromOpaque(errand).takeRetainedValue().run()
        return nil
      }, errand.toOpaque())
    if started == 0 {
      pthread_detach(thread)
    } else {
      unsafe errand.release()
      done.store(true, ordering: .releasing)
    }
  }

  @safe
  private final class Errand {
    let order: OpaquePointer
    let request: CancelRequest

    init(order: OpaquePointer, request: CancelRequest) {
      unsafe self.order = order
      self.request = request
    }

    deinit { unsafe PQfreeCancel(order) }

    func run() {
      // The message is not worth keeping: whether the statement ended is read from the
      // connection itself.
      var message = [CChar](repeating: 0, count: 256)
      _ = unsafe PQcancel(order, &message, CInt(message.count))
      request.done.store(true, ordering: .releasing)
      request.bell.wake()
    }
  }
}
