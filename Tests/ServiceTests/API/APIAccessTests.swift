import Engine
import Foundation
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Service

/// Attacks 26 and 27 on the reading API: what one client's token can make it say of another.
@Suite struct APIAccessTests {
  @Test func eachTokenReadsItsOwnClientAndTheAgencysReadsAll() async throws {
    try await TwoClients.play { clients in
      for report in TwoClients.reports {
        let own = try await clients.ask("/tenants/\(clients.alpha.slug)/\(report)", clients.alphaToken)
        #expect(own.status == 200 && own.body.contains(TwoClients.alphaCanary), "\(report): \(own.body)")
        #expect(!own.body.contains(TwoClients.betaCanary), "\(report)")
        for tenant in [clients.alpha, clients.beta] {
          let all = try await clients.ask("/tenants/\(tenant.slug)/\(report)", clients.agencyToken)
          #expect(all.status == 200 && all.body.contains(tenant.slug), "\(report)")
        }
      }
      let list = try await clients.ask("/tenants", clients.agencyToken)
      #expect(list.rows.compactMap { $0["tenant"] as? String } == [TwoClients.alphaCanary, TwoClients.betaCanary])
    }
  }

  /// Another client's slug and one that nobody has: the same answer, to the letter.
  @Test func anotherClientIsWhatNobodyIs() async throws {
    try await TwoClients.play { clients in
      for report in TwoClients.reports {
        let other = try await clients.ask("/tenants/\(clients.beta.slug)/\(report)", clients.alphaToken)
        let nobody = try await clients.ask("/tenants/nobody/\(report)", clients.alphaToken)
        #expect(other.status == 404 && other.body == nobody.body, "\(report)")
        #expect(other.headers.filter { $0.key != "date" } == nobody.headers.filter { $0.key != "date" }, "\(report)")
      }
      try await clients.service.database.tenants.suspend(clients.beta)
      let suspended = try await clients.ask("/tenants/\(clients.beta.slug)/lvr", clients.alphaToken)
      #expect(suspended.status == 404)
      #expect(try await clients.ask("/tenants", clients.alphaToken).status == 403)
    }
  }

  @Test(arguments: [
    "%00", "a%00b", "..", "%2e%2e%2f", "ACME", "a%2Flvr", "'; drop table", "%C3%BF",
    String(repeating: "a", count: 5_000),
    "*",
    "canary-alpha-7f3a%20", "%63anary-alpha-7f3b",
  ])
  func whatIsNoSlugIsNotFoundAndNeverAFault(slug: String) async throws {
    try await TwoClients.play(leads: 1) { clients in
      for token in [clients.alphaToken, clients.agencyToken] {
        let path = slug.replacing(" ", with: "%20")
        let reply = try await clients.ask("/tenants/\(path)/lvr", token)
        #expect(reply.status == 404, "\(slug)")
      }
    }
  }

