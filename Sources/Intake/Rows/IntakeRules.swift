public import Engine

/// What of a tenant's settings decides whether a row is taken.
public struct IntakeRules: Sendable {
  public var zone: Zone
  /// The tenant's date now; a row with a later one is rejected.
  public var today: Day
  /// Which keys say who somebody is.
  public var identities: Set<KeyKind>
  public var rates: ExchangeRates

  public init(
    zone: Zone, today: Day, identities: Set<KeyKind> = IdentityResolver.defaultKinds,
    rates: ExchangeRates = ExchangeRates(home: .usd)
  ) {
    self.zone = zone
    self.today = today
    self.identities = identities
    self.rates = rates
  }

  /// No date of a CRM is earlier; 1900 and 1970 are what software writes for nothing.
  static let firstDay = Day(year: 1990, month: 1, day: 1) ?? Day(7305)

  /// Reads one time of a row; `nil` where it says nothing.
  func stamp(_ slot: ColumnSlot, in row: CSVRow) throws(RowRefusal) -> (stamp: Stamp, moment: Moment)? {
    let text = slot.text(in: row)
    guard !text.isEmpty else { return nil }
    let stamp: Stamp
    do throws(StampFault) {
      stamp = try slot.times.read(text)
    } catch {
      throw RowRefusal(.badTime, column: slot.name, "\(shown(text)) \(error)")
    }
    let moment = zone.read(stamp)
    if moment.day > today {
      throw RowRefusal(.future, column: slot.name, "\(shown(text)) is after today, \(today)")
    }
    if moment.day < Self.firstDay {
      throw RowRefusal(.tooOld, column: slot.name, "\(shown(text)) is before 1990")
    }
    return (stamp, moment)
  }
}

/// A value in a message: quoted, and no longer than a person wants to read.
func shown(_ text: Bytes) -> String {
  let whole = text.string
  return whole.count > 80 ? "\u{201C}\(whole.prefix(80))…\u{201D}" : "\u{201C}\(whole)\u{201D}"
}
