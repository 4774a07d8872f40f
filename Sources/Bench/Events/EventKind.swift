/// One of the 40 types of event, and what its rows carry.
struct EventKind {
  enum Property: Int, CaseIterable {
    case path, referrer, campaign, asset, button, seconds, amount, plan, subject, to

    var name: String { "\(self)" }
  }

  let name: String
  let weight: Int
  let properties: [Property]

  /// Visits and mails are most of what a marketing stack sends; what tells buyers is rare.
  static let all: [EventKind] = [
    .init("page_view", 300, [.path, .referrer, .seconds]), .init("email_opened", 140, [.subject, .campaign]),
    .init("session_started", 90, [.referrer, .campaign]), .init("email_clicked", 50, [.subject, .campaign, .path]),
    .init("email_delivered", 120, [.subject, .campaign]), .init("ad_impression", 60, [.campaign, .asset]),
    .init("ad_click", 20, [.campaign, .path, .referrer]), .init("button_clicked", 40, [.button, .path]),
    .init("video_started", 12, [.asset, .path]), .init("video_finished", 6, [.asset, .seconds]),
    .init("form_viewed", 18, [.path, .asset]), .init("form_submitted", 8, [.path, .asset, .campaign]),
    .init("ebook_downloaded", 6, [.asset, .campaign]), .init("case_study", 8, [.path, .seconds]),
    .init("whitepaper_downloaded", 3, [.asset]), .init("webinar_registered", 4, [.asset, .campaign]),
    .init("webinar_attended", 3, [.asset, .seconds]), .init("pricing_viewed", 12, [.path, .plan, .seconds]),
    .init("calculator_used", 3, [.amount, .plan]), .init("chat_opened", 6, [.path]),
    .init("chat_message", 9, [.seconds]), .init("demo_request", 3, [.plan, .campaign, .path]),
    .init("trial_started", 2, [.plan, .amount]), .init("trial_invited", 2, [.plan]),
    .init("feature_used", 30, [.button, .plan, .seconds]), .init("docs_viewed", 20, [.path, .seconds]),
    .init("search", 10, [.subject, .path]), .init("newsletter_signup", 4, [.campaign, .referrer]),
    .init("unsubscribe", 2, [.campaign]), .init("email_bounced", 3, [.subject]),
    .init("call_made", 6, [.seconds]), .init("call_answered", 3, [.seconds]), .init("meeting_booked", 2, [.subject]),
    .init("meeting_held", 1, [.seconds]), .init("proposal_sent", 1, [.amount, .plan]),
    .init("proposal_opened", 2, [.amount]), .init("survey_answered", 2, [.amount, .subject]),
    .init("event_visited", 1, [.asset]), .init("referral_made", 1, [.referrer]), .init("stage", 10, [.to]),
  ]

  /// The columns that every events file has, in front of the properties.
  static let columns = ["external_id", "email", "type", "occurred_at", "message_id", "channel"]

  private init(_ name: String, _ weight: Int, _ properties: [Property]) {
    self.name = name
    self.weight = weight
    self.properties = properties
  }
}

/// Draws kinds by their weights.
struct EventKindDice {
  private let ends: [Int]

  init() {
    var total = 0
    ends = EventKind.all.map { kind in
      total += kind.weight
      return total
    }
  }

  func draw(_ chance: inout SplitMix64) -> EventKind {
    let drawn = chance.below(ends.last ?? 1)
    return EventKind.all[ends.firstIndex { drawn < $0 } ?? 0]
  }
}
