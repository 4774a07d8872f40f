import Dispatch
import Glibc
import Synchronization

/// A proxy in front of a test cluster's socket that can go silent or hang up: what a
/// network does, on a machine where no network can be made to do it.
public final class Proxy: Sendable {
  /// When a connection is cut.
  public enum Cut: Sendable {
    case never
    /// After so many bytes from the server, the last of them delivered.
    case afterReplies(bytes: Int)
    /// Once the client has sent this text: the server gets it and answers, and the answer
    /// is not delivered.
    case replyTo(String)
    /// The same once, after so many replies to such a text were let through.
    case oneReplyTo(String, after: Int)
  }

  private struct Plan {
    var cut: Cut = .never
    var isSilent = false
    /// How often it fell silent: it may speak and be silent again between two looks of the one thread.
    var silences = 0
    var isForgetful = false
    var hangUps = 0
    var isClosed = false
    var cuts = 0
  }

  private let plan = Mutex(Plan())
  public let directory: String
  private let ends: (inside: CInt, outside: CInt)
  private let fellSilent = DispatchSemaphore(value: 0)

  /// Listens on a socket of its own.
  public init(to cluster: TestCluster, cut: Cut = .never) throws {
    directory = try TestCluster.makeDirectory(cluster.directory + "/proxy-XXXXXX")
    var pair: [CInt] = [0, 0]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &pair) == 0 else {
      throw TestSupportError("no socket pair")
    }
    ends = (pair[0], pair[1])
    plan.withLock { $0.cut = cut }
    let listener = try UnixSocket.listen(at: directory + "/.s.PGSQL.5432")
    DispatchQueue(label: "proxy").async { [self] in serve(listener, target: cluster.directory + "/.s.PGSQL.5432") }
  }

  public func conninfo(database: String = "postgres", user: String = "postgres") -> String {
    "host=\(directory) port=5432 dbname=\(database) user=\(user)"
  }

  /// Forwards nothing from here on; connections stay open, new ones are accepted and wait.
  ///
  /// Returns when that is so: of what is sent afterwards nothing gets through.
  public func goSilent() { silence(isForgetful: false) }

  /// As a machine that lost its power, or a router that forgot: nothing passes, and the server is not even
  /// told when the client hangs up. What the client sends is lost.
  public func vanish() { silence(isForgetful: true) }

  private func silence(isForgetful: Bool) {
    let isNew = plan.withLock { plan in
      guard !plan.isClosed else { return false }
      if !plan.isSilent { plan.silences += 1 }
      defer { (plan.isSilent, plan.isForgetful) = (true, isForgetful) }
      return !plan.isSilent
    }
    wake()
    if isNew { fellSilent.wait() }
  }

  /// How many connections ``Cut`` has cut.
  public var cuts: Int { plan.withLock { $0.cuts } }

  /// Forwards again, also what was sent meanwhile.
  public func speakAgain() { change { ($0.isSilent, $0.isForgetful) = (false, false) } }

  /// Closes every connection that is open now.
  public func hangUp() { change { $0.hangUps += 1 } }

  public func setCut(_ cut: Cut) { change { $0.cut = cut } }

  public func close() { change { $0.isClosed = true } }

  private func change(_ edit: (inout Plan) -> Void) {
    plan.withLock { edit(&$0) }
    wake()
  }

  private func wake() {
    var byte: UInt8 = 1
    _ = write(ends.outside, &byte, 1)
  }

  // MARK: The one thread

  private struct Line {
    let client: CInt
    let server: CInt
    var replied = 0
    var swallowsReply = false
    var isOver = false
    /// The client is gone, and the server was not told.
    var forgets = false
  }

  private func serve(_ listener: CInt, target: String) {
    var lines: [Line] = []
    var hangUps = 0
    var silences = 0
    while true {
      let now = plan.withLock { $0 }
      for _ in silences..<now.silences { fellSilent.signal() }
      silences = now.silences
      if now.hangUps != hangUps || now.isClosed { lines.indices.forEach { lines[$0].isOver = true } }
      hangUps = now.hangUps
      for line in lines where line.isOver { [line.client, line.server].forEach { _ = Glibc.close($0) } }
      lines.removeAll(where: \.isOver)
      if now.isClosed { break }
      let sockets = [listener] + lines.flatMap { $0.forgets ? [] : [$0.client, $0.server] }
      let ready = readable([ends.inside] + sockets, isSilent: now.isSilent)
      if ready.contains(ends.inside) { drain(ends.inside) }
      if now.isSilent {
        for index in lines.indices where ready.contains(lines[index].client) {
          if now.isForgetful { lines[index].forgets = true } else { lines[index].isOver = true }
        }
        continue
      }
      if ready.contains(listener), let line = accept(listener, target) { lines.append(line) }
      for index in lines.indices {
        if ready.contains(lines[index].client) { forwardRequest(&lines[index], now.cut) }
        if ready.contains(lines[index].server), !lines[index].isOver { forwardReply(&lines[index], now.cut) }
      }
    }
    _ = Glibc.close(listener)
    unlink(directory + "/.s.PGSQL.5432")
    rmdir(directory)
    _ = Glibc.close(ends.inside)
    _ = Glibc.close(ends.outside)
  }

  private func accept(_ listener: CInt, _ target: String) -> Line? {
    let client = Glibc.accept(listener, nil, nil)
    guard client >= 0 else { return nil }
    guard let server = UnixSocket.connect(to: target) else {
      _ = Glibc.close(client)
      return nil
    }
    return Line(client: client, server: server)
  }

  private func forwardRequest(_ line: inout Line, _ cut: Cut) {
    let bytes = receive(line.client)
    switch cut {
    case .replyTo(let text): if contains(bytes, text) { line.swallowsReply = true }
    case .oneReplyTo(let text, let skipped):
      if contains(bytes, text) {
        line.swallowsReply = skipped == 0
        plan.withLock { $0.cut = skipped == 0 ? .never : .oneReplyTo(text, after: skipped - 1) }
      }
    case .never, .afterReplies: break
    }
    line.isOver = bytes.isEmpty || !send(bytes, to: line.server)
  }

  private func forwardReply(_ line: inout Line, _ cut: Cut) {
    var bytes = receive(line.server)
    line.isOver = bytes.isEmpty || line.swallowsReply
    if line.swallowsReply { plan.withLock { $0.cuts += 1 } }
    if line.isOver { return }
    if case .afterReplies(let limit) = cut {
      let left = max(0, limit - line.replied)
      if bytes.count >= left {
        bytes = Array(bytes.prefix(left))
        line.isOver = true
        plan.withLock { $0.cuts += 1 }
      }
    }
    line.replied += bytes.count
    if !send(bytes, to: line.client) { line.isOver = true }
  }

  /// While silent only a client that hangs up is noticed, besides orders from inside.
  private func readable(_ sockets: [CInt], isSilent: Bool) -> Set<CInt> {
    var watched = sockets.map {
      pollfd(fd: $0, events: isSilent && $0 != ends.inside ? 0 : Int16(POLLIN), revents: 0)
    }
    _ = poll(&watched, nfds_t(watched.count), -1)
    return Set(watched.filter { $0.revents != 0 }.map(\.fd))
  }

  private func drain(_ socket: CInt) { _ = receive(socket) }

  private func receive(_ socket: CInt) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      count = max(0, read(socket, buffer.baseAddress, buffer.count))
    }
  }

  private func send(_ bytes: [UInt8], to socket: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }
}

/// Stream sockets of the local kind.
enum UnixSocket {
  static func listen(at path: String) throws -> CInt {
    let socket = make()
    guard withAddress(path, { bind(socket, $0, $1) }) == 0, Glibc.listen(socket, 128) == 0 else {
      throw TestSupportError("no socket at \(path)")
    }
    return socket
  }

  static func connect(to path: String) -> CInt? {
    let socket = make()
    if withAddress(path, { Glibc.connect(socket, $0, $1) }) == 0 { return socket }
    close(socket)
    return nil
  }

  private static func make() -> CInt {
    socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  }

  private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
