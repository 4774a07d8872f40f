/// Finds the channel of a lead: that of the earliest fact that carries one.
///
/// Source: `Docs/Metrics.md`, section 2, "Channel".
struct FirstTouch {
  /// The channel of a lead of whom no fact says one.
  static let unknown = "unknown"

  /// The channel that an outbound touch means when it says none.
  static func channel(impliedBy type: String) -> String? {
    switch type {
    case "email_sent": "cold_email"
    case "call_attempt": "cold_call"
    case "linkedin_invite", "linkedin_message": "linkedin"
    default: nil
    }
  }

  private(set) var channel: ChannelCode?
  private(set) var moment = Moment.everBefore
  private var arrival = Arrival(.min)

  mutating func add(_ candidate: ChannelCode, at time: Moment, _ arrived: Arrival) {
    guard channel == nil || (time, arrived) < (moment, arrival) else { return }
    channel = candidate
    moment = time
    arrival = arrived
  }
}
