extension EventKind.Property {
  /// A value as the tools that send such things write it.
  func drawn(_ chance: inout SplitMix64) -> String {
    switch self {
    case .path: Self.paths[chance.below(Self.paths.count)]
    case .referrer: "https://\(Self.sites[chance.below(Self.sites.count)]).example/r\(chance.below(500))"
    case .campaign: "2026-\(chance.below(40))-\(Self.channels[chance.below(Self.channels.count)])"
    case .asset: "asset-\(chance.below(200))"
    case .button: "button-\(chance.below(60))"
    case .seconds: String(chance.below(900))
    case .amount: "\(chance.below(5_000)).\(10 + chance.below(90))"
    case .plan: Self.plans[chance.below(Self.plans.count)]
    case .subject: "\(Self.subjects[chance.below(Self.subjects.count)]), part \(chance.below(30))"
    case .to: Self.stages[chance.below(Self.stages.count)]
    }
  }

  /// Whether JSON writes it without quotation marks.
  var isNumber: Bool { self == .seconds || self == .amount }

  static let channels = ["organic", "paid_search", "email", "social", "referral", "event", "partner"]
  private static let sites = ["search", "news", "forum", "partner", "reviews"]
  private static let plans = ["starter", "team", "business", "enterprise"]
  private static let stages = ["mql", "mql", "mql", "sql", "sql", "opportunity", "customer", "disqualified"]
  private static let subjects = ["What buyers ask", "Your first quarter", "Prices, compared", "See you there"]
  private static let paths =
    ["/", "/pricing", "/pricing/teams", "/pricing/enterprise", "/customers", "/docs", "/about"]
    + (0..<60).map { "/blog/post-\($0)" } + (0..<30).map { "/features/feature-\($0)?utm_source=list" }
}
