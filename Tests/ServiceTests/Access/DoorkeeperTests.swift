import Engine
import LibPQ
import MigratedDatabase
import Store
import Synchronization
import TestSupport
import Testing

@testable import Service

@Suite struct DoorkeeperTests {
  @Test func aKeyThatIsUsedOftenIsAskedForOnceInFiveSeconds() async throws {
    try await withDoor { door, clock, asked, database in
      let tenant = try await database.tenants.create(.named("acme")).tenant
      let key = try await database.keys.create(.write, for: tenant)
      try await database.keys.noteUse(of: key.id)
      for _ in 0..<100 { #expect(try await door.holder(ofWriteKey: key.text)?.slug == "acme") }
      #expect(asked.count == 1)
      clock.advance(by: .seconds(5))
      #expect(try await door.holder(ofWriteKey: key.text)?.id == tenant.id)
      #expect(asked.count == 2)
    }
  }

  @Test func aRevokedKeyAndASuspendedClientAreSeenWithinFiveSeconds() async throws {
    try await withDoor { door, clock, _, database in
      let tenant = try await database.tenants.create(.named("acme")).tenant
      let (write, read) = (
        try await database.keys.create(.write, for: tenant), try await database.keys.create(.read, for: tenant)
      )
      for key in [write, read] { #expect(try await door.holder(of: key.text) != nil) }
      try await database.keys.revoke(write.id, of: [.write])
      try await database.tenants.suspend(tenant)
      clock.advance(by: Doorkeeper.remembers)
      #expect(try await door.holder(of: write.text) == nil)
      guard case .tenant(let held) = try await door.holder(of: read.text) else {
        Issue.record("no holder")
        return
      }
      #expect(held.state == .suspended)
    }
  }

  @Test func whatIsUnknownIsAskedForAgainAfterTwoSeconds() async throws {
    try await withDoor { door, clock, asked, database in
      let stranger = AccessKey.random(.write)
      for _ in 0..<50 { try await door.refuses(stranger.text) }
      #expect(asked.count == 1)
      clock.advance(by: Doorkeeper.remembersStrangers)
      try await door.refuses(stranger.text)
      #expect(asked.count == 2)
    }
  }

  /// Somebody who knows an id and guesses secrets neither gets in nor troubles the database.
  @Test func aWrongSecretIsRefusedWithoutAnotherQuestion() async throws {
    try await withDoor { door, _, asked, database in
      let tenant = try await database.tenants.create(.named("acme")).tenant
      let key = try await database.keys.create(.write, for: tenant)
      try await database.keys.noteUse(of: key.id)
      #expect(try await door.holder(of: key.text) != nil)
      for _ in 0..<100 {
        let guess = key.text.replacing(
          key.text.split(separator: "_")[3], with: AccessKey.random(.write).text.split(separator: "_")[3])
        #expect(try await door.holder(of: guess) == nil)
      }
      #expect(try await door.holder(of: key.text) != nil)
      #expect(asked.count == 1)
    }
  }

  @Test func aTextThatIsNoKeyIsRefusedWithoutAQuestion() async throws {
    try await withDoor { door, _, asked, _ in
      for text in ["", "writeKey", AccessKey.random(.write).text + "x", AccessKey.random(.signIn).text] {
        try await door.refuses(text)
      }
      #expect(asked.count == 0)
    }
  }

  @Test func aKeyThatReadsSendsNothing() async throws {
    try await withDoor { door, _, _, database in
      let tenant = try await database.tenants.create(.named("acme")).tenant
      let (read, agency) = (
        try await database.keys.create(.read, for: tenant), try await database.keys.create(.agency, for: nil)
      )
      for key in [read, agency] { #expect(try await door.holder(ofWriteKey: key.text) == nil) }
      #expect(try await door.holder(of: agency.text) == .agency)
    }
  }

  @Test func manyWhoAskAtOnceAskTheDatabaseOnce() async throws {
    let (asked, clock) = (Counter(), HandClock())
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let door = Doorkeeper(
      key: { _ in
        asked.increment()
        for await _ in gate {}
        return nil
      }, now: { clock.now })
    let key = AccessKey.random(.write).text
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 { group.addTask { _ = try? await door.holder(of: key) } }
      open.finish()
    }
    #expect(asked.count == 1)
  }

  @Test func aSilentDatabaseIsNoRefusal() async throws {
    try await withMigratedDatabase { database, _ in
      let door = Doorkeeper(database)
      await database.close()
      await #expect(throws: PostgresError.self) { try await door.holder(of: AccessKey.random(.write).text) }
    }
  }

  @Test func aUseIsNotedOnceADay() async throws {
    try await withDoor { door, clock, asked, database in
      let tenant = try await database.tenants.create(.named("acme")).tenant
      let key = try await database.keys.create(.write, for: tenant)
      for _ in 0..<3 { _ = try await door.holder(of: key.text) }
      #expect(asked.count == 2, "once before and once after it was noted")
      #expect(try await database.keys.all(of: tenant).first?.lastUsed != nil)
    }
  }

  private func withDoor(
    _ body: @Sendable (Doorkeeper, HandClock, Counter, Database) async throws -> Void
  ) async throws {
    try await withMigratedDatabase { database, _ in
      let (asked, clock, keys) = (Counter(), HandClock(), database.keys)
      let door = Doorkeeper(
        key: {
          asked.increment()
          return try await keys.record(of: $0)
        }, noteUse: { try await keys.noteUse(of: $0) }, now: { clock.now })
      try await body(door, clock, asked, database)
    }
  }
}

extension Doorkeeper {
  fileprivate func refuses(_ text: String) async throws {
    let holder = try await holder(of: text)
    #expect(holder == nil)
  }
}

/// A clock that stands until it is moved.
final class HandClock: Sendable {
  private let moment = Mutex(ContinuousClock.now)
  var now: ContinuousClock.Instant { moment.withLock { $0 } }
  func advance(by duration: Duration) { moment.withLock { $0 += duration } }
}

final class Counter: Sendable {
  private let value = Mutex(0)
  var count: Int { value.withLock { $0 } }
  func increment() { value.withLock { $0 += 1 } }
}

extension NewTenant {
  static func named(_ slug: String) -> NewTenant {
    NewTenant(slug: slug, settings: TenantSettings(name: slug, timezone: "UTC"))
  }
}
