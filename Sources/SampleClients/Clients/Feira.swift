extension Client {
  /// A marketplace in São Paulo, young: few sellers a month, then a television item brings a surge.
  static let feira = Client(
    slug: "feira", name: "Feira Viva", timezone: "America/Sao_Paulo", arr: 640_000, currency: "BRL",
    identities: ["external_id", "email", "phone", "anonymous_id"], commitment: 12,
    market: Market(
      firstNames: Names.brazilian.first, lastNames: Names.brazilian.last,
      companyStems: Names.brazilianStems,
      companyEndings: ["Ateliê", "Modas", "Casa", "Artesanato", "Eletro", "& Filhos"],
      cities: ["Campinas", "Santos", "Niterói", "Curitiba", "Joinville", "Uberlândia"],
      idealIndustries: ["retail", "crafts", "wholesale"], otherIndustries: ["services", "food service", "education"],
      idealSizes: [1, 3, 5, 8, 14, 25], otherSizes: [0],
      idealTitles: ["Proprietária", "Proprietário", "Sócia", "Sócio", "Gerente de Loja"],
      otherTitles: ["Estudante", "Assistente", "Revendedor"],
      idealPlaces: ["SP", "SP", "RJ", "MG", "PR", "SC"].map { ["account.state": $0] },
      otherPlaces: ["AM", "AC", "RR"].map { ["account.state": $0] },
      idealAttributes: ["moda", "casa", "artesanato", "eletrônicos"].flatMap { category in
        ["40", "75", "120", "300"].map { ["category": category, "monthly_orders": $0] }
      },
      otherAttributes: [["category": "serviços"], ["category": "moda", "monthly_orders": "2"], [:]],
      identity: IdentityHabits(
        externalPrefix: "FV", inCRM: 0.55, withEmail: 0.92, withLinkedin: 0, withPhone: 0.85, emailVerified: 0.85,
        phoneVerified: 0.85, phonePrefixes: ["+55119000", "+55219000", "+55319000"], phoneDigits: 5)),
    shape: Shape(
      start: 36, growth: 0.06, inherited: 8,
      seasons: [0.95, 0.95, 1.02, 1, 1.02, 1, 1, 0.92, 1.04, 1.05, 1.08, 0.85],
      pushes: [6: 1.08, 3: 1.75, 2: 1.5, 1: 1.55, 0: 1.6]),
    playbook: Playbook(
      approaches: [(.instagram, 0.34), (.inbound, 0.24), (.whatsapp, 0.27), (.referral, 0.15)],
      light: [.visit("/", "/como-funciona", "/blog/fotos-de-produto"), .clicked],
      deep: [
        .visit("/tarifas", "/vender"), Sign(type: "webinar_attended", tool: .crm),
        Sign(type: "signup_started", tool: .form),
        Sign(type: "whatsapp_reply", tool: .phone, properties: ["topic": ["tarifas", "frete", "cadastro"]]),
      ],
      raise: [
        Sign(type: "signup_completed", tool: .form), Sign(type: "signup_completed", tool: .form),
        Sign(type: "catalogue_uploaded", tool: .website, properties: ["products": ["12", "30", "85", "140"]]),
      ],
      meeting: [(.meetingHeld, 0.7), (.noShow, 0.3)],
      interest: 0.74,
      outcomes: [(.silence, 0.4), (.nurture, 0.15), (.won, 0.27), (.lost, 0.06), (.disqualified, 0.12)],
      cycle: 8...40, amounts: [900, 1_400, 2_400, 4_800]),
    idealShare: 0.7, stages: .mixed, crmClock: .local,
    definition: """
      # What Feira Viva calls a qualified seller: a shop that can deliver and has begun to move in.
      # A young marketplace counts arrivals: the headline is the flow, the newly qualified of each month.
      name: seller-activated
      basis: flow

      qualified:
        # A number or an address that answered us.
        contact: lead.phone_verified == true || lead.email_verified == true
        # A shop with forty orders a month, in the states to which the carriers deliver.
        fit: lead.monthly_orders >= 40 && account.state in ["SP", "RJ", "MG", "PR", "SC", "RS"]
        # Signed up or sent a catalogue within a month, or showed plenty of interest in a month.
        intent:
          events("signup_completed", "catalogue_uploaded").within(30).exists()
          || points().within(30) >= 35
        # Nobody has asked us to stop.
        ready: '!(has(lead.do_not_contact) && lead.do_not_contact == true)'

      # A shop decides quickly: a month of silence is a no.
      decay: { idle: 30, age: 150 }

      scoring:
        - { event: page_view, where: 'e.path == "/tarifas"', points: 6, depth: 3 }
        - { event: page_view, points: 1, depth: 1 }
        - { event: email_opened, engagement: false }
        - { event: whatsapp_message, engagement: false }   # our own message says nothing about them
        - { event: whatsapp_reply, points: 8, depth: 2 }
        - { event: call_connected, points: 8, depth: 2 }
        - { event: webinar_attended, points: 8, depth: 2 }
        - { event: signup_started, points: 6, depth: 3 }
        - { event: signup_completed, points: 20, depth: 4 }
        - { event: catalogue_uploaded, points: 25, depth: 4 }
        - { event: meeting_held, points: 15, depth: 4 }
        - { event: unsubscribe, points: -20 }

      """)
}

extension Approach {
  fileprivate static let instagram = Approach(
    channel: "social",
    arrivals: [
      .visit("/lp/venda-mais", "/lp/sem-mensalidade"),
      Sign(type: "form_submitted", tool: .form, properties: ["form": ["quero vender"]]),
    ],
    answer: Sign(type: "whatsapp_reply", tool: .phone, properties: ["topic": ["tarifas", "frete"]]))

  fileprivate static let whatsapp = Approach(
    channel: "whatsapp",
    touches: [0, 2, 6].map { ($0, Sign(type: "whatsapp_message", tool: .phone)) },
    answer: Sign(type: "whatsapp_reply", tool: .phone, properties: ["topic": ["cadastro", "frete"]]))
}
