internal import CLibPQ

/// Takes what the server remarks beside its answers (NOTICE, WARNING) to a callback.
///
/// It is always attached, also without a callback: libpq alone would print to standard
/// error.
final class NoticeDesk: Sendable {
  private let callback: (@Sendable (ServerError) -> Void)?

  init(_ callback: (@Sendable (ServerError) -> Void)?) { self.callback = callback }

  /// The handle keeps the desk, so the desk outlives every notice.
  func attach(to handle: borrowing Handle) {
    _ = unsafe PQsetNoticeReceiver(
      handle.connection,
      { desk, result in
        guard let desk = unsafe desk else { return }
        unsafe Unmanaged<NoticeDesk>.fromOpaque(desk).takeUnretainedValue().take(ServerError(reading: result))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func take(_ notice: ServerError) { callback?(notice) }
}
