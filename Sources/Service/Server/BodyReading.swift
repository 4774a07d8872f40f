internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTP1

/// Why a body was not read to its end.
enum BodyFault: Error, Hashable {
  case tooLarge(limit: Int)
  /// What frames it is wrong: a chunk's length that is none, say.
  case malformed
  /// The sender went away.
  case interrupted
}

extension Request {
  /// The whole body, as long as it is no longer than `limit`. How long it may take, ``ConnectionLimits`` sees to.
  func bytes(upTo limit: Int) async throws(BodyFault) -> [UInt8] {
    let length = headers[.contentLength].flatMap { Int($0) }
    if let length, length > limit { throw .tooLarge(limit: limit) }
    var bytes: [UInt8] = []
    if let length { bytes.reserveCapacity(max(0, length)) }
    do {
      for try await part in body {
        guard bytes.count + part.readableBytes <= limit else { throw BodyFault.tooLarge(limit: limit) }
        bytes.append(contentsOf: part.readableBytesView)
      }
    } catch let fault as BodyFault {
      throw fault
    } catch let error as HTTPParserError where error != .invalidEOFState {
      throw .malformed
    } catch {
      throw .interrupted
    }
    return bytes
  }
}
