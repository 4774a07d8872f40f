import Dispatch

/// The executor of one connection: its own serial queue, which may block.
///
/// A thread of Swift's own pool must never block, there are only as many as cores. A
/// serial dispatch queue gets a thread of its own while it works, so that sixty blocked
/// connections starve nothing. Dispatch makes 255 such threads and no more: of 600 blocked
/// queues 255 ran, the others waited for one of those to end.
final class ConnectionQueue: SerialExecutor {
  let queue = DispatchQueue(label: "headway.connection")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// For what comes in through a dispatch source on the same queue.
  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
