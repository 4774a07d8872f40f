/// The ways of meeting people that agencies know, for the clients to choose from.
extension Approach {
  static let coldEmail = Approach(
    channel: nil,
    touches: [0, 3, 7, 14, 23].map { ($0, Sign(type: "email_sent", tool: .mailer, properties: campaigns)) },
    answer: Sign(type: "email_replied", tool: .mailer))

  static let linkedin = Approach(
    channel: "linkedin",
    touches: [(0, Sign(type: "linkedin_invite", tool: .linkedin))]
      + [2, 6, 12, 20].map { ($0, Sign(type: "linkedin_message", tool: .linkedin, properties: campaigns)) },
    answer: Sign(type: "linkedin_reply", tool: .linkedin))

  static let coldCall = Approach(
    channel: nil,
    touches: [0, 1, 4, 8].map { day in
      let outcomes = ["no_answer", "voicemail", "gatekeeper", "busy"]
      return (day, Sign(type: "call_attempt", tool: .phone, properties: ["outcome": outcomes]))
    },
    answer: Sign(type: "call_connected", tool: .phone, properties: ["minutes": ["3", "6", "9", "14"]]))

  static let inbound = Approach(
    channel: "inbound",
    touches: [(0, Sign(type: "email_sent", tool: .mailer, properties: ["campaign": ["follow-up"]]))],
    arrivals: [
      Sign(type: "page_view", tool: .website, properties: ["path": ["/", "/blog/benchmarks", "/product"]]),
      Sign(type: "form_submitted", tool: .form, properties: ["form": ["guide", "newsletter", "contact"]]),
    ],
    answer: Sign(type: "email_replied", tool: .mailer))

  static let paid = Approach(
    channel: "paid",
    arrivals: [
      Sign(type: "page_view", tool: .website, properties: ["path": ["/lp/calculator", "/lp/guide"]]),
      Sign(type: "form_submitted", tool: .form, properties: ["form": ["calculator", "guide"]]),
    ],
    answer: Sign(type: "chat_opened", tool: .website))

  static let referral = Approach(
    channel: "referral",
    touches: [(1, Sign(type: "call_attempt", tool: .phone, properties: ["outcome": ["voicemail", "no_answer"]]))],
    answer: Sign(type: "call_connected", tool: .phone, properties: ["minutes": ["11", "18", "25"]]))

  static let event = Approach(
    channel: "event",
    touches: [(2, Sign(type: "email_sent", tool: .mailer, properties: ["campaign": ["after the fair"]]))],
    arrivals: [Sign(type: "badge_scanned", tool: .crm, properties: ["event": ["autumn fair", "spring summit"]])],
    answer: Sign(type: "email_replied", tool: .mailer))

  private static let campaigns = ["campaign": ["operations leaders", "new budget", "case study", "peer introduction"]]
}

extension Sign {
  /// A look at one of the pages.
  static func visit(_ paths: String...) -> Sign {
    Sign(type: "page_view", tool: .website, properties: ["path": paths])
  }

  static let clicked = Sign(type: "email_clicked", tool: .mailer)
  static let demoRequest = Sign(type: "demo_request", tool: .form)
  static let meetingBooked = Sign(type: "meeting_booked", tool: .crm, properties: ["by": ["Dana", "Marco", "Ines"]])
  static let meetingHeld = Sign(type: "meeting_held", tool: .crm, properties: ["minutes": ["25", "30", "45"]])
  static let noShow = Sign(type: "meeting_no_show", tool: .crm)
}
