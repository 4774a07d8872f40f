import Foundation

/// What a child says. No other child is given an end of it, not even one that is started just now.
public final class Outlet: Sendable {
  private let ours: CInt
  let theirs: CInt

  public init() throws {
    var ends: [CInt] = [0, 0]
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw TestSupportError("no socket pair") }
    (ours, theirs) = (ends[0], ends[1])
  }

  /// All of it, when everybody who writes to it has ended. To be asked once, after the child was started.
  ///
  /// Waits on a thread of its own: those that tasks run on are as few as the cores, and what the child talks to may need them.
  public func text() async -> String {
    await withCheckedContinuation { done in
      Thread.detachNewThread { [ours] in
        let handle = FileHandle(fileDescriptor: ours, closeOnDealloc: true)
        done.resume(returning: String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self))
      }
    }
  }
}