  @Test func whoShowsNoTokenOrAWrongOneIsToldSoAndNothingElse() async throws {
    try await TwoClients.play(leads: 1) { clients in
      let path = "/tenants/\(clients.alpha.slug)/lvr"
      let none = try await clients.ask(path, nil)
      #expect(none.status == 401 && none.headers["www-authenticate"] == "Bearer realm=\"headway\"")
      #expect(none.headers["content-type"] == "application/problem+json" && none.code == "unauthorized")
      for field in ["type", "title", "status", "detail", "code", "message"] { #expect(none.object[field] != nil) }

      let stranger = AccessKey.random(.read)
      for value in [
        "Bearer \(stranger.text)", "Bearer x", "Bearer ", "Basic \(clients.alphaToken.text)", "bearer",
        "Bearer \(clients.alphaToken.text)x", "Bearer \(clients.alphaToken.text.dropLast())",
      ] {
        let reply = try await clients.ask(path, nil, headers: ["Authorization": value])
        #expect(reply.status == 401, "\(value)")
        #expect(!reply.body.contains(clients.alphaToken.id.text) && !reply.body.contains(stranger.id.text))
      }
      let lower = try await clients.ask(path, nil, headers: ["authorization": "bearer \(clients.alphaToken.text)"])
      #expect(lower.status == 200, "the scheme's case does not matter")

      let write = try await clients.ask(path, clients.writeKey)
      #expect(write.status == 403 && write.code == "insufficient_scope", "a key that stands in a page reads nothing")
      #expect(try await clients.ask("/tenants", clients.writeKey).status == 403)
      let offer = try await clients.service.database.sessions.offerSignIn()
      #expect(try await clients.ask("/tenants", offer.key).status == 401)
    }
  }

  /// What a service has not remembered yet: at once. What it has, it forgets in 5 s (`DoorkeeperTests`).
  @Test func aRevokedTokenAndASuspendedClientAreRefused() async throws {
    try await TwoClients.play(leads: 1) { clients in
      try await clients.service.database.keys.revoke(clients.betaToken.id, of: [.read])
      #expect(try await clients.ask("/tenants/\(clients.beta.slug)/lvr", clients.betaToken).status == 401)
      try await clients.service.database.tenants.suspend(clients.alpha)
      for token in [clients.alphaToken, clients.agencyToken] {
        let reply = try await clients.ask("/tenants/\(clients.alpha.slug)/lvr", token)
        #expect(reply.status == 403 && reply.code == "tenant_not_open")
      }
    }
  }

  /// Attack 26: the cursor of another client, of another report, of other parameters, forged.
  @Test func aCursorIsGoodForTheQuestionThatItWasGivenFor() async throws {
    try await TwoClients.play { clients in
      let (alpha, beta) = ("/tenants/\(clients.alpha.slug)", "/tenants/\(clients.beta.slug)")
      let first = try await clients.ask("\(alpha)/alerts?limit=5", clients.alphaToken)
      let cursor = try #require(first.nextCursor)
      #expect(try await clients.ask("\(alpha)/alerts?limit=7&cursor=\(cursor)", clients.alphaToken).status == 200)
      #expect(try await clients.ask("\(alpha)/alerts?cursor=\(cursor)", clients.agencyToken).status == 200)
      let betas = try #require(try await clients.ask("\(beta)/alerts?limit=5", clients.betaToken).nextCursor)
      let signer = try await clients.service.database.signer()
      let forged = [
        betas, String(cursor.dropLast()), cursor + "A", "A" + cursor, "x", "",
        signer.sign(cursor.split(separator: ".")[0].description, for: .session),
      ]
      for text in forged {
        let reply = try await clients.ask("\(alpha)/alerts?cursor=\(text)", clients.alphaToken)
        #expect(reply.status == 404 && reply.code == "no_such_page", "\(text)")
        #expect(!reply.body.contains(TwoClients.betaCanary))
      }
      for other in ["momentum?", "queue?", "alerts?kind=hot&", "alerts?as_of=2026-03-01&"] {
        let reply = try await clients.ask("\(alpha)/\(other)cursor=\(cursor)", clients.alphaToken)
        #expect(reply.status == 404, "\(other)")
      }
      #expect(try await clients.ask("\(beta)/alerts?cursor=\(cursor)", clients.alphaToken).status == 404)
      #expect(try await clients.ask("\(beta)/alerts?cursor=\(cursor)", clients.agencyToken).status == 404)
    }
  }

  /// No token in an answer, in what the service says of itself, or in the server's log.
  @Test func noTokenStandsInAnAnswerOrALog() async throws {
    try await TwoClients.play(leads: 3) { clients in
      var said = ""
      for (path, key) in [
        ("/tenants/\(clients.alpha.slug)/lvr", clients.alphaToken), ("/tenants/nobody/lvr", clients.alphaToken),
        ("/tenants", clients.writeKey), ("/tenants/x/lvr?cursor=y", clients.agencyToken), ("/x", clients.alphaToken),
      ] {
        for method in ["GET", "POST"] {
          let reply = try await clients.ask(path, key, method: method)
          said += reply.body + reply.headers.description
        }
      }
      said += try await clients.service.get("/metrics").body
      said += try String(contentsOfFile: clients.service.place.cluster.directory + "/log", encoding: .utf8)
      for key in [clients.alphaToken, clients.writeKey, clients.agencyToken] {
        let secret = key.text.split(separator: "_")[3]
        #expect(!said.contains(secret))
      }
    }
  }

  @Test func aSilentDatabaseIsSaidToBeOne() async throws {
    try await TwoClients.play(leads: 1) { clients in
      await clients.service.database.close()
      let reply = try await clients.ask("/tenants/\(clients.alpha.slug)/lvr", clients.alphaToken)
      #expect(reply.status == 503 && reply.code == "unavailable" && reply.headers["retry-after"] != nil)
    }
  }
}
