import Synchronization

/// Lets so many tests have a database at a time, and no more.
///
/// All tests of a run begin at once. Each with some connections, and a service each, they were more than a server has
/// (`max_connections`), and on two cores more of them at once make none of them sooner done.
final class Turnstile: Sendable {
  static let shared = Turnstile(places: 48)

  /// Whoever is in takes a second database without waiting: those who hold the places must not wait for each other.
  @TaskLocal static var isInside = false

  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }
  private let state: Mutex<State>

  init(places: Int) { state = Mutex(State(free: places)) }

  func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func leave() {
    let next = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil as CheckedContinuation<Void, Never>?
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
