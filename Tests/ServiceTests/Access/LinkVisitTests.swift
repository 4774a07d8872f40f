import Engine
import Foundation
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Service

@Suite struct LinkVisitTests {
  @Test func aLinkLetsInAndLeavesTheAddress() async throws {
    try await RunningService.play { service in
      let (_, link) = try await service.link("acme")
      let browser = Browser(service)
      let reply = try await browser.get("/link/\(link.token)")
      #expect(reply.status == 303 && reply.headers["location"] == "/" && reply.headers["cache-control"] == "no-store")
      #expect(!reply.headers.values.contains { $0.contains(link.token) } && reply.body.isEmpty)
      #expect(try await browser.whoAmI(service) == .client)
      // Again, from another browser: a link is not used up.
      let other = Browser(service)
      _ = try await other.get("/link/\(link.token)")
      #expect(other.cookies["headway"] != nil && other.cookies["headway"] != browser.cookies["headway"])
    }
  }

  @Test func aTamperedLinkLeadsNowhere() async throws {
    try await RunningService.play { service in
      let (_, link) = try await service.link("acme")
      let (_, beta) = try await service.link("beta")
      let signer = try await service.database.signer()
      let (parts, others) = (link.token.split(separator: "."), beta.token.split(separator: "."))
      var forgeries = [
        "x", "\(parts[0])", "\(others[0]).\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1]).\(others[2])",
        // A longer life, another link, what was signed for another purpose.
        link.token.replacing(parts[0], with: "\(link.id)-4102444800"),
        link.token.replacing(link.id.text, with: beta.id.text), signer.sign(String(parts[0]), for: .session),
        signer.sign(String(parts[0]), for: .cursor), signer.sign("\(link.id)-1000000000", for: .link),
        signer.sign("AAAAAAAAAAAAAAAA-4102444800", for: .link), signer.sign("\(link.id)", for: .link),
      ]
      for index in stride(from: 0, to: link.token.count, by: 5) {
        var letters = Array(link.token)
        letters[index] = letters[index] == "A" ? "B" : "A"
        forgeries.append(String(letters))
        forgeries.append(String(Array(link.token)[..<index]))
      }
      for forged in forgeries where forged != link.token && !forged.isEmpty {
        let reply = try await Browser(service).get("/link/\(forged)")
        #expect(reply.status == 404 && reply.headers["set-cookie"] == nil, "\(forged)")
        #expect(!reply.body.contains(forged) || forged.count < 3)
      }
    }
  }

  @Test func aRevokedLinkLetsNobodyInAndSendsOutWhoCameByIt() async throws {
    try await RunningService.play { service in
      let (_, link) = try await service.link("acme")
      let browser = Browser(service)
      _ = try await browser.get("/link/\(link.token)")
      try await service.database.links.revoke(link.id)
      #expect(try await Browser(service).get("/link/\(link.token)").status == 404)
      let gate = PageGate(Doorkeeper(service.database), url: PublicURL(service.address))
      #expect(try await gate.visitor(of: browser.request("/")) == .nobody, "a service that had not seen it yet")
    }
  }

  @Test func whoComesByALinkIsThatClientAndNoOther() async throws {
    try await RunningService.play { service in
      let (acme, link) = try await service.link("acme")
      let (beta, _) = try await service.link("beta")
      let browser = Browser(service)
      _ = try await browser.get("/link/\(link.token)")
      let gate = PageGate(Doorkeeper(service.database), url: PublicURL(service.address))
      let visitor = try await gate.visitor(of: browser.request("/"))
      guard case .client(acme.id, "acme", _) = visitor else {
        Issue.record("\(visitor)")
        return
      }
      #expect(visitor.sees(acme.id) && !visitor.sees(beta.id))
    }
  }

  /// Whoever was the agency and follows a client's link sees what the client sees.
  @Test func aLinkTakesThePlaceOfTheSessionBefore() async throws {
    try await RunningService.play { service in
      let (_, link) = try await service.link("acme")
      let browser = try await Browser.ofAgency(service)
      let before = try #require(browser.cookies["headway"])
      _ = try await browser.get("/link/\(link.token)")
      #expect(try await browser.whoAmI(service) == .client)
      browser.set("headway", before)
      #expect(try await browser.whoAmI(service) == .nobody)
    }
  }

  @Test func aSuspendedClientsLinkIsClosed() async throws {
    try await RunningService.play { service in
      let (acme, link) = try await service.link("acme")
      try await service.database.tenants.suspend(acme)
      #expect(try await Browser(service).get("/link/\(link.token)").status == 404)
    }
  }
}

extension RunningService {
  func link(_ slug: String) async throws -> (Tenant, (id: LinkID, token: String)) {
    let tenant = try await database.tenants.create(.named(slug)).tenant
    let now = Int64(Date.now.timeIntervalSince1970) * 1_000_000
    return (tenant, try await database.links.create(for: tenant, until: now + 86_400_000_000, now: now))
  }
}
