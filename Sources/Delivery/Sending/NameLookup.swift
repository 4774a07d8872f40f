internal import Dispatch
internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Finds the addresses of a host, in the order in which to try them; none: it has none.
public typealias NameLookup = @Sendable (_ host: String) async throws -> [IPAddress]

/// The machine's own look-up: `/etc/hosts`, DNS, whatever it is set up with.
public enum SystemNames {
  /// Not faster than the machine's resolver, which may take half a minute over a dead server: whoever calls has a deadline.
  public static let lookup: NameLookup = { host in
    await withCheckedContinuation { done in
      DispatchQueue.global().async { done.resume(returning: addresses(of: host)) }
    }
  }

  private static func addresses(of host: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    return sequence(first: first) { $0?.pointee.ai_next }.prefix { $0 != nil }
      .compactMap { $0.flatMap { address(of: $0.pointee) } }
  }

  private static func address(of found: addrinfo) -> IPAddress? {
    guard let bytes = UnsafeRawPointer(found.ai_addr) else { return nil }
    switch found.ai_family {
    case AF_INET:
      return .v4(UInt32(bigEndian: bytes.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
    case AF_INET6:
      var six = bytes.loadUnaligned(as: sockaddr_in6.self)
      return withUnsafeBytes(of: &six.sin6_addr) { IPAddress(v6: $0) }
    default:
      return nil
    }
  }
}
