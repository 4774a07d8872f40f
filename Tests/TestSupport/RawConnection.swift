import Dispatch
import Glibc
import Synchronization

/// A connection over which a test sends any bytes at all, right HTTP or wrong, and reads what comes back.
///
/// One task at a time. Nothing here waits longer than ``patience``.
public final class RawConnection: Sendable {
  /// An answer as it stood on the wire.
  public struct Answer: Sendable, Hashable {
    public var status: Int
    /// By names in small letters.
    public var headers: [String: String]
    public var body: String
  }

  private let descriptor: CInt
  private let buffer = Mutex<[UInt8]>([])
  private static let queue = DispatchQueue(label: "raw connections", attributes: .concurrent)

  /// A server that says nothing for so long says nothing at all. In seconds.
  public static let patience = 60

  /// To a port of this machine. Throws where nobody listens there.
  public init(port: Int) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(port).bigEndian
    var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw TestSupportError("nobody listens at port \(port)") }
  }

  deinit { close(descriptor) }

  /// Sends all of it. `false`: the server has hung up before it took everything.
  @discardableResult
  public func send(_ bytes: [UInt8]) async -> Bool {
    await onThread {
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          Glibc.send(self.descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  @discardableResult
  public func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  /// Sends one byte after the other, `pause` milliseconds apart, for as long as the server stays. Returns how many it
  /// took before it said something or hung up.
  public func drip(_ bytes: [UInt8], pause: Int32) async -> Int {
    await onThread {
      for (index, byte) in bytes.enumerated() {
        var byte = byte
        guard Glibc.send(self.descriptor, &byte, 1, CInt(MSG_NOSIGNAL)) == 1 else { return index }
        // The pause is a wait for the server.
        var watched = pollfd(fd: self.descriptor, events: Int16(POLLIN), revents: 0)
        if poll(&watched, 1, pause) != 0 { return index + 1 }
      }
      return bytes.count
    }
  }

  /// Nothing more will be sent; what comes can still be read.
  public func finish() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// Gone without a word: the other side gets a reset.
  public func abort() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    shutdown(descriptor, CInt(SHUT_RDWR))
  }

  /// The next answer; `nil`: the connection has ended before one was whole.
  public func answer() async -> Answer? {
    await onThread {
      while true {
        if let answer = self.buffer.withLock({ Self.takeAnswer(from: &$0, isAtEnd: false) }) { return answer }
        guard self.receive() else { return self.buffer.withLock { Self.takeAnswer(from: &$0, isAtEnd: true) } }
      }
    }
  }

  /// Whatever comes until the server hangs up; `nil` where it does not hang up.
  public func rest() async -> String? {
    await onThread {
      while self.receive() {}
      let isOpen = errno == EAGAIN
      return isOpen ? nil : self.buffer.withLock { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Whether the server hangs up before ``patience`` is over. What it says meanwhile is kept.
  public func isHungUp() async -> Bool { await rest() != nil }

  /// Sends one request and gives its answer.
  public func ask(_ text: String) async -> Answer? {
    await send(text)
    return await answer()
  }

  /// `false` at the end; `errno` is then 0, or says what it was.
  private func receive() -> Bool {
    var part = [UInt8](repeating: 0, count: 65_536)
    errno = 0
    let count = recv(descriptor, &part, part.count, 0)
    guard count > 0 else { return false }
    let error = errno
    buffer.withLock { $0 += part[..<count] }
    errno = error
    return true
  }

  private func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in Self.queue.async { done.resume(returning: work()) } }
  }

  private static func takeAnswer(from bytes: inout [UInt8], isAtEnd: Bool) -> Answer? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let length = status < 200 || status == 204 || status == 304 ? 0 : headers["content-length"].flatMap { Int($0) }
    let body = bytes[end.upperBound...]
    guard body.count >= length ?? (isAtEnd ? 0 : .max) else { return nil }
    let taken = body.prefix(length ?? body.count)
    bytes.removeFirst(end.upperBound + taken.count)
    return Answer(status: status, headers: headers, body: String(decoding: taken, as: UTF8.self))
  }
}
