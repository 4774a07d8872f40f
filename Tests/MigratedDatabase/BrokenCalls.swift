public import LibPQ
public import TestSupport
import Synchronization

/// Counts the calls of a database, and lets the server break one of them.
public final class BrokenCalls: Sendable {
  /// What the server does at that call. It happens in there, so a transaction is as broken as it would be.
  public enum Failure: String, CaseIterable, Sendable, CustomStringConvertible {
    case serialisation = "40001"
    case deadlock = "40P01"
    case timeout = "57014"
    case cut = "57P01"

    public var description: String {
      switch self {
      case .serialisation: "serialisation failure (40001)"
      case .deadlock: "deadlock (40P01)"
      case .timeout: "timeout of a statement (57014)"
      case .cut: "connection cut"
      }
    }

    fileprivate var text: String {
      self == .cut ? "select pg_terminate_backend(pg_backend_pid())" : "select guard.test_failure('\(rawValue)')"
    }
  }

  private struct State {
    var calls = 0
    var breaking: (call: Int, failure: Failure)?
    var struck = 0
  }
  private let state = Mutex(State())

  /// Makes what fails; no login of ours may use a language itself.
  public init(in place: TestDatabase) async throws {
    let superuser = try await Connection.open(place.conninfo)
    try await superuser.simple(
      """
      create function guard.test_failure(code text) returns void language plpgsql
        as $$ begin raise exception 'broken by the test' using errcode = code; end $$;
      grant usage on schema guard to public;
      """)
    await superuser.close()
  }

  /// For the database whose calls they are.
  public var options: ConnectionOptions {
    var options = ConnectionOptions()
    options.rehearsal = { self.next() }
    return options
  }

  /// Begins to count from one again; that call breaks.
  public func breakCall(_ call: Int, _ failure: Failure) {
    state.withLock { $0 = State(breaking: (call, failure)) }
  }

  public func breakNothing() { state.withLock { $0 = State() } }

  /// Since the last order.
  public var calls: Int { state.withLock { $0.calls } }
  public var struck: Int { state.withLock { $0.struck } }

  private func next() -> String? {
    state.withLock { state in
      state.calls += 1
      guard let breaking = state.breaking, breaking.call == state.calls else { return nil }
      state.struck += 1
      return breaking.failure.text
    }
  }
}
