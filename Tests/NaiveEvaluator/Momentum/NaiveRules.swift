/// What momentum depends on: by default the numbers of `Docs/Metrics.md` section 6, written down once more.
public struct NaiveRules: Sendable {
  /// So many days back, and what a point of then counts, in quarters.
  var gain = [(ago: 0..<7, quarters: 8), (ago: 7..<14, quarters: 4), (ago: 14..<30, quarters: 2)]
  /// Where the recent window ends, and where the one before it does.
  var frequency = (14, 28)
  var content = (14, 44)
  var stakeholders = (30, 60)
  var direction = (7, 14)
  var ofGain = Self.points(ofQuarters:)
  var ofEvents = Self.points(ofEvents:before:)
  var ofDepths = Self.points(ofDepths:before:)
  var ofStakeholders = Self.points(ofStakeholders:before:)
  /// The highest first.
  var tiers = [20, 10, -4, -10]
  var surging = (fewest: 3, times: 2)
  var silent = -11

  public static let standard = NaiveRules()

  /// As many days back as anything is looked at.
  var reach: Int { ([frequency, content, stakeholders, direction].map(\.1) + gain.map(\.ago.upperBound)).max() ?? 0 }

  @Sendable private static func points(ofQuarters quarters: Int) -> Int {
    switch quarters {
    case 240...: 10
    case 160...: 8
    case 80...: 5
    case 40...: 3
    case 1...: 1
    case 0: -5
    default: -6
    }
  }

  @Sendable private static func points(ofEvents recent: Int, before: Int) -> Int {
    if recent == 0 { return before == 0 ? -6 : -8 }
    if before == 0 { return recent >= 3 ? 8 : 3 }
    if recent >= 2 * before { return 8 }
    if 4 * recent >= 5 * before { return 4 }
    if 4 * recent > 3 * before { return 0 }
    return 2 * recent > before ? -4 : -6
  }

  @Sendable private static func points(ofDepths recent: Int, before: Int) -> Int {
    if recent == 0 { return before > 0 ? -2 : 0 }
    if recent > before { return [1: 1, 2: 4, 3: 6, 4: 8][recent] ?? 0 }
    return recent == before ? [1: 0, 2: 1, 3: 3, 4: 5][recent] ?? 0 : -3
  }

  @Sendable private static func points(ofStakeholders recent: Int, before: Int) -> Int {
    if recent < 2 && before < 2 { return 0 }
    switch recent - before {
    case 5...: return 8
    case 3...: return 6
    case 1...: return 3
    case 0: return 0
    default: return recent == 0 ? -3 : -2
    }
  }
}
