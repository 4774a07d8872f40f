internal import Store
internal import Synchronization

/// Works on jobs side by side: whatever is begun runs at once, beside all that run.
///
/// A task for each job costs more than a job that has hardly anything to do. So a seat, which is a task, takes the next job when
/// its own has ended, and whoever sits down while jobs are waiting calls for one seat more: jobs that take their time get a seat
/// each, one after the other within microseconds, and those that end as soon as they have begun share a few.
final class Seats: Sendable {
  fileprivate struct Seat {
    /// `nil` until somebody has sat down.
    var job: LeasedJob?
    /// `nil` until what opened the seat knows it.
    var task: Task<Void, Never>?
    /// Its job was told to stop. Whoever sits here takes no other: that one would be stopped as well.
    var isStopped = false
  }

  fileprivate struct Room {
    var waiting: ArraySlice<LeasedJob> = []
    /// Told to stop before they had a seat. They get one all the same: what comes of them is written down.
    var stopped: Set<LeasedJob> = []
    var seats: [Int: Seat] = [:]
    var opened = 0
    /// A seat is opened on which nobody has sat down yet.
    var isOpening = false
  }

  private let room = Mutex(Room())
  private let work: @Sendable (LeasedJob) async -> Void

  /// - Parameter work: Does one job, and writes down what comes of it. Is told to stop by the cancellation of its task.
  init(_ work: @escaping @Sendable (LeasedJob) async -> Void) { self.work = work }

  func begin(_ jobs: [LeasedJob]) {
    let seat = room.withLock { room in
      room.waiting += jobs
      return room.seatToOpen()
    }
    if let seat { open(seat) }
  }

  /// Tells a job to stop. It has ended when its work has.
  func cancel(_ job: LeasedJob) {
    room.withLock { $0.stop(job) }?.cancel()
  }

  private func open(_ seat: Int) {
    let task = Task { await sit(on: seat) }
    let isStopped = room.withLock { room in
      room.seats[seat]?.task = task
      return room.seats[seat]?.isStopped ?? false
    }
    if isStopped { task.cancel() }
  }

  private func sit(on seat: Int) async {
    room.withLock { $0.isOpening = false }
    while true {
      let (taken, next) = room.withLock { room in (room.take(on: seat), room.seatToOpen()) }
      if let next { open(next) }
      guard let taken else { return }
      if taken.isStopped { withUnsafeCurrentTask { $0?.cancel() } }
      await work(taken.job)
    }
  }
}

extension Seats.Room {
  /// The number of a seat, where one is to be opened: one at a time, and only while jobs are waiting.
  fileprivate mutating func seatToOpen() -> Int? {
    guard !isOpening, !waiting.isEmpty else { return nil }
    isOpening = true
    opened += 1
    seats[opened] = Seats.Seat()
    return opened
  }

  /// The next job for who sits there, and whether it was told to stop before; `nil`: they are to leave.
  fileprivate mutating func take(on seat: Int) -> (job: LeasedJob, isStopped: Bool)? {
    guard let place = seats.index(forKey: seat) else { return nil }
    guard !seats.values[place].isStopped, let job = waiting.popFirst() else {
      seats.remove(at: place)
      return nil
    }
    let isStopped = !stopped.isEmpty && stopped.remove(job) != nil
    seats.values[place].job = job
    seats.values[place].isStopped = isStopped
    return (job, isStopped)
  }

  /// Whom to tell.
  fileprivate mutating func stop(_ job: LeasedJob) -> Task<Void, Never>? {
    guard let seat = seats.first(where: { $0.value.job == job })?.key else {
      if waiting.contains(job) { stopped.insert(job) }
      return nil
    }
    seats[seat]?.isStopped = true
    return seats[seat]?.task
  }
}
