import Engine
import Foundation
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

@Suite struct SessionTests {
  private let never: Int64 = 4_102_444_800_000_000

  @Test func aSignInWorksOnce() async throws {
    try await withMigratedDatabase { database, _ in
      let offer = try await database.sessions.offerSignIn()
      let session = try #require(try await database.sessions.takeSignIn(offer.key))
      #expect(try await database.sessions.visitor(of: session.id.hash) == session.visitor)
      #expect(session.visitor.tenant == nil)
      #expect(try await database.sessions.takeSignIn(offer.key) == nil)
      #expect(try await database.sessions.takeSignIn(.random(.signIn)) == nil)
    }
  }

  /// However many ask at the same moment.
  @Test func ofManyWhoTakeASignInOneIsIn() async throws {
    try await withMigration { migrated in
      let databases = (0..<6).map { _ in migrated.open() }
      let offer = try await databases[0].sessions.offerSignIn()
      let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
        for database in databases { group.addTask { try await database.sessions.takeSignIn(offer.key) != nil } }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(taken == 1)
      for database in databases { await database.close() }
    }
  }

  @Test func anOfferOf15MinutesAgoIsNone() async throws {
    try await withMigratedDatabase { database, place in
      let offer = try await database.sessions.offerSignIn()
      let left = try await place.rows("select valid_until - now() between '14 min' and '15 min' from guard.sign_in")
      #expect(left == [["t"]])
      try await place.run("update guard.sign_in set valid_until = now() - interval '1 s'")
      #expect(try await database.sessions.takeSignIn(offer.key) == nil)
    }
  }

  @Test func aLinkLetsInToItsClient() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let link = try await database.links.create(for: tenant, label: "Ana", until: 2_000_000_999_999, now: 0)
      #expect(link.token.hasPrefix("\(link.id)-2000000.1."), "the end is signed to the second")
      #expect(try await database.sessions.follow(link.id) == nil, "1970 is over")

