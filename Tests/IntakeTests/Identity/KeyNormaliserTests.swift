import Chance
import Engine
import Testing

@testable import Intake

@Suite("Identity keys in one normal form")
struct KeyNormaliserTests {
  @Test(
    arguments: [
      (.email, " Jane.Doe@ACME.com ", "jane.doe@acme.com"), (.email, "a@b", "a@b"),
      (.email, "j\u{FC}rgen@acme.de", "j\u{FC}rgen@acme.de"),
      (.email, "infos-not@acme.com", "infos-not@acme.com"), (.email, "\u{A0}x@y.z\u{200B}", "x@y.z"),
      (.linkedin, "https://www.linkedin.com/in/Jane-Doe/", "jane-doe"),
      (.linkedin, "linkedin.com/in/jane-doe?trk=x#y", "jane-doe"),
      (.linkedin, "https://de.linkedin.com/pub/Jane-Doe/1/2/3", "jane-doe/1/2/3"),
      (.linkedin, "http://LINKEDIN.COM/IN/J%C3%BCrgen", "j\u{FC}rgen"), (.linkedin, "/in/jane", "jane"),
      (.linkedin, "in/jane", "jane"),
      (.phone, "+49 (30) 123-456", "+4930123456"), (.phone, "0049 30 123456", "+4930123456"),
      (.phone, "15550100", "+15550100"),
      (.phone, "tel:+1-555-0100", "+15550100"), (.phone, "+49 (0)30 123456", "+4930123456"),
      (.phone, "+1 555 0100 ext. 5", "+15550100"),
      (.externalID, "  Ab-12 ", "Ab-12"), (.externalID, "007", "007"), (.anonymousID, "X9", "X9"),
      (.externalID, "0x0", "0x0"),
      (.externalID, "e\u{301}", "\u{E9}"),
    ] as [(KeyKind, String, String)])
  func aValueIsBroughtToItsNormalForm(_ kind: KeyKind, _ value: String, _ normal: String) throws {
    let key = try KeyNormaliser.key(kind, value)
    #expect(Array(key.value.utf8) == Array(normal.utf8))
    #expect(key.kind == kind)
  }

  @Test(
    arguments: [
      (.email, "", .empty), (.email, "  ", .empty), (.email, "jane", .notAnAddress),
      (.email, "@acme.com", .notAnAddress),
      (.email, "jane@", .notAnAddress), (.email, "a@b@c", .notAnAddress),
      (.email, "jane doe@acme.com", .strangeCharacter),
      (.email, "INFO@acme.com", .roleMailbox), (.email, "no-reply@acme.com", .roleMailbox),
      (.email, "sales@acme.com", .roleMailbox),
      (.email, "n/a", .placeholder), (.externalID, "N/A", .placeholder), (.externalID, "null", .placeholder),
      (.externalID, "Unknown", .placeholder), (.externalID, "-", .placeholder),
      (.anonymousID, "anonymous", .placeholder),
      (.externalID, "0000", .allZeros), (.anonymousID, "00000000-0000-0000-0000-000000000000", .allZeros),
      (.externalID, "a\u{1}b", .strangeCharacter), (.externalID, String(repeating: "x", count: 513), .tooLong),
      (.linkedin, "jane-doe", .notAProfile), (.linkedin, "https://www.linkedin.com/company/acme", .notAProfile),
      (.linkedin, "https://www.linkedin.com/in/", .notAProfile),
      (.linkedin, "https://example.com/in/berlin", .notAProfile),
      (.linkedin, "linkedin.com/in/a%00b", .notAProfile), (.linkedin, "linkedin.com/in/a%2", .notAProfile),
      (.linkedin, "linkedin.com/in/%FF", .notAProfile), (.linkedin, "linkedin.com/in/unknown", .placeholder),
      (.phone, "123", .notANumber), (.phone, "call me", .notANumber), (.phone, "+00000", .allZeros),
    ] as [(KeyKind, String, KeyRefusal)])
  func whatNamesNobodyIsNoKey(_ kind: KeyKind, _ value: String, _ refusal: KeyRefusal) {
    #expect(throws: refusal) { try KeyNormaliser.key(kind, value) }
  }

  @Test func normalisingTwiceChangesNothing() throws {
    let seed: UInt64 = 5
    var random = SplitMix64(seed: seed)
    let alphabet = Array("aB9@.+-/% ()0?#\u{E9}\u{130}\u{1E9E}e\u{301}\u{A0}:xin")
    for round in 0..<20_000 {
      let kind = random.pick(KeyKind.allCases)
      let noise = String((0..<Int.random(in: 0...14, using: &random)).map { _ in random.pick(alphabet) })
      let value =
        kind == .linkedin ? "linkedin.com/in/" + noise : kind == .email && round % 2 == 0 ? "j@" + noise : noise
      guard let once = try? KeyNormaliser.key(kind, value) else { continue }
      let again = try? KeyNormaliser.key(kind, (kind == .linkedin ? "/in/" : "") + once.value)
      #expect(
        again.map { Array($0.value.utf8) } == Array(once.value.utf8),
        "seed \(seed): \(kind.name) \(value.debugDescription)")
    }
  }

  @Test func aKeyringIsTheSameInWhateverOrderItsKeysCame() throws {
    let a = try KeyNormaliser.key(.email, "a@b.c")
    let b = try KeyNormaliser.key(.externalID, "42")
    #expect(Keyring([a, b, a]) == Keyring([b, a]))
    #expect(Keyring([a, b]).keys == [b, a])
    #expect(Keyring([a]) != Keyring([b]))
    #expect(Keyring(canonical: Keyring.text(of: [b, a])) == Keyring([a, b]))
    #expect(Keyring([a, b]).fingerprint.bytes.count == 16)
  }
}
