import Foundation
import TestSupport
import Testing

@testable import Service

/// Addresses that mean to lead elsewhere than they read.
@Suite struct StrangeAddressTests {
  private static let addresses = [
    "/../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cetc%5cpasswd",
    "/....//....//etc/passwd", "//etc/passwd", "///", "/%00", "/healthz%00", "/clients/feira%00.html", "/clients/..",
    "/clients/../..", "/clients/%2e%2e%2fetc%2fpasswd", "/clients/feira/leads/../../../etc/passwd",
    "/clients/feira/leads/1%00", "/clients/feira/leads/9999999999999999999999", "/clients/feira/leads/-1",
    "/clients/'%20or%20'1'='1", "/clients/%ff%fe", "/clients/%c0%ae%c0%ae%c0%af", "/clients/%", "/clients/%zz",
    "/clients/%u0041", "/link/%00", "/link/..%2f..%2f", "/style.css/../../etc/passwd", "/assets/..%2fPackage.swift",
    "/api/v1/tenants/..%2f..%2fmetrics", "/api/v1/tenants/%00/lvr", "/v1/..%2fhealthz", "/v1/track/../../healthz",
    "/clients/feira?grain=%00", "/clients/feira?grain=%ff&grain=week", "/?sort=';drop%20table%20core.lead;--",
    "/clients/feira?\(String(repeating: "a=b&", count: 5_000))", "/signin?next=//evil.example/&token=%00",
    "/signin?next=%0d%0aSet-Cookie:%20x=y", "*", "http://127.0.0.1/../etc/passwd", "http://evil.example/clients/feira",
    "file:///etc/passwd", "javascript:alert(1)", "evil.example:80",
  ]

  @Test func anAddressLeadsToAPageOfOursOrNowhere() async throws {
    try await RunningService.play { service in
      _ = try await service.tenant("feira")
      let browser = try await Browser.ofAgency(service)
      let cookie = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
      for method in ["GET", "HEAD", "POST", "OPTIONS", "DELETE", "TRACE"] {
        for address in Self.addresses {
          let connection = try service.raw()
          await connection.send(
            "\(method) \(address) HTTP/1.1\r\nHost: x\r\nCookie: \(cookie)\r\nConnection: close\r\n\r\n")
          let words = await connection.rest()
          let status = words?.firstMatch(of: #/^HTTP/1.1 ([0-9]{3}) /#).flatMap { Int($0.output.1) }
          #expect(
            status.map { [200, 204, 303, 400, 401, 403, 404, 405, 415].contains($0) } == true,
            "\(method) \(address.prefix(80)): \(words?.prefix(200) ?? "nothing")")
          #expect(words?.contains("root:") == false, "\(method) \(address)")
          #expect(words?.lowercased().contains("\r\nset-cookie: x=y") == false, "\(address)")
          #expect(
            words?.contains("location: //") == false && words?.contains("evil.example\r\n") == false, "\(address)")
        }
      }
      try await service.isServing()
    }
  }

  /// Bytes that are no UTF-8 cannot be written as a text; whoever reads them as one sees something else.
  @Test func bytesThatAreNoTextLeadNowhere() async throws {
    try await RunningService.play { service in
      for bytes in [[0xFF, 0xFE], [0xC0, 0xAE, 0xC0, 0xAE, 0x2F], [0xED, 0xA0, 0x80], [0x80]] as [[UInt8]] {
        let connection = try service.raw()
        await connection.send(
          Array("GET /clients/".utf8) + bytes + Array(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
        let words = await connection.rest()
        #expect(
          words?.firstMatch(of: #/^HTTP/1.1 (303|400|404) /#) != nil, "\(bytes): \(words?.prefix(200) ?? "nothing")")
      }
      try await service.isServing()
    }
  }
}
