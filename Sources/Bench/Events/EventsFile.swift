public import Foundation

/// Writes an events file from a seed, a day at a time, so that memory stays flat whatever its size.
///
/// Rows stand in the order of time, as an export has them. At scale 1: a million events of about
/// 100,000 leads over a year, in bursts: weekends are quiet, every third week has a campaign, and
/// a lead comes for a session of several events within minutes. Six leads in ten have both keys on
/// every row, two the external id alone, two are known by e-mail first and by both later.
public struct EventsFile: Sendable {
  public static let rowsOfScale1 = 1_000_000

  public let rows: Int
  private let seed: UInt64
  private let leads: Int

  public init(scale: Double = 1, seed: UInt64 = 1) {
    rows = max(1, Int(Double(Self.rowsOfScale1) * scale))
    leads = max(1, rows / 10)
    self.seed = seed
  }

  private static let days = 365
  /// 2026-01-01T00:00Z.
  private static let start = 1_767_225_600

  /// Returns how many bytes it has.
  @discardableResult
  public func write(to file: URL) throws -> Int {
    guard FileManager.default.createFile(atPath: file.path, contents: nil),
      let handle = FileHandle(forWritingAtPath: file.path)
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path]) }
    defer { try? handle.close() }
    var chance = SplitMix64(seed: seed)
    var line = EventLine()
    line.addHeader()
    var written = 0
    for (day, count) in rowsOfDays(&chance).enumerated() {
      for visit in visits(of: day, rows: count, &chance) { line.add(visit, &chance) }
      written += line.bytes.count
      try handle.write(contentsOf: line.bytes)
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

  private func visits(of day: Int, rows: Int, _ chance: inout SplitMix64) -> [Visit] {
    var visits: [Visit] = []
    visits.reserveCapacity(rows)
    while visits.count < rows {
      let known = max(1, leads * (day + 1) / Self.days)
      // The newer a lead, the likelier it comes: half of all visits are within the first three weeks.
      let back = -log(1 - chance.share()) * Double(leads) / Double(Self.days) * 30
      let lead = max(0, known - 1 - Int(min(back, Double(known - 1))))
      var at = Self.start + day * 86_400 + 25_200 + chance.below(54_000)
      for _ in 0...chance.below(5) where visits.count < rows {
        visits.append(Visit(lead: lead, at: at, age: day - lead * Self.days / leads))
        at += 10 + chance.below(240)
      }
    }
    return visits.sorted { $0.at < $1.at }
  }
}
