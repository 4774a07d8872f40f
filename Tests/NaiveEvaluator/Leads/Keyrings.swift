public import Engine

/// A distinct set of keys that came together on a row, when it first did, and whose it is.
public struct NaiveKeyring: Hashable, Sendable {
  public let keys: Set<IdentityKey>
  /// Whether somebody said outright that these are one.
  public let isAlias: Bool
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let firstSeen: Int64
  public let firstArrival: Arrival
  /// The same number for the keyrings of one person.
  public let person: Int
}

extension Naive {
  /// The keyrings of a log, each with its person; `nil` where Foundation does not know the zone.
  public static func keyrings(of log: NaiveLog) -> [NaiveKeyring]? {
    guard let calendar = TenantCalendar(zone: log.zone) else { return nil }
    let people = People(of: log, calendar: calendar)
    return people.everybody.enumerated().flatMap { person, entries in
      let rows = entries.filter(\.identifies).sorted { $0.sighting(calendar) < $1.sighting(calendar) }
      return Set(rows.map { people.keyring($0) }).compactMap { keys in
        let own = rows.filter { people.keyring($0) == keys }
        return own.first.map { first in
          NaiveKeyring(
            keys: keys, isAlias: own.contains(where: \.isAlias), firstSeen: first.sighting(calendar).instant,
            firstArrival: first.arrival, person: person)
        }
      }
    }
  }
}

/// When a row saw its keys together. Of two at one instant the one that arrived first is first.
struct Sighting: Comparable {
  let instant: Int64
  let arrival: Arrival

  static func < (a: Sighting, b: Sighting) -> Bool { (a.instant, a.arrival) < (b.instant, b.arrival) }
}

extension NaiveEntry {
  func sighting(_ calendar: TenantCalendar) -> Sighting {
    Sighting(instant: calendar.instant(of: time(calendar)), arrival: arrival)
  }
}
