import Chance
import Testing

@testable import Intake

@Suite("Counting equal rows")
struct OccurrenceCounterTests {
  /// In memory alone, and with most of it on disk, where the file grows several times.
  @Test(arguments: [1_000_000, 1_000, 0]) func itCountsAsADictionaryWould(mostInMemory: Int) {
    let seed: UInt64 = 17
    var random = SplitMix64(seed: seed)
    var counter = OccurrenceCounter(mostInMemory: mostInMemory)
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

  /// A disk takes so much, and no more: nothing that it has taken is forgotten.
  @Test func aDiskThatIsFullIsDoneWithout() throws {
    let file = try #require(MarkFile(for: 100))
    var marks: Set<UInt64> = []
    var random = SplitMix64(seed: 18)
    for _ in 0..<1_000 {
      let mark = UInt64.random(in: 1...(.max), using: &random)
      #expect(file.insert(mark) == marks.insert(mark).inserted)
    }
    for mark in marks { #expect(file.insert(mark) == false) }
    var found: Set<UInt64> = []
    file.forEach { #expect(found.insert($0).inserted) }
    #expect(found == marks)

    var counter = OccurrenceCounter(mostInMemory: 10, room: 500)
    for number in 0..<2_000 { #expect(counter.next(Fingerprint(high: 0, low: UInt64(number + 1) << 40)) == 1) }
    for number in 0..<2_000 { #expect(counter.next(Fingerprint(high: 0, low: UInt64(number + 1) << 40)) == 2) }
  }
}
