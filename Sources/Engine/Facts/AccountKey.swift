/// Finds the account of a lead: the latest given, by date, then by arrival.
///
/// Source: `Docs/Metrics.md`, section 2, "Account".
struct LatestAccount {
  private(set) var key: String?
  private var moment = Moment.everBefore
  private var arrival = Arrival(.min)

  /// - Parameter time: the row's `updated_at`, else the day it was received.
  mutating func add(_ candidate: String, at time: Moment, _ arrived: Arrival) {
    guard key == nil || (moment, arrival) < (time, arrived) else { return }
    key = candidate
    moment = time
    arrival = arrived
  }
}
