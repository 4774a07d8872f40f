import Chance
import Definitions
import Foundation
import Testing

@testable import Delivery

/// Which addresses are sent to.
@Suite struct AddressTests {
  @Test(arguments: [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255",
    "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::2", "fe80::1", "febf::1", "fec0::1",
    "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2002:c0a8:101::",
    "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "fd00:ec2::254",
  ])
  func aSpecialAddressIsRefused(text: String) throws {
    #expect(try #require(IPAddress(text)).objection != nil)
  }

  @Test(arguments: [
    "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.1", "169.253.1.1", "192.1.0.1",
    "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::200e", "::ffff:8.8.8.8", "64:ff9b::808:808",
    "2002:808:808::1",
  ])
  func aPublicAddressIsNot(text: String) throws {
    #expect(try #require(IPAddress(text)).objection == nil)
  }

  /// Against the rules written once more, bit by bit, as a list of prefixes over the sixteen bytes.
  @Test func theCheckSaysOfRandomAddressesWhatAListOfPrefixesSays() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<200_000 {
      var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      // Half of them begin like a special address.
      if Bool.random(using: &random), let prefix = Prefixes.all.randomElement(using: &random) {
        for (index, byte) in prefix.bytes.enumerated() where index * 8 < prefix.bits { bytes[index] = byte }
      }
      let address = bytes.withUnsafeBytes { IPAddress(v6: $0) }
      #expect((address.objection != nil) == Prefixes.refuse(bytes), "\(address), seed \(seed)")
      let four = IPAddress.v4(bytes[12...].reduce(0) { $0 << 8 | UInt32($1) })
      #expect((four.objection != nil) == Prefixes.refuse(v4: bytes[12...]), "\(four), seed \(seed)")
      #expect(IPAddress("\(address)") == address && IPAddress("\(four)") == four)
      refused += address.objection == nil ? 0 : 1
    }
    #expect(refused > 50_000 && refused < 200_000)
  }

  @Test(arguments: [
    "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.0.0.1.",
    "https://a@b.example/", "https://a:b@c.example/", "https://a.example\\@b.example/", "https://a.example#@b.example",
    "https://[::1%25eth0]/", "https://[v1.a]/", "https:///x", "https://", "https:a.example", "//a.example/",
    "a.example",
    "https://a.example:0/", "https://a.example:65536/", "https://a.example:80:90/", "https://a..example/",
    "https://-a.example/", "https://exämple.test/", "https://a.example/ x", "https://a.example/\r\nHost: b",
    "ftp://a.example/",
    "file:///etc/passwd", "https://a_b.example/", "https://0x7f.1/", "https://256.1.1.1/", "https://01.2.3.4/",
  ])
  func aURLThatTwoReadersCouldTakeForTwoHostsIsNone(text: String) {
    #expect(throws: WebAddress.Malformed.self) { try WebAddress(text) }
  }

  @Test func aURLIsPutTogetherFromItsParts() throws {
    let url = try WebAddress("HTTPS://Hooks.Example:8443?x=1")
    #expect(url.text == "https://hooks.example:8443/?x=1" && url.origin == "https://hooks.example:8443")
    #expect(try WebAddress("https://[2001:DB8::1]/a").host == "2001:db8::1")
    #expect(try WebAddress("https://a.example:443/b").text == "https://a.example/b")
  }

  /// What is read here as one host, the client's reader of URLs has to read as that host.
  @Test func noRandomURLHasAnotherHostForTheReaderOfTheClient() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix64(seed: seed)
    let pieces: [String] = [
      "https://", "http://", "a.example", "127.0.0.1", "@", ":", "443", "/", "\\", "?", "#", "[::1]", "%2f", "%", ".",
      "..", "x", "é", " ", "\t", "[", "]", "-", "0x7f",
    ]
    var read = 0
    for _ in 0..<50_000 {
      var text = "https://"
      for _ in 0..<Int.random(in: 1...6, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
      guard let url = try? WebAddress(text) else { continue }
      read += 1
      guard let other = URL(string: url.text) else { continue }
      #expect(other.host?.trimmingCharacters(in: ["[", "]"]) == url.host, "\(text), seed \(seed)")
      let port = other.port ?? 443
      #expect(port == url.port, "\(text), seed \(seed)")
    }
    #expect(read > 500)
  }

  @Test func everyAddressOfAHostHasToBePublic() async throws {
    let url = try WebAddress("https://hooks.example/x")
    let both: NameLookup = { _ in [IPAddress("8.8.8.8")!, IPAddress("10.0.0.1")!] }
    await #expect(throws: TargetCheck.Refusal.self) {
      try await TargetCheck(allowsPrivate: false, lookup: both).addresses(of: url)
    }
    #expect(try await TargetCheck(allowsPrivate: true, lookup: both).addresses(of: url).count == 2)
    await #expect(throws: TargetCheck.Refusal.self) {
      try await TargetCheck(allowsPrivate: true, lookup: { _ in [] }).addresses(of: url)
    }
    await #expect(throws: TargetCheck.Refusal.self) {
      try await TargetCheck(allowsPrivate: false).addresses(of: try WebAddress("http://8.8.8.8/"))
    }
  }

  @Test func theSystemsNamesKnowThisMachine() async throws {
    let addresses = try await SystemNames.lookup("localhost")
    #expect(!addresses.isEmpty && addresses.allSatisfy { $0.objection == "a loopback address" })
    #expect(try await SystemNames.lookup("no-such-host.invalid").isEmpty)
  }
}

/// The special addresses once more, as prefixes of bytes.
private enum Prefixes {
  struct Prefix {
    var bytes: [UInt8]
    var bits: Int
    func holds(_ address: ArraySlice<UInt8>) -> Bool {
      let all = Array(address)
      for bit in 0..<bits {
        let (byte, place) = (bit / 8, UInt8(7 - bit % 8))
        let difference: UInt8 = all[byte] ^ bytes[byte]
        if (difference >> place) & 1 != 0 { return false }
      }
      return true
    }
  }

  static let v4: [Prefix] = [
    ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24),
    ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24),
    ([203, 0, 113], 24),
    ([224], 4), ([240], 4),
  ].map { Prefix(bytes: $0.0, bits: $0.1) }

  private static let nat64 = Prefix(bytes: [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8), bits: 96)
  private static let mapped = Prefix(bytes: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF], bits: 96)
  private static let sixToFour = Prefix(bytes: [0x20, 0x02], bits: 16)
  private static let refused: [Prefix] = [
    ([0x20, 0x01, 0, 0], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x3F, 0xFF, 0], 20),
  ].map { Prefix(bytes: $0.0, bits: $0.1) }
  private static let known = Prefix(bytes: [0x20], bits: 3)

  static let all =
    [nat64, mapped, sixToFour, known] + refused
    + v4.map { Prefix(bytes: [0x20, 0x02] + $0.bytes, bits: $0.bits + 16) }
    + v4.map { Prefix(bytes: mapped.bytes + $0.bytes, bits: $0.bits + 96) }

  static func refuse(v4 bytes: ArraySlice<UInt8>) -> Bool { v4.contains { $0.holds(bytes) } }

  static func refuse(_ bytes: [UInt8]) -> Bool {
    if mapped.holds(bytes[...]) || nat64.holds(bytes[...]) { return refuse(v4: bytes[12...]) }
    if sixToFour.holds(bytes[...]) { return refuse(v4: bytes[2..<6]) }
    return !known.holds(bytes[...]) || refused.contains { $0.holds(bytes[...]) }
  }
}
