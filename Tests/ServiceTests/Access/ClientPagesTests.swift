import Store
import Testing

@testable import Service

/// Attack 27 on the pages: what somebody sees who came by a client's link.
@Suite struct ClientPagesTests {
  private static let pages = [
    "", "?grain=week", "?grain=month&by=channel", "/momentum", "/definition", "/alerts",
  ]

  @Test func noPageOfAClientHoldsAnothersCanary() async throws {
    try await TwoClients.play { clients in
      let service = clients.service
      for page in Self.pages {
        let own = try await service.page("/clients/\(clients.alpha.slug)\(page)", as: clients.alpha.slug)
        #expect(own.status == 200 && own.body.contains(TwoClients.alphaCanary), "\(page): \(own.status)")
        #expect(!own.body.contains(TwoClients.betaCanary), "\(page)")
        // To the letter what a client gets that nobody has: even that there is one is not said.
        let other = try await service.page("/clients/\(clients.beta.slug)\(page)", as: clients.alpha.slug)
        let nobody = try await service.page("/clients/nobody\(page)", as: clients.alpha.slug)
        #expect(other.status == 404 && other.body == nobody.body, "\(page)")
        #expect(other.headers.filter { $0.key != "date" } == nobody.headers.filter { $0.key != "date" }, "\(page)")
      }
      let start = try await service.page("/", as: clients.alpha.slug)
      #expect(!start.body.contains(TwoClients.betaCanary))
      // What the agency has just looked at is kept for nobody else.
      let agencys = try await service.page("/clients/\(clients.beta.slug)")
      #expect(agencys.status == 200 && !agencys.body.contains(TwoClients.alphaCanary))
      let keeping = agencys.headers["cache-control"] ?? ""
      #expect(keeping.contains("no-store") || keeping.contains("private"), "\(keeping)")
      let tag = agencys.headers["etag"] ?? "\"x\""
      let asked = try await service.get("/clients/\(clients.beta.slug)", headers: ["if-none-match": tag])
      #expect(asked.status != 304 && !asked.body.contains(TwoClients.betaCanary))
    }
  }
}
