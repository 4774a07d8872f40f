import Engine
import Foundation
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

@Suite struct KeyTests {
  @Test func aKeySpeaksForItsClientAndNoOther() async throws {
    try await withMigratedDatabase { database, _ in
      let alpha = try await database.tenants.create(.sample("alpha", timezone: "Asia/Tokyo")).tenant
      let beta = try await database.tenants.create(.sample("beta")).tenant
      let write = try await database.keys.create(.write, for: alpha)
      let read = try await database.keys.create(.read, for: beta)
      let agency = try await database.keys.create(.agency, for: nil)
      #expect(
        try await database.keys.holder(of: write)
          == .tenant(
            KeyTenant(
              id: alpha.id, slug: "alpha", timezone: "Asia/Tokyo", identities: alpha.identities, state: .active)))
      #expect(try await database.keys.holder(of: read)?.slug == "beta")
      #expect(try await database.keys.holder(of: agency) == .agency)
      #expect(try await database.keys.holder(of: .random(.write)) == nil)
    }
  }

  /// The id of one and the secret of another, and the same key under another kind.
  @Test func aKeyIsAllOfItsParts() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let one = try await database.keys.create(.write, for: tenant)
      let other = try await database.keys.create(.write, for: tenant)
      for forged in [one.with(secretOf: other), one.with(kind: .read), one.with(kind: .agency)] {
        #expect(AccessKey(forged.text) == forged, "well formed")
        #expect(try await database.keys.holder(of: forged) == nil)
      }
    }
  }

  @Test func theDatabaseKeepsNoSecret() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let key = try await database.keys.create(.write, for: tenant, name: "site")
      let row = try await place.rows("select k::text, encode(secret_hash, 'escape') from guard.access_key k")
      #expect(row.count == 1)
      for text in row.joined() { #expect(text?.contains(key.secret) == false) }
      let log = try String(contentsOfFile: place.cluster.directory + "/log", encoding: .utf8)
      #expect(!log.contains(key.secret))
    }
  }

  @Test func aRevokedAndAnEndedKeySpeakForNobody() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let first = try await database.keys.create(.write, for: tenant)
      let second = try await database.keys.create(.write, for: tenant)
      try await database.keys.revoke(first.id, of: [.write])
      #expect(try await database.keys.holder(of: first) == nil)
      #expect(try await database.keys.holder(of: second) != nil, "the one that takes its place")
      let ended = try await database.keys.create(.read, for: tenant, until: 4_102_444_800_000_000)
      #expect(try await database.keys.holder(of: ended) != nil)
      try await place.run("update guard.access_key set valid_until = now() - interval '1 s' where kind = 'read'")
      #expect(try await database.keys.holder(of: ended) == nil)
      await #expect(throws: StoreError.noSuchKey(id: second.id.text)) {
        try await database.keys.revoke(second.id, of: [.read, .agency])
      }
      await #expect(throws: StoreError.noSuchKey(id: "AAAAAAAAAAAA")) {
        try await database.keys.revoke(try #require(KeyID("AAAAAAAAAAAA")), of: [.write])
      }
    }
  }

  @Test func aSuspendedClientsKeySaysSoAndADeletedOnesIsGone() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let key = try await database.keys.create(.write, for: tenant)
      try await database.tenants.suspend(tenant)
      guard case .tenant(let held) = try await database.keys.holder(of: key) else {
        Issue.record("no holder")
        return
      }
      #expect(held.state == .suspended)
      _ = try await database.tenants.delete(tenant)
      #expect(try await database.keys.holder(of: key) == nil)
      #expect(try await place.rows("select from guard.access_key") == [])
    }
  }

  @Test func twoLiveUnderOneNameAndNoThird() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let other = try await database.tenants.create(.sample("other")).tenant
      let first = try await database.keys.create(.write, for: tenant, name: "site")
      _ = try await database.keys.create(.write, for: tenant, name: "site")
      await #expect(throws: StoreError.self) { try await database.keys.create(.write, for: tenant, name: "site") }
      // Another name, another kind, another client, the agency: each has its own two.
      _ = try await database.keys.create(.write, for: tenant, name: "app")
      _ = try await database.keys.create(.read, for: tenant, name: "site")
      _ = try await database.keys.create(.write, for: other, name: "site")
      for _ in 0..<2 { _ = try await database.keys.create(.agency, for: nil, name: "site") }
      await #expect(throws: StoreError.self) { try await database.keys.create(.agency, for: nil, name: "site") }
      try await database.keys.revoke(first.id, of: [.write])
      _ = try await database.keys.create(.write, for: tenant, name: "site")
      // One that has ended holds its place no longer.
      try await place.run("update guard.access_key set valid_until = now() - interval '1 s' where kind = 'agency'")
      _ = try await database.keys.create(.agency, for: nil, name: "site")
      #expect(try await database.keys.all(of: nil).filter { $0.revokedAt == nil }.count == 1)
    }
  }

  /// Whoever makes many at once gets two, whatever the order.
  @Test func twoLiveHoweverManyAreMadeAtOnce() async throws {
    try await withMigration { migrated in
      let databases = (0..<6).map { _ in migrated.open() }
      let tenant = try await databases[0].tenants.create(.sample("acme")).tenant
      let made = await withTaskGroup(of: Bool.self) { group in
        for database in databases {
          group.addTask { (try? await database.keys.create(.write, for: tenant, name: "site")) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(made == 2)
      #expect(try await databases[0].keys.all(of: tenant).count == 2)
      for database in databases { await database.close() }
    }
  }

  @Test func aListSaysWhenAKeyWasLastUsed() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let key = try await database.keys.create(.write, for: tenant, name: "site")
      #expect(try await database.keys.record(of: key.id)?.isUsedToday == false)
      #expect(try await database.keys.all(of: tenant).first?.lastUsed == nil)
      try await database.keys.noteUse(of: key.id)
      #expect(try await database.keys.record(of: key.id)?.isUsedToday == true)
      let listed = try #require(try await database.keys.all(of: tenant).first)
      #expect(listed.id == key.id && listed.name == "site" && listed.kind == .write && listed.lastUsed != nil)
      #expect(listed.revokedAt == nil && listed.validUntil == nil)
    }
  }

  @Test(arguments: ["", "  ", String(repeating: "x", count: 101)])
  func aKeyNeedsAName(name: String) async throws {
    try await withMigratedDatabase { database, _ in
      await #expect(throws: StoreError.badSetting(reason: "the name of a key has 1 to 100 characters", hint: nil)) {
        try await database.keys.create(.agency, for: nil, name: name)
      }
    }
  }

  /// Nobody but the functions: not the service, not the operator, not a client, not the agency.
  @Test func nobodyReadsOrWritesTheTablesOfAccess() async throws {
    try await withMigration { migrated in
      let database = migrated.open()
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let reader = try await database.logins.create(for: tenant).url
      let agency = try await database.logins.create(for: nil).url
      for login in [migrated.logins.worker.text, migrated.logins.api.text, migrated.logins.cli.text, reader, agency] {
        let connection = try await Connection.open(login)
        for table in ["access_key", "link", "sign_in", "session", "signing_key"] {
          for text in [
            "select 1 from guard.\(table)", "delete from guard.\(table)", "insert into guard.\(table) default values",
          ] {
            #expect(await connection.refusal(of: text)?.sqlstate == .insufficientPrivilege, "\(text)")
          }
        }
        await connection.close()
      }
      for login in [migrated.logins.cli.text, reader, agency] {
        let connection = try await Connection.open(login)
        for call in ["key_holder('x')", "signing_keys('x')", "session_visitor('x')", "follow_link('x', 'x', 1)"] {
          #expect(await connection.refusal(of: "select guard.\(call)")?.sqlstate == .insufficientPrivilege, "\(call)")
        }
        await connection.close()
      }
      await database.close()
    }
  }
}

extension KeyHolder {
  var slug: String? { if case .tenant(let tenant) = self { tenant.slug } else { nil } }
}

extension AccessKey {
  /// As a forger would make it: well formed, with a checksum that is right.
  func with(kind: Kind? = nil, secretOf other: AccessKey? = nil) -> AccessKey {
    AccessKey(kind: kind ?? self.kind, id: id, secret: (other ?? self).secret)
  }
}
