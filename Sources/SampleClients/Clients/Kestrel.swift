extension Client {
  /// Payments from London, sold to banks: campaigns in bursts, and the months after them shrink.
  static let kestrel = Client(
    slug: "kestrel", name: "Kestrel Pay", timezone: "Europe/London", arr: 18_500_000, currency: "GBP",
    identities: ["external_id", "email", "linkedin", "anonymous_id"], commitment: 30,
    market: Market(
      firstNames: Names.european.first, lastNames: Names.european.last,
      companyStems: Names.stems,
      companyEndings: ["Bank", "Insurance", "Capital", "Payments", "Finance", "Kredit", "Re"],
      cities: ["Leeds", "Frankfurt", "Utrecht", "Dublin", "Hamburg", "Bristol", "Cork", "Köln"],
      idealIndustries: ["banking", "insurance", "payments", "lending"],
      otherIndustries: ["gaming", "travel", "energy", "software"],
      idealSizes: [180, 260, 400, 750, 1200, 5200], otherSizes: [12, 25, 40, 70],
      idealTitles: [
        "Head of Payments", "Chief Risk Officer", "Director of Treasury", "Head of Digital Banking",
        "VP Product, Payments", "Chief Operating Officer", "Leiter Zahlungsverkehr",
      ],
      otherTitles: ["Business Analyst", "Compliance Officer", "Product Owner", "Referent", "Procurement Specialist"],
      idealPlaces: ["GB", "DE", "NL", "IE"].map { ["account.country": $0] },
      otherPlaces: ["US", "SG", "AE"].map { ["account.country": $0] },
      idealAttributes: [["regulated": "true"]], otherAttributes: [["regulated": "false"], [:]],
      identity: IdentityHabits(
        externalPrefix: "006K", inCRM: 1, withEmail: 0.95, withLinkedin: 0.5, withPhone: 0.5, emailVerified: 0.94,
        phoneVerified: 0.5, phonePrefixes: ["+442079460", "+4930231250"], phoneDigits: 3)),
    shape: Shape(
      start: 116, growth: 0.04, inherited: 60,
      seasons: [1.05, 1, 1.05, 1, 1, 0.98, 0.93, 0.78, 1.08, 1.06, 1.04, 0.72],
      pushes: [11: 1.1, 8: 1.04, 5: 1.12, 4: 1.12, 3: 0.7, 2: 0.88, 1: 1.08],
      campaigns: [11, 8, 5, 1]),
    playbook: Playbook(
      approaches: [
        (.coldEmail, 0.42), (.coldCall, 0.2), (.linkedin, 0.15), (.event, 0.13), (.inbound, 0.1),
      ],
      light: [.visit("/insights/psd3", "/insights/fraud", "/company", "/product"), .clicked],
      deep: [
        .visit("/pricing", "/security", "/compare"), .visit("/docs/api", "/docs/sandbox"),
        Sign(type: "case_study", tool: .website, properties: ["asset": ["neobank", "insurer", "lender"]]),
        Sign(type: "whitepaper_download", tool: .form, properties: ["asset": ["instant payments", "risk"]]),
      ],
      raise: [.demoRequest, .meetingBooked, .meetingBooked],
      meeting: [(.meetingHeld, 0.84), (.noShow, 0.1), (Sign(type: "meeting_cancelled", tool: .crm), 0.06)],
      interest: 0.5,
      outcomes: [(.silence, 0.36), (.nurture, 0.16), (.won, 0.14), (.lost, 0.14), (.disqualified, 0.2)],
      cycle: 30...110, amounts: [28_000, 45_000, 70_000, 120_000]),
    idealShare: 0.62, stages: .columns, crmClock: .local,
    definition: """
      # What Kestrel Pay calls a qualified lead: one that their own sales team has accepted.
      # A bank takes months to decide, so what counts is the pipeline that stands at the end of the month.
      name: sales-accepted
      basis: stock

      qualified:
        # Can we reach them, by mail or by telephone?
        contact: lead.email_verified == true || lead.phone_verified == true
        # Regulated business, a hundred people or more, in the four countries that Kestrel serves.
        fit:
          account.industry in ["banking", "insurance", "payments", "lending"]
          && account.employees >= 100
          && account.country in ["GB", "DE", "NL", "IE"]
        # Two serious looks within ninety days, or thirty points in the last sixty.
        intent:
          events("page_view").where(e, e.path in ["/pricing", "/security", "/compare", "/proposal"]).within(90).count() >= 2
          || points().within(60) >= 30
        # Sales has met them, and nobody has asked us to stop.
        ready: reached("sql") && !(has(lead.do_not_contact) && lead.do_not_contact == true)

      # Sixty silent days and the lead no longer counts, however good it looked.
      decay: { idle: 60, age: 365 }

      scoring:
        - { event: page_view, where: 'e.path in ["/pricing", "/compare"]', points: 8, depth: 3 }
        - { event: page_view, where: 'e.path.startsWith("/docs")', points: 6, depth: 2 }
        - { event: page_view, points: 1, depth: 1 }
        - { event: whitepaper_download, points: 8, depth: 2 }
        - { event: case_study, points: 6, depth: 2 }
        - { event: badge_scanned, points: 3, depth: 1 }
        - { event: email_opened, engagement: false }
        - { event: email_replied, points: 8, depth: 2 }
        - { event: linkedin_reply, points: 8, depth: 2 }
        - { event: call_connected, where: 'int(e.minutes) >= 5', points: 12, depth: 3 }
        - { event: call_connected, points: 4, depth: 2 }
        - { event: demo_request, points: 20, depth: 4 }
        - { event: meeting_booked, points: 20, depth: 4 }
        - { event: meeting_held, points: 20, depth: 4 }
        - { event: unsubscribe, points: -30 }

      """)
}
