import Crypto
import Testing

@testable import Store

@Suite struct SignerTests {
  private let signer = Signer([.init(number: 3, secret: SymmetricKey(size: .bits256))])!

  @Test(arguments: ["", "a", "a.b.c", "Zm9v-1767225600", "4.2", "ümlaut"], Signer.Purpose.allCases)
  func whatWasSignedComesBackForItsPurposeAlone(payload: String, purpose: Signer.Purpose) {
    let signed = signer.sign(payload, for: purpose)
    #expect(signer.payload(of: signed, for: purpose) == payload)
    for other in Signer.Purpose.allCases where other != purpose {
      #expect(signer.payload(of: signed, for: other) == nil)
    }
  }

  /// Each character replaced, each piece cut off, anything put in front or behind.
  @Test func noChangedTextIsTakenForASignedOne() {
    let text = signer.sign("AbC123-1767225600", for: .session)
    let letters = Array(text)
    for index in letters.indices {
      for other in Secret.alphanumerics + [".", "-", "_", "=", " ", "\u{0}", "é"] where other != letters[index] {
        var forged = letters
        forged[index] = other
        #expect(signer.payload(of: String(forged), for: .session) == nil, "\(index): \(other)")
      }
      #expect(signer.payload(of: String(letters[..<index]), for: .session) == nil)
      #expect(signer.payload(of: String(letters[index...]), for: .session) == nil || index == 0)
    }
    for forged in [text + "A", text + "=", " " + text, text + "\n", "A" + text, ".." + text, text.uppercased(), ""] {
      #expect(signer.payload(of: forged, for: .session) == nil, "\(forged)")
    }
    #expect(signer.payload(of: String(repeating: ".", count: 1_000_000), for: .session) == nil)
  }

  @Test func anotherSecretsSignatureIsNone() {
    let other = Signer([.init(number: 3, secret: SymmetricKey(size: .bits256))])!
    #expect(signer.payload(of: other.sign("x", for: .link), for: .link) == nil)
  }

  @Test func theNewestSignsAndTheOlderStillCount() throws {
    let (old, new) = (
      Signer.Key(number: 1, secret: SymmetricKey(size: .bits256)),
      Signer.Key(number: 2, secret: SymmetricKey(size: .bits256))
    )
    let (before, after) = (try #require(Signer([old])), try #require(Signer([new, old])))
    let signed = before.sign("x", for: .session)
    #expect(after.payload(of: signed, for: .session) == "x")
    #expect(
      after.sign("x", for: .session).hasPrefix("x.2.")
        && before.payload(of: after.sign("x", for: .link), for: .link) == nil)
    // The number of one with the tag of the other.
    #expect(after.payload(of: signed.replacing("x.1.", with: "x.2."), for: .session) == nil)
    #expect(Signer([]) == nil)
  }
}