      let live = try await database.links.create(for: tenant, until: never, now: never - 1_000_000)
      let session = try #require(try await database.sessions.follow(live.id))
      #expect(session.visitor.tenant == SessionVisitor.Client(id: tenant.id, slug: "acme"))
      #expect(try await database.sessions.visitor(of: session.id.hash) == session.visitor)
      let listed = try await database.links.all(of: tenant)
      #expect(listed.first { $0.id == live.id }?.sessions == 1)
      #expect(listed.first { $0.id == link.id }?.label == "Ana")
    }
  }

  @Test func aSessionEndsWithItsLinkItsClientAndItself() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      func link() async throws -> LinkID {
        try await database.links.create(for: tenant, until: never, now: never - 1_000_000).id
      }
      func isIn(_ session: NewSession) async throws -> Bool {
        try await database.sessions.visitor(of: session.id.hash) != nil
      }
      let (first, second) = (try await link(), try await link())
      let sessions = [
        try #require(try await database.sessions.follow(first)),
        try #require(try await database.sessions.follow(first)),
        try #require(try await database.sessions.follow(second)),
      ]
      try await database.sessions.end(sessions[0].id.hash)
      #expect(try await isIn(sessions[0]) == false)
      #expect(try await isIn(sessions[1]))

      try await database.links.revoke(first)
      #expect(try await isIn(sessions[1]) == false)
      #expect(try await database.sessions.follow(first) == nil)
      #expect(try await isIn(sessions[2]), "another link")

      try await database.tenants.suspend(tenant)
      #expect(try await isIn(sessions[2]) == false)
      #expect(try await database.sessions.follow(second) == nil)
      try await database.tenants.resume(tenant)
      #expect(try await isIn(sessions[2]))

      try await place.run("update guard.link set valid_until = now() - interval '1 s'")
      #expect(try await isIn(sessions[2]) == false)
      await #expect(throws: StoreError.noSuchLink(id: "AAAAAAAAAAAAAAAA")) {
        try await database.links.revoke(try #require(LinkID("AAAAAAAAAAAAAAAA")))
      }
    }
  }

  @Test func aClientsSessionLastsNoLongerThanItsLink() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let now = Int64(Date.now.timeIntervalSince1970) * 1_000_000
      let hour = now + 3_600_000_000
      let link = try await database.links.create(for: tenant, until: hour, now: now)
      #expect(try #require(try await database.sessions.follow(link.id)).visitor.validUntil == hour)
      let long = try await database.links.create(for: tenant, until: now + 300 * 86_400_000_000, now: now)
      let session = try #require(try await database.sessions.follow(long.id))
      #expect((29...30).contains((session.visitor.validUntil - now) / 86_400_000_000))
      await #expect(throws: StoreError.self) {
        try await database.links.create(for: tenant, until: now + 400 * 86_400_000_000, now: now)
      }
    }
  }

  @Test func theDatabaseKeepsNoSessionAndNoOfferThatAnybodyCouldShow() async throws {
    try await withMigratedDatabase { database, place in
      let offer = try await database.sessions.offerSignIn()
      let kept = try await place.rows("select encode(token_hash, 'hex') from guard.sign_in")
      #expect(kept == [[offer.key.secretHash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()]])
      let session = try #require(try await database.sessions.takeSignIn(offer.key))
      let row = try await place.rows("select s::text, encode(session_hash, 'escape') from guard.session s")
      for text in row.joined() { #expect(text?.contains(session.id.text) == false) }
      #expect(!"\(session)".contains(session.id.text))
      let log = try String(contentsOfFile: place.cluster.directory + "/log", encoding: .utf8)
      #expect(!log.contains(session.id.text) && !log.contains(offer.key.secret))
    }
  }

  /// Whoever follows a link over and over fills no table.
  @Test func aLinkKeepsAThousandSessionsAtMost() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let link = try await database.links.create(for: tenant, until: never, now: never - 1_000_000)
      try await place.run(
        """
        insert into guard.session (session_hash, tenant_id, link_id, valid_until, created_at)
        select sha256(n::text::bytea), \(tenant.id.rawValue), '\(link.id)', now() + interval '1 d', now() - n * interval '1 s'
          from generate_series(1, 1500) n
        """)
      let session = try #require(try await database.sessions.follow(link.id))
      #expect(try await place.rows("select count(*) from guard.session") == [["1000"]])
      #expect(try await database.sessions.visitor(of: session.id.hash) != nil)
    }
  }

  @Test func whatHasEndedIsTakenAwayByWhatBegins() async throws {
    try await withMigratedDatabase { database, place in
      try await place.run(
        """
        insert into guard.session (session_hash, valid_until)
        select sha256(n::text::bytea), now() - interval '1 d' from generate_series(1, 60) n;
        insert into guard.sign_in (token_hash, valid_until) values (sha256('x'), now() - interval '1 d');
        """)
      _ = try await database.sessions.takeSignIn(try await database.sessions.offerSignIn().key)
      #expect(try await place.rows("select count(*) from guard.session") == [["1"]])
      #expect(try await place.rows("select count(*) from guard.sign_in") == [["0"]])
    }
  }

  @Test func twoServicesSignWithOneSecret() async throws {
    try await withMigration { migrated in
      let databases = (0..<4).map { _ in migrated.open() }
      let signers = try await withThrowingTaskGroup(of: Signer.self) { group in
        for database in databases { group.addTask { try await database.signer() } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let signed = signers[0].sign("x", for: .session)
      for signer in signers { #expect(signer.payload(of: signed, for: .session) == "x") }
      #expect(try await migrated.place.rows("select count(*) from guard.signing_key") == [["1"]])
      for database in databases { await database.close() }
    }
  }

  @Test func aSecretSignsForAMonthAndCountsForAYear() async throws {
    try await withMigratedDatabase { database, place in
      let first = try await database.signer()
      let signed = first.sign("x", for: .link)
      try await place.run("update guard.signing_key set created_at = now() - interval '31 days'")
      let second = try await database.signer()
      #expect(second.payload(of: signed, for: .link) == "x")
      #expect(first.payload(of: second.sign("y", for: .link), for: .link) == nil, "another one signs now")
      try await place.run("update guard.signing_key set created_at = created_at - interval '401 days'")
      let third = try await database.signer()
      #expect(third.payload(of: signed, for: .link) == nil)
      #expect(try await place.rows("select count(*) from guard.signing_key") == [["1"]])
    }
  }

  @Test func endingAllLeavesNothingThatWasSigned() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let link = try await database.links.create(for: tenant, until: never, now: never - 1_000_000)
      let client = try #require(try await database.sessions.follow(link.id))
      let agency = try #require(try await database.sessions.takeSignIn(try await database.sessions.offerSignIn().key))
      let offer = try await database.sessions.offerSignIn()
      let before = try await database.signer()
      #expect(try await database.sessions.endAll() == 2)
      for session in [client, agency] { #expect(try await database.sessions.visitor(of: session.id.hash) == nil) }
      #expect(try await database.sessions.takeSignIn(offer.key) == nil)
      #expect(try await database.sessions.follow(link.id) == nil)
      #expect(try await database.signer().payload(of: before.sign("x", for: .link), for: .link) == nil)
    }
  }
}
