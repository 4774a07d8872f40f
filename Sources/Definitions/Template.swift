/// A definition to begin with: the ones an agency meets most, ready to be edited.
///
/// Each is a whole file with comments, valid as it stands and without a warning, and a test
/// qualifies a minimal lead under each.
public enum Template: String, Sendable, CaseIterable {
  case meetingReady = "meeting-ready"
  case salesAccepted = "sales-accepted"
  case productQualified = "product-qualified"
  case inboundHandRaise = "inbound-hand-raise"

  /// What it counts, in a line.
  public var summary: String {
    switch self {
    case .meetingReady: "leads that can be reached, fit, show interest and are ready for a call"
    case .salesAccepted: "leads that sales has accepted (stage `sql` or later)"
    case .productQualified: "users of the product who use it in earnest"
    case .inboundHandRaise: "people who asked for a call, a demo or a price"
    }
  }

  /// The file.
  public var text: String {
    switch self {
    case .meetingReady: Self.meetingReadyText
    case .salesAccepted: Self.salesAcceptedText
    case .productQualified: Self.productQualifiedText
    case .inboundHandRaise: Self.inboundHandRaiseText
    }
  }

  private static let meetingReadyText = """
    # A lead counts while it can be reached, fits, shows interest, and is ready for a sales call.
    name: meeting-ready
    basis: stock        # the headline compares how many are qualified; `flow`: how many newly qualified
    qualified:
      # Verified contact information.
      contact: lead.email_verified == true || lead.phone_verified == true
      # The ideal customer: put the client's own industries, size and titles here.
      fit: >-
        account.industry in ["saas", "fintech", "software"] && account.employees >= 20
        && lead.title.matches("(?i)chief|founder|owner|vp|head|director")
      # Genuine interest: points from the scoring below, or a raised hand in the last 30 days.
      intent: score >= 20 || events("demo_request", "meeting_booked", "email_replied").within(30).exists()
      # Ready for a conversation, and not asked to be left alone.
      ready: reached("mql") && !(has(lead.do_not_contact) && lead.do_not_contact == true)
    decay: { idle: 45, age: 180 }   # out after 45 days without engagement, and 180 days after creation
    scoring:
      - { event: page_view, where: 'e.path.startsWith("/pricing")', points: 10, depth: 3 }
      - { event: page_view, points: 1, depth: 1 }
      - { event: email_replied, points: 15, depth: 3 }
      - { event: case_study, points: 5, depth: 2 }
      - { event: meeting_booked, points: 25, depth: 4 }
      - { event: demo_request, points: 20, depth: 4 }
      - { event: unsubscribe, points: -20 }

    """

  private static let salesAcceptedText = """
    # A lead counts from the day sales accepts it until it is won, lost or gone quiet.
    name: sales-accepted
    basis: flow         # how many were accepted this month against last month
    qualified:
      contact: has(lead.email) || has(lead.phone) || has(lead.linkedin)
      ready: reached("sql")
    decay: { idle: 60, age: 365 }   # out after 60 days without engagement, and a year after creation

    """

  private static let productQualifiedText = """
    # A lead counts while it uses the product in earnest: on several days, or at its limits.
    name: product-qualified
    basis: stock
    qualified:
      contact: has(lead.email)
      intent: >-
        events("signed_in", "feature_used", "project_created").within(14).days() >= 3
        || events("limit_reached", "teammate_invited", "upgrade_clicked").within(30).exists()
    decay: { idle: 21, age: 365 }   # a product that nobody opens for three weeks is not used
    scoring:
      - { event: signed_in, points: 1, depth: 1 }
      - { event: feature_used, points: 2, depth: 2 }
      - { event: project_created, points: 5, depth: 2 }
      - { event: teammate_invited, points: 10, depth: 3 }
      - { event: limit_reached, points: 10, depth: 3 }
      - { event: upgrade_clicked, points: 20, depth: 4 }

    """

  private static let inboundHandRaiseText = """
    # A lead counts when it came to us and asked for something that takes a conversation.
    name: inbound-hand-raise
    basis: flow
    qualified:
      contact: has(lead.email) || has(lead.phone)
      intent: events("demo_request", "contact_request", "pricing_request", "call_requested").within(30).exists()
      ready: '!(has(lead.do_not_contact) && lead.do_not_contact == true)'
    decay: { idle: 30, age: 90 }
    scoring:
      - { event: page_view, points: 1, depth: 1 }
      - { event: content_downloaded, points: 3, depth: 2 }
      - { event: pricing_request, points: 15, depth: 3 }
      - { event: contact_request, points: 15, depth: 4 }
      - { event: call_requested, points: 20, depth: 4 }
      - { event: demo_request, points: 20, depth: 4 }

    """
}
