import Engine

/// What happened at a client in some fourteen months, up to the end of yesterday.
struct History {
  let client: Client
  /// The day after the last one of the history.
  let today: Day
  /// In the order in which the people were met.
  let lives: [Life]

  /// Full months before the one of today.
  static let months = 14

  init(client: Client, today: Day, seed: UInt64) {
    self.client = client
    self.today = today
    var lives: [Life] = []
    var crowd = Crowd(market: client.market, slug: client.slug, seed: seed)
    var (ideal, interested, curious) = (Quota(), Quota(), Quota())
    for (monthsAgo, month) in Self.calendar(upTo: today) {
      let count = client.shape.count(monthsAgo: monthsAgo, of: Self.months, calendarMonth: month.ofYear)
      for index in 0..<count {
        let isIdeal = ideal.take(client.idealShare)
        let isInterested = isIdeal ? interested.take(client.playbook.interest) : false
        let person = crowd.next(isIdeal: isIdeal)
        var chance = Chance(seed: seed, for: client.slug, "life", "\(person.number)")
        let day = client.shape.day(
          in: month, monthsAgo: monthsAgo, position: Double(index) / Double(count), &chance)
        let temperament: Temperament =
          isInterested || (!isIdeal && chance.happens(client.playbook.interest / 4))
          ? .interested : curious.take(0.35) ? .curious : .silent
        guard day < today else { continue }
        lives.append(
          Journey.life(
            of: person, created: day, temperament: temperament, playbook: client.playbook, chance: chance))
      }
    }
    self.lives = lives.sorted { ($0.created, $0.person.number) < ($1.created, $1.person.number) }
  }

  /// Whether a time is part of the history.
  func knows(_ time: WallTime) -> Bool { time.day < today }

  private static func calendar(upTo today: Day) -> [(monthsAgo: Int, month: Month)] {
    var months = [(0, Month(containing: today))]
    for ago in 1...Self.months { months.append((ago, months[ago - 1].1.before)) }
    return months.reversed()
  }
}
