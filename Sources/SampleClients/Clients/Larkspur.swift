extension Client {
  /// A software company in New York: steady outreach, every day, and growth that shows it.
  static let larkspur = Client(
    slug: "larkspur", name: "Larkspur Analytics", timezone: "America/New_York", arr: 4_200_000, currency: "USD",
    identities: ["external_id", "email", "linkedin", "anonymous_id"], commitment: 25,
    market: Market(
      firstNames: Names.american.first, lastNames: Names.american.last,
      companyStems: Names.stems,
      companyEndings: ["Software", "Logistics", "Systems", "Labs", "Health", "Cloud", "Works"],
      cities: ["Boston", "Chicago", "Austin", "Denver", "Atlanta", "Seattle", "Brooklyn", "Newark"],
      idealIndustries: ["software", "logistics", "healthcare"],
      otherIndustries: ["retail", "education", "construction", "nonprofit"],
      idealSizes: [60, 90, 140, 220, 450, 900, 2400], otherSizes: [3, 8, 15, 30],
      idealTitles: [
        "VP Operations", "Head of Revenue Operations", "Director of Analytics", "Chief Operating Officer",
        "VP Finance", "Head of Data", "Director, Business Intelligence",
      ],
      otherTitles: ["Analyst", "Account Executive", "Office Coordinator", "Data Engineer", "Consultant"],
      idealPlaces: ["NY", "MA", "IL", "TX", "CA", "WA"].map { ["account.state": $0, "account.country": "US"] },
      otherPlaces: [["account.country": "CA"], ["account.country": "IN"]],
      idealAttributes: [[:]], otherAttributes: [[:]],
      identity: IdentityHabits(
        externalPrefix: "LK-", inCRM: 0.9, withEmail: 0.93, withLinkedin: 0.6, withPhone: 0.35, emailVerified: 0.95,
        phoneVerified: 0.3, phonePrefixes: ["+12125550", "+16175550", "+13125550"], phoneDigits: 3)),
    shape: Shape(
      start: 50, growth: 0.13, inherited: 36,
      seasons: [1.08, 1, 1.04, 1, 0.98, 0.97, 0.95, 0.85, 1.08, 1.06, 1.0, 0.8], pushes: [4: 1.15, 7: 0.9]),
    playbook: Playbook(
      approaches: [
        (.linkedin, 0.4), (.coldEmail, 0.36), (.inbound, 0.12), (.referral, 0.05), (.paid, 0.07),
      ],
      light: [.visit("/blog/benchmarks", "/blog/forecasting", "/product", "/about"), .clicked],
      deep: [
        .visit("/pricing", "/pricing/teams"), .visit("/customers", "/integrations"),
        Sign(type: "case_study", tool: .website, properties: ["asset": ["logistics", "healthcare", "saas"]]),
        Sign(type: "webinar_attended", tool: .crm, properties: ["minutes": ["20", "38", "55"]]),
      ],
      raise: [.demoRequest, .meetingBooked],
      meeting: [(.meetingHeld, 0.78), (.noShow, 0.14), (.meetingBooked, 0.08)],
      interest: 0.58,
      outcomes: [(.silence, 0.34), (.nurture, 0.22), (.won, 0.17), (.lost, 0.12), (.disqualified, 0.15)],
      cycle: 24...85, amounts: [12_000, 18_000, 24_000, 36_000, 54_000]),
    idealShare: 0.7, stages: .events, crmClock: .offset,
    definition: """
      # What Larkspur Analytics and the agency both call a qualified lead.
      # A lead counts on every day on which all four answers are yes. Larkspur grows by its pipeline,
      # so the headline is the stock: how many qualified leads there are at the end of the month.
      name: meeting-ready
      basis: stock

      qualified:
        # Can we reach them? Somebody has checked the address.
        contact: lead.email_verified == true
        # Are they the buyers? Three trades, fifty people or more, and a title that signs.
        fit:
          account.industry in ["software", "logistics", "healthcare"]
          && account.employees >= 50
          && lead.title.matches("(?i)(vp|chief|head|director)")
        # Do they mean it? Forty points of interest, or a raised hand within the last thirty days.
        intent: score >= 40 || events("demo_request", "meeting_booked").within(30).exists()
        # May sales talk to them? Marketing has passed them on, and they have not asked us to stop.
        ready: reached("mql") && !(has(lead.do_not_contact) && lead.do_not_contact == true)

      # Whoever is silent for 45 days no longer counts; nobody counts for longer than nine months.
      decay: { idle: 45, age: 270 }

      # What interest is worth. The first line that fits an event counts.
      scoring:
        - { event: page_view, where: 'e.path.startsWith("/pricing")', points: 10, depth: 3 }
        - { event: page_view, where: 'e.path.startsWith("/customers")', points: 5, depth: 2 }
        - { event: page_view, points: 1, depth: 1 }
        - { event: case_study, points: 8, depth: 2 }
        - { event: webinar_attended, points: 8, depth: 2 }
        - { event: email_clicked, points: 2, depth: 1 }
        - { event: email_opened, engagement: false }   # mail programs open letters that nobody reads
        - { event: email_replied, points: 10, depth: 2 }
        - { event: linkedin_reply, points: 10, depth: 2 }
        - { event: call_connected, points: 10, depth: 2 }
        - { event: demo_request, points: 25, depth: 4 }
        - { event: meeting_booked, points: 25, depth: 4 }
        - { event: meeting_held, points: 20, depth: 4 }
        - { event: unsubscribe, points: -30 }

      """)
}
