public import Foundation

/// Writes an events file from a seed, a day at a time, so that memory stays flat whatever its size.
///
/// Rows stand in the order of time, as an export has them. At scale 1: a million events of 100,000 leads over a year, in
/// bursts: weekends are quiet, every third week has a campaign, and a lead comes for a session of several events within
/// minutes. Every lead comes at least once, most come a few times, and one in fifty is a regular who comes ten times as
/// often. Six leads in ten have both keys on every row, two the external id alone, two are known by e-mail first and by
/// both later.
public struct EventsFile: Sendable {
  public static let rowsOfScale1 = 1_000_000

  public let rows: Int
  private let seed: UInt64
  let leads: Int

  public init(scale: Double = 1, seed: UInt64 = 1) {
    let rows = max(1, Int(Double(Self.rowsOfScale1) * scale))
    self.init(rows: rows, leads: rows / 10, seed: seed)
  }

  /// As many rows as that, of as many leads, where there are rows enough.
  init(rows: Int, leads: Int, seed: UInt64) {
    self.rows = rows
    self.leads = max(1, min(leads, rows))
    self.seed = seed
  }

  private static let days = 365
  /// The last new lead comes before the year is over, so that there are rows left for it.
  private static let daysWithNew = 345
  /// One lead in that many is a regular, and so many visits are of regulars.
  private static let regulars = (one: 50, share: 0.25)
  /// 2026-01-01T00:00Z.
  private static let start = 1_767_225_600

  /// Returns how many bytes it has.
  @discardableResult
  public func write(to file: URL) throws -> Int {
    guard FileManager.default.createFile(atPath: file.path, contents: nil),
      let handle = FileHandle(forWritingAtPath: file.path)
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path]) }
    defer { try? handle.close() }
    return try days { try handle.write(contentsOf: $0) }
  }

  /// How many bytes it would have.
  func bytes() -> Int { days { _ in } }

  private func days(_ write: ([UInt8]) throws -> Void) rethrows -> Int {
    var chance = SplitMix64(seed: seed)
    var line = EventLine()
    line.addHeader()
    var (written, known) = (0, 0)
    for (day, count) in rowsOfDays(&chance).enumerated() {
      for visit in visits(of: day, rows: count, &known, &chance) { line.add(visit, &chance) }
      written += line.bytes.count
      if !line.bytes.isEmpty { try write(line.bytes) }
      line.removeAll()
    }
    return written
  }

  /// Who did something, and when: seconds since 1970.
  struct Visit {
    let lead: Int
    let at: Int
    /// How far into the lead's life it is: 0 on its first day.
    let age: Int
  }

  private func rowsOfDays(_ chance: inout SplitMix64) -> [Int] {
    let weights = (0..<Self.days).map { day in
      ((day + 3) % 7 >= 5 ? 0.35 : 1.0) * (day / 7 % 3 == 0 ? 1.6 : 1.0) * (0.7 + 0.6 * chance.share())
    }
    let total = weights.reduce(0, +)
    var sum = 0.0
    var done = 0
    return weights.map { weight in
      sum += weight
      let upTo = Int((sum / total * Double(rows)).rounded())
      defer { done = upTo }
      return upTo - done
    }
  }

  /// Who comes on a day: first whoever is new, then those who are known, the newer the likelier.
  private func visits(of day: Int, rows: Int, _ known: inout Int, _ chance: inout SplitMix64) -> [Visit] {
    var visits: [Visit] = []
    visits.reserveCapacity(rows)
    let due = min(leads, max(1, leads * (day + 1) / Self.daysWithNew))
    func come(_ lead: Int, atMost most: Int) {
      var at = Self.start + day * 86_400 + 25_200 + chance.below(54_000)
      for _ in 0...chance.below(5) where visits.count < most {
        visits.append(Visit(lead: lead, at: at, age: day - lead * Self.daysWithNew / leads))
        at += 10 + chance.below(240)
      }
    }
    while known < due, visits.count < rows {
      known += 1
      come(known - 1, atMost: max(visits.count + 1, rows - (due - known)))
    }
    while visits.count < rows {
      // Half of all visits are within the first three weeks.
      let back = -log(1 - chance.share()) * Double(leads) / Double(Self.daysWithNew) * 30
      var lead = max(0, known - 1 - Int(min(back, Double(known - 1))))
      if chance.happens(Self.regulars.share) { lead -= lead % Self.regulars.one }
      come(lead, atMost: rows)
    }
    return visits.sorted { $0.at < $1.at }
  }
}
