import Chance
import Definitions
import Engine
import Testing

@testable import Intake

/// Whatever comes, reading it ends with an answer: a fate for each message, or the place where the body is no JSON.
@Suite struct MessageMutationTests {
  private static let bodies = [
    #"""
    {"batch":[{"type":"identify","userId":"u-1","messageId":"1","traits":{"email":"a@b.c","company":{"name":"X","domain":"x.io"}}},
    {"type":"track","userId":7,"event":"Demo \u0000 \ud83d\ude80 \ud800","properties":{"a":[1,2.5e3,-0,NaN],"b":{"c":null}},"timestamp":"2026-01-15T12:30:45.123+00:00"},
    {"type":"page","anonymousId":"z","name":"Pricing","context":{"campaign":{"medium":"cpc"}}},
    {"type":"alias","userId":"u-1","previousId":"z"},{"type":"group","userId":"u","groupId":"g","traits":{"website":"https://x.io"}}],
    "sentAt":"2026-01-15T12:30:46Z","writeKey":"k"}
    """#,
    #"""
    {"api_key":"k","batch":[{"event":"$identify","distinct_id":"u","properties":{"$anon_distinct_id":"d","$set":{"email":"a@b.c"}},"uuid":"1"},
    {"event":"$groupidentify","properties":{"$group_key":"g","$group_set":{"n":1}}},{"event":"$create_alias","properties":{"alias":"a","distinct_id":"b"}},
    {"event":"$pageview","distinct_id":"u","timestamp":1768480245123}]}
    """#,
  ]

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func whateverIsSentHasAnAnswer(seed: UInt64) throws {
    var random = Mutations(seed: seed)
    let context = MessageContext(
      receivedAt: 1_770_000_000_000_000, sentAt: nil, zone: try #require(Zone(iana: "Europe/Berlin")),
      identities: [.externalID, .email, .anonymousID])
    var (read, refused) = (0, 0)
    for _ in 0..<3_000 {
      let index = Int(random.next() % 2)
      let body = random.change(Array(Self.bodies[index].utf8))
      let strict = try? JSONReader.read(String(decoding: body, as: UTF8.self))
      do {
        let envelope = try MessageEnvelope.read(body, index == 0 ? .batch : .posthog, limit: 100)
        let sorted = SortedMessages(envelope, of: body, tenant: TenantID(1), context)
        #expect(sorted.fates.count == envelope.parts.count, "seed \(seed)")
        if case .map(let members)? = strict, case .list(let batch)? = members["batch"],
          body.filter({ $0 == 0x22 }).count == Self.quotes(of: index)
        {
          #expect(envelope.parts.count == batch.count, "seed \(seed): \(String(decoding: body, as: UTF8.self))")
        }
        read += 1
      } catch {
        refused += 1
        guard case .notJSON(let position, _) = error else { continue }
        #expect(position <= body.count)
        #expect(strict == nil, "seed \(seed): \(error): \(String(decoding: body, as: UTF8.self))")
      }
    }
    #expect(read > 100 && refused > 100, "\(read) read, \(refused) refused")
  }

  private static func quotes(of index: Int) -> Int { bodies[index].utf8.count { $0 == 0x22 } }
}

/// What befalls a text on its way.
private struct Mutations {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func next() -> UInt64 { random.next() }

  mutating func change(_ text: [UInt8]) -> [UInt8] {
    var text = text
    let marks = Array("{}[]\",:\\ntf0-.eE\u{0}\u{7f}".utf8)
    for _ in 0..<(next() % 4) {
      let place = Int(next() % UInt64(max(1, text.count)))
      switch next() % 5 {
      case 0 where !text.isEmpty: text.remove(at: place)
      case 1: text.insert(marks[Int(next() % UInt64(marks.count))], at: min(place, text.count))
      case 2 where !text.isEmpty: text[place] = UInt8(truncatingIfNeeded: next())
      case 3: text.removeSubrange(place..<min(text.count, place + Int(next() % 20)))
      default: text.insert(contentsOf: text[place..<min(text.count, place + Int(next() % 30))], at: place)
      }
    }
    return text
  }
}
