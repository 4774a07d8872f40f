internal import CLibPQ
import Glibc
import Synchronization

/// Names one call on one connection; later calls have higher numbers.
struct Ticket: Sendable {
  let number: UInt64
}

/// What other threads may touch of a connection: they write a ticket on it and ring, and
/// the connection's own thread, parked in `poll`, looks which call is meant.
///
/// A ring that comes too late names a call that is over, and is ignored: it can never hit
/// the call after it.
final class Bell: Sendable {
  /// An eventfd: readable once rung.
  let descriptor: CInt
  private let rung = Atomic<UInt64>(0)
  private let curfew = Atomic<Bool>(false)

  init() throws(PostgresError) {
    // EFD_CLOEXEC and EFD_NONBLOCK are O_CLOEXEC and O_NONBLOCK.
    descriptor = eventfd(0, O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { throw .spent(reason: "no file descriptor is left to wake the connection with") }
  }

  deinit { close(descriptor) }

  /// Asks the call that holds `ticket` to stop. From any thread.
  func ring(for ticket: Ticket) {
    rung.max(ticket.number, ordering: .releasing)
    wake()
  }

  func isRung(for ticket: Ticket) -> Bool { rung.load(ordering: .acquiring) == ticket.number }

  /// Nothing is to be asked on this connection any more, nor waited for. From any thread.
  func ringForGood() {
    curfew.store(true, ordering: .releasing)
    wake()
  }

  var isRungForGood: Bool { curfew.load(ordering: .acquiring) }

  /// Ends the `poll` without asking for anything.
  func wake() {
    var one: UInt64 = 1
    _ = unsafe write(descriptor, &one, 8)
  }

  /// Makes the bell silent again.
  func hush() {
    var count: UInt64 = 0
    _ = unsafe read(descriptor, &count, 8)
  }
}
