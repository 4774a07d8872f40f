internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore

/// Why a body was not read to its end.
enum BodyFault: Error, Hashable {
  case tooLarge(limit: Int)
  /// It did not come in time, or the sender went away.
  case interrupted
}

extension Request {
  /// The whole body, as long as it is no longer than `limit` and comes within `patience`.
  ///
  /// Whoever drips it byte by byte loses the connection: a place that is held for nothing is taken from somebody.
  func bytes(upTo limit: Int, within patience: Duration, on channel: any Channel) async throws(BodyFault) -> [UInt8] {
    if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw .tooLarge(limit: limit) }
    let nanoseconds = patience.components.seconds * 1_000_000_000 + patience.components.attoseconds / 1_000_000_000
    let alarm = channel.eventLoop.scheduleTask(in: .nanoseconds(nanoseconds)) { channel.close(promise: nil) }
    defer { alarm.cancel() }
    var bytes: [UInt8] = []
    if let length = headers[.contentLength].flatMap({ Int($0) }) { bytes.reserveCapacity(length) }
    do {
      for try await part in body {
        guard bytes.count + part.readableBytes <= limit else { throw BodyFault.tooLarge(limit: limit) }
        bytes.append(contentsOf: part.readableBytesView)
      }
    } catch let fault as BodyFault {
      throw fault
    } catch {
      throw .interrupted
    }
    return bytes
  }
}
