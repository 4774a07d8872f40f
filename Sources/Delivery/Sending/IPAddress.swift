internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// An address of the Internet, of either version.
public enum IPAddress: Sendable, Hashable {
  case v4(UInt32)
  case v6(high: UInt64, low: UInt64)

  /// Of the forms that `inet_pton` reads: four decimal numbers, or groups of hexadecimal digits.
  public init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self = .v4(UInt32(bigEndian: four.s_addr))
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self = withUnsafeBytes(of: &six) { IPAddress(v6: $0) }
    } else {
      return nil
    }
  }

  init(v6 bytes: UnsafeRawBufferPointer) {
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    self = .v6(high: number(0..<8), low: number(8..<16))
  }
}

extension IPAddress: CustomStringConvertible {
  public var description: String {
    switch self {
    case .v4(let number):
      return [24, 16, 8, 0].map { String(number >> UInt32($0) & 0xFF) }.joined(separator: ".")
    case .v6(let high, let low):
      let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { half >> UInt64($0) & 0xFFFF } }
      return groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
  }
}

extension IPAddress {
  /// What keeps it from being an address of the public Internet, as `a private address`; `nil`: nothing.
  ///
  /// Of version 6 only 2000::/3 is public, so that what is not known yet is refused; an address that
  /// carries one of version 4 is what that one is. Source: IANA's registries of special-purpose addresses.
  public var objection: String? {
    switch self {
    case .v4(let number): Self.objection(v4: number)
    case .v6(let high, let low): Self.objection(high, low)
    }
  }

  private static func objection(v4 number: UInt32) -> String? {
    reservedV4.first { number >> (32 - $0.bits) == $0.prefix >> (32 - $0.bits) }?.what
  }

  private static func objection(_ high: UInt64, _ low: UInt64) -> String? {
    let last = UInt32(truncatingIfNeeded: low)
    switch (high, low) {
    case (0, 0): return "the unspecified address"
    case (0, 1): return "a loopback address"
    case (0, _) where low >> 32 == 0xFFFF: return objection(v4: last)  // ::ffff:0:0/96, mapped
    case (0x0064_FF9B_0000_0000, _) where low >> 32 == 0: return objection(v4: last)  // 64:ff9b::/96, NAT64
    default: break
    }
    if high >> 48 == 0x2002 { return objection(v4: UInt32(truncatingIfNeeded: high >> 16)) }  // 2002::/16, 6to4
    if let reserved = reservedV6.first(where: { high >> (64 - $0.bits) == $0.prefix >> (64 - $0.bits) }) {
      return reserved.what
    }
    return high >> 61 == 0b001 ? nil : "no public address"
  }

  private typealias Reserved<Number> = (prefix: Number, bits: Number, what: String)

  private static let reservedV4: [Reserved<UInt32>] = [
    (0x0000_0000, 8, "the unspecified address"), (0x0A00_0000, 8, "a private address"),
    (0x6440_0000, 10, "a provider's private address"), (0x7F00_0000, 8, "a loopback address"),
    (0xA9FE_0000, 16, "a link-local address"), (0xAC10_0000, 12, "a private address"),
    (0xC000_0000, 24, "a reserved address"), (0xC000_0200, 24, "an address for documentation"),
    (0xC058_6300, 24, "a reserved address"), (0xC0A8_0000, 16, "a private address"),
    (0xC612_0000, 15, "an address for measurements"), (0xC633_6400, 24, "an address for documentation"),
    (0xCB00_7100, 24, "an address for documentation"), (0xE000_0000, 4, "a multicast address"),
    (0xF000_0000, 4, "a reserved address"),
  ]

  /// Of the first 64 bits.
  private static let reservedV6: [Reserved<UInt64>] = [
    (0x2001_0DB8_0000_0000, 32, "an address for documentation"), (0x2001_0000_0000_0000, 23, "a reserved address"),
    (0x3FFF_0000_0000_0000, 20, "an address for documentation"), (0xFC00_0000_0000_0000, 7, "a private address"),
    (0xFE80_0000_0000_0000, 10, "a link-local address"), (0xFEC0_0000_0000_0000, 10, "a private address"),
    (0xFF00_0000_0000_0000, 8, "a multicast address"),
  ]
}
