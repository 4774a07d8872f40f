import Dispatch
import Foundation
import Glibc

/// A connection to a web server of this machine that stays open, by blocking calls on raw bytes: whoever measures a
/// server on its own cores has to be cheap.
final class WireClient {
  struct Failed: Error, CustomStringConvertible {
    let what: String
    var description: String { "the benchmark's own connection to the service failed: \(what)" }
  }

  private let descriptor: Int32
  private var received = [UInt8](repeating: 0, count: 64 << 10)

  init(port: Int) throws {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    descriptor = socket(AF_INET, kind, 0)
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    // A service that says nothing for so long says nothing any more.
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(clamping: port).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw fault("connect") }
  }

  deinit { close(descriptor) }

  /// Sends a request and reads its answer to the end, of which only the status is looked at.
  func exchange(_ request: [UInt8]) throws -> Int {
    try write(request)
    var count = 0
    while true {
      count += try read(at: count)
      if let answer = try answer(in: count) {
        var left = answer.length - count
        while left > 0 { left -= try read(at: 0) }
        return answer.status
      }
      guard count < received.count else { throw Failed(what: "an answer whose headers have no end") }
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = send(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Self.quietly)
        guard count > 0 else { throw fault("send") }
        sent += count
      }
    }
  }

  private func read(at offset: Int) throws -> Int {
    try received.withUnsafeMutableBytes { buffer in
      let count = recv(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset, 0)
      guard count > 0 else { throw fault("recv") }
      return count
    }
  }

  /// `nil` while its headers are not all there.
  private func answer(in count: Int) throws -> (status: Int, length: Int)? {
    guard let headers = received.firstEnd(of: "\r\n\r\n", within: 0..<count) else { return nil }
    let lines = String(decoding: received[..<headers], as: UTF8.self).lowercased().split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
      let length = lines.first(where: { $0.hasPrefix("content-length:") })
        .flatMap({ Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) })
    else { throw Failed(what: "an answer without a status or a length") }
    return (status, headers + length)
  }

  private func fault(_ call: String) -> Failed { Failed(what: "\(call): \(String(cString: strerror(errno)))") }

  #if canImport(Glibc)
    /// A connection that was closed is an error, no signal.
    private static let quietly = Int32(MSG_NOSIGNAL)
  #else
    private static let quietly: Int32 = 0
  #endif
}

extension [UInt8] {
  fileprivate func firstEnd(of mark: String, within range: Range<Int>) -> Int? {
    let mark = Array(mark.utf8)
    guard range.count >= mark.count else { return nil }
    return (range.lowerBound...(range.upperBound - mark.count))
      .first { self[$0] == mark[0] && self[$0..<($0 + mark.count)].elementsEqual(mark) }.map { $0 + mark.count }
  }
}
