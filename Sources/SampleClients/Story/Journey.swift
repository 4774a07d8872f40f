import Engine

/// Tells the life of one person, from the first touch to wherever it leads.
///
/// It goes past today where the story does; whoever writes the files leaves that part out.
struct Journey {
  private let playbook: Playbook
  private let approach: Approach
  private var life: Life
  private var chance: Chance

  static func life(
    of person: Person, created: Day, temperament: Temperament, playbook: Playbook, chance: Chance
  ) -> Life {
    var journey = Journey(person: person, created: created, playbook: playbook, chance: chance)
    journey.live(temperament)
    journey.life.deeds.sort { $0.time < $1.time }
    return journey.life
  }

  private init(person: Person, created: Day, playbook: Playbook, chance: Chance) {
    self.playbook = playbook
    self.chance = chance
    approach = self.chance.one(of: playbook.approaches)
    let time = WallTime(day: created, second: self.chance.whole(8 * 3600...11 * 3600))
    life = Life(person: person, created: time, channel: approach.channel)
  }

  private mutating func live(_ temperament: Temperament) {
    let answered = temperament == .silent ? nil : life.created.day + chance.whole(1...9)
    touch(until: answered)
    for sign in approach.arrivals { add(sign, on: life.created.day) }
    switch temperament {
    case .silent: break
    case .curious: browse(from: answered ?? life.created.day)
    case .interested: warmUp(from: answered ?? life.created.day)
    }
    leave(temperament)
  }

  /// Our own touches, which stop when somebody answers.
  private mutating func touch(until answer: Day?) {
    for (day, sign) in approach.touches {
      let date = workingDay(life.created.day + day)
      if let answer, date >= answer { return }
      add(sign, on: date, hours: 9...17)
      if sign.type == "email_sent" { machineAnswer(to: date) }
    }
  }

  /// What mail programs report: opens, and bounces where an address was not good.
  private mutating func machineAnswer(to day: Day) {
    if life.person.emailVerified == false, chance.happens(0.3) {
      add(Sign(type: "email_bounced", tool: .mailer), on: day, hours: 18...18)
    } else if chance.happens(0.4) {
      add(Sign(type: "email_opened", tool: .mailer), on: day, hours: 18...22)
    }
  }

  private mutating func browse(from day: Day) {
    if chance.happens(0.4) { add(approach.answer, on: day) }
    var date = day
    for _ in 0..<chance.whole(1...3) {
      add(chance.one(of: playbook.light), on: date)
      date = date + chance.whole(1...9)
    }
  }

  /// From the first answer to a raised hand, and on to the end of the story.
  private mutating func warmUp(from day: Day) {
    add(approach.answer, on: day)
    add(chance.one(of: playbook.light), on: day + chance.whole(0...2))
    var date = day
    for step in 0..<chance.whole(3...5) {
      date = date + chance.whole(1...3)
      add(chance.one(of: playbook.deep), on: date)
      // A good caller sees it coming, the same day.
      if step <= 1, chance.happens(0.45) { add(Self.call, on: workingDay(date), hours: 16...21) }
    }
    reach("mql", on: date)
    date = date + chance.whole(0...3)
    add(chance.one(of: playbook.raise), on: date)
    callBack(from: date)
    meet(on: workingDay(date + chance.whole(2...7)))
    end(chance.one(of: playbook.outcomes), from: date)
  }

  /// Most of those who raise a hand are called; some calls are forgotten, and that is what a call list shows.
  private mutating func callBack(from day: Day) {
    guard chance.happens(0.75) else { return }
    add(Self.call, on: workingDay(day + chance.whole(1...2)), hours: 9...17)
  }

  private static let call = Sign(
    type: "call_attempt", tool: .phone, properties: ["outcome": ["connected", "voicemail"]])

  private mutating func meet(on day: Day) {
    let sign = chance.one(of: playbook.meeting)
    add(sign, on: day, hours: 9...17)
    if sign.type == "meeting_no_show" { return }
    reach("sql", on: day)
  }

  private mutating func end(_ outcome: Outcome, from day: Day) {
    let close = workingDay(day + chance.whole(playbook.cycle))
    switch outcome {
    case .silence:
      keepReading(from: day, to: day + chance.whole(0...20))
      if chance.happens(0.25) { comeBack(on: day + chance.whole(80...150)) }
    case .nurture:
      keepReading(from: day, to: day + chance.whole(70...220))
    case .won, .lost:
      keepReading(from: day, to: close)
      negotiate(until: close, isWon: outcome == .won)
    case .disqualified:
      keepReading(from: day, to: close)
      reach("disqualified", on: close)
    }
  }

  private mutating func keepReading(from day: Day, to end: Day) {
    var date = day + chance.whole(4...12)
    while date < end {
      add(chance.one(of: chance.happens(0.6) ? playbook.light : playbook.deep), on: date)
      date = date + chance.whole(5...19)
    }
  }

  /// A silent lead looks again: it is qualified a second time.
  private mutating func comeBack(on day: Day) {
    for offset in [0, 1, 3] { add(chance.one(of: playbook.deep), on: day + offset) }
    add(chance.one(of: playbook.raise), on: day + 4)
    callBack(from: day + 4)
    keepReading(from: day + 4, to: day + chance.whole(10...50))
  }

  private mutating func negotiate(until close: Day, isWon: Bool) {
    let opened = workingDay(close - chance.whole(10...25))
    let start = max(opened, life.created.day)
    reach("sql", on: start)
    reach("opportunity", on: start)
    add(Sign(type: "proposal_viewed", tool: .website, properties: ["path": ["/proposal"]]), on: close - 3)
    let closedAt = time(on: close, hours: 14...18)
    life.deal = Deal(
      amount: chance.one(of: playbook.amounts) + chance.whole(0...19) * 10,
      createdAt: time(on: start, hours: 10...12), closedAt: closedAt, isWon: isWon)
    // A won deal makes its own change to customer.
    if !isWon { life.stages.append(("disqualified", closedAt)) }
  }

  private mutating func leave(_ temperament: Temperament) {
    guard chance.happens(temperament == .interested ? 0.02 : 0.06) else { return }
    let last = life.deeds.map(\.time).max() ?? life.created
    add(Sign(type: "unsubscribe", tool: .mailer), on: last.day + 1)
    life.leftAt = WallTime(day: last.day + 1, second: 20 * 3600)
  }

  private mutating func reach(_ stage: String, on day: Day) {
    guard !life.stages.contains(where: { $0.name == stage }) else { return }
    life.stages.append((stage, time(on: day, hours: 17...18)))
  }

  private mutating func add(_ sign: Sign, on day: Day, hours: ClosedRange<Int> = 8...21) {
    // Nobody is met before they were met.
    let time = max(time(on: day, hours: hours), life.created.plus(minutes: chance.whole(1...40)))
    life.deeds.append(sign.deed(at: time, &chance))
  }

  private mutating func time(on day: Day, hours: ClosedRange<Int>) -> WallTime {
    WallTime(day: day, second: chance.whole(hours.lowerBound * 3600...hours.upperBound * 3600 + 3599))
  }

  private func workingDay(_ day: Day) -> Day { day.weekday < 6 ? day : day + (8 - day.weekday) }
}
