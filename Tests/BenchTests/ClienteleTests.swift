import Foundation
import Testing

@testable import Bench

/// The clients that rebuild and refresh are measured on.
struct ClienteleTests {
  @Test func sizesAddUpAndDifferByFar() {
    let all = Clientele()
    #expect(all.clients.count == 1_000)
    #expect(all.leads == 500_000 && all.events == 5_500_000)
    #expect(all.clients[0].leads > 60_000 && all.clients[999].leads < 100)
    #expect(all.clients.allSatisfy { $0.events >= $0.leads && $0.leads > 0 })
    let tenth = all.tenth.map(\.leads).reduce(0, +)
    #expect(all.tenth.count == 100 && (45_000...55_000).contains(tenth), "\(tenth) leads")
    #expect(Set(all.tenth).isDisjoint(with: all.rest) && all.tenth.count + all.rest.count == 1_000)
    let few = Clientele(scale: 0.01)
    #expect(few.clients.count == 10 && few.leads == 5_000 && few.events == 55_000)
    let least = Clientele(scale: 0.000_001)
    #expect(least.clients.count == 1 && least.tenth == least.clients && least.rest.isEmpty)
  }

  @Test func theSameSeedWritesTheSameFilesAndAnotherSeedOthers() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "clientele-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let made = try [1, 1, 2].enumerated().map { place, seed in
      let clientele = Clientele(scale: 0.004, seed: UInt64(seed))
      let target = folder.appending(path: "\(place)")
      let bytes = try clientele.write(to: target)
      #expect(bytes == clientele.bytes())
      return try clientele.clients.map { try Data(contentsOf: target.appending(path: "\($0.slug).csv")) }
    }
    #expect(made[0] == made[1])
    #expect(made[0] != made[2])
  }

  @Test func everyLeadComesAndEveryTypeIsThere() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "clientele-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let clientele = Clientele(scale: 0.01, seed: 7)
    try clientele.write(to: folder)
    var types: Set<Substring> = []
    for client in clientele.clients {
      let text = try String(contentsOf: folder.appending(path: "\(client.slug).csv"), encoding: .utf8)
      let rows = text.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      #expect(rows.count == client.events, "\(client.slug)")
      // Both keys say the number; a row has one of them at least.
      let leads = rows.map {
        $0[0].isEmpty ? $0[1].split(separator: "@")[0].dropFirst("person.".count) : $0[0].dropFirst()
      }
      #expect(Set(leads).count == client.leads, "\(client.slug)")
      #expect(rows.map { $0[3] } == rows.map { $0[3] }.sorted(), "\(client.slug) is not in the order of time")
      types.formUnion(rows.map { $0[2] })
    }
    #expect(types.count == EventKind.all.count)
  }

  @Test func sizeClassesHoldEverybodyOnce() {
    let clientele = Clientele(scale: 0.1)
    let classes = clientele.sizeClasses(bytes: clientele.clients.map(\.events))
    #expect(classes.map(\.clients).reduce(0, +) == clientele.clients.count)
    #expect(classes.map(\.leads).reduce(0, +) == clientele.leads)
    #expect(classes.map(\.bytes).reduce(0, +) == clientele.events)
    #expect(classes.count > 2 && classes.map(\.sizes.lowerBound) == classes.map(\.sizes.lowerBound).sorted(by: >))
  }
}
