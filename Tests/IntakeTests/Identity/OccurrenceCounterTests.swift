import Testing

@testable import Intake

@Suite("Counting equal rows")
struct OccurrenceCounterTests {
  @Test func itCountsAsADictionaryWould() {
    let seed: UInt64 = 17
    var random = SplitMix64(seed: seed)
    var counter = OccurrenceCounter()
    var naive: [Fingerprint: Int] = [:]
    for _ in 0..<50_000 {
      let number = UInt64.random(in: 0..<30_000, using: &random)
      let fingerprint = Fingerprint(of: withUnsafeBytes(of: number) { Array($0) })
      naive[fingerprint, default: 0] += 1
      #expect(counter.next(fingerprint) == naive[fingerprint], "seed \(seed)")
    }
  }

  @Test func zeroIsAFingerprintLikeAnother() {
    var counter = OccurrenceCounter()
    #expect(counter.next(Fingerprint(high: 0, low: 0)) == 1)
    #expect(counter.next(Fingerprint(high: 0, low: 0)) == 2)
  }
}
