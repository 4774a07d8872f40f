/// The event types that mean something to us whatever a definition says.
///
/// Every other type is engagement unless its scoring rule says `engagement: false`.
/// Source: `Docs/Metrics.md`, section 2, "Events".
public enum EventTypes {
  /// What an event is called in a scoring rule's `where`.
  static let variable = "e"

  /// A change of the lifecycle stage, with `to`.
  public static let stage = "stage"

  /// What we did to reach somebody.
  public static let outboundTouches: Set<String> = [
    "email_sent", "call_attempt", "linkedin_invite", "linkedin_message", "sms_sent",
  ]

  /// After one of these nobody is to be written to or called: they left, complained, or cannot be reached.
  public static let unreachable: Set<String> = [
    "unsubscribe", "opt_out", "email_complained", "email_bounced",
  ]

  /// What is never a sign of interest: our own doing, machines answering, people leaving.
  public static let neverEngagement: Set<String> = outboundTouches.union(unreachable).union([
    "stage", "note", "email_delivered", "meeting_cancelled", "meeting_no_show",
  ])
}
