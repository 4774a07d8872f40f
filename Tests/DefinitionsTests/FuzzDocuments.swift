import Definitions

/// The documents beside the definition that ``FuzzEntry`` feeds: the momentum model, and where alerts go.
enum FuzzDocuments {
  /// There is no model that is not valid: a row applies to whatever a lead did, and its own document,
  /// which is what is stored and compared, says the same.
  static func takeModel(_ text: String) {
    guard let model = model(text) else { return }
    precondition(self.model(model.source) == model, "what was read once can be read again")
    precondition(self.model(model.document) == model, "it does not come back: \(model.document)")
    for component in MomentumModel.Component.allCases {
      let rules = model.rules(of: component)
      for recent in numbers(of: component) {
        for before in component == .velocity ? [0] : numbers(of: component) {
          guard let row = rules.row(recent: recent, before: before) else {
            preconditionFailure("no row of \(component) for \(recent) and \(before)")
          }
          precondition(MomentumModel.points.contains(rules.rows[row].points))
          if let better = rules.better(than: recent, before: before) {
            precondition(better.recent > recent && rules.rows[better.row].points > rules.rows[row].points)
          }
        }
      }
    }
    precondition(model.tiers.bounds == model.tiers.bounds.sorted() && Set(model.tiers.bounds).count == 4)
    for momentum in [Int.min, -11, 0, 20, .max] {
      _ = model.tiers.tier(of: momentum)
      _ = model.surging.holds(recent: momentum, before: momentum)
    }
  }

  /// A sink names one place, the same to every reader, and nothing that is written is shown.
  static func takeSinks(_ text: String) {
    let plans = sinks(text, allowsPlain: false)
    let plain = sinks(text, allowsPlain: true)
    precondition(plans == nil || plans == plain, "what is allowed stays so where more is")
    for plan in plain ?? [] {
      precondition(!plan.name.isEmpty && plan.name.utf8.allSatisfy { (0x21...0x7E).contains($0) })
      precondition(plan.alerts.allSatisfy(SinkPlan.knownAlerts.contains))
      switch plan.target {
      case .slack(let url): check(url)
      case .webhook(let url, let secrets):
        check(url)
        for secret in secrets { precondition(SigningSecret(secret.text) == secret && secret.key.count >= 24) }
      case .email(let to, let from):
        precondition(!to.isEmpty, "somebody gets the mail")
        for address in to + [from] { check(address) }
      }
      precondition(!plan.target.place.isEmpty)
    }
  }

  private static func model(_ text: String) -> MomentumModel? {
    do {
      return try MomentumModel.parse(text, file: "fuzz.yaml")
    } catch {
      _ = error.description
      return nil
    }
  }

  private static func sinks(_ text: String, allowsPlain: Bool) -> [SinkPlan]? {
    do {
      return try SinkDocument.read(text, file: "fuzz.yaml", allowsPlain: allowsPlain)
    } catch {
      precondition(error.all.allSatisfy { $0.sourceLine == nil }, "a line may hold a secret")
      _ = error.description
      return nil
    }
  }

  /// What is sent to is put together from the parts, so they must read as the same parts.
  private static func check(_ url: WebAddress) {
    precondition((try? WebAddress(url.text)) == url, "it does not come back: \(url.text)")
    precondition(url.text.hasPrefix(url.origin) && url.path.hasPrefix("/"))
  }

  /// Nothing in it begins another header or another argument.
  private static func check(_ address: MailAddress) {
    precondition(address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !address.text.hasPrefix("-"))
    precondition(!address.text.contains { ",;:<>()[]\\\"".contains($0) } && !address.domain.isEmpty)
  }

  /// What a lead can have: around the default's bounds, and at the ends.
  private static func numbers(of component: MomentumModel.Component) -> [Int] {
    switch component {
    case .velocity: [Int(Int32.min), -9, -1, 0, 1, 4, 39, 40, 41, 1_000, Int(Int32.max), .max]
    case .content: [0, 1, 2, 3, 4]
    case .frequency, .stakeholders: [0, 1, 2, 3, 5, 14, 15, 1_000_000, Int(Int32.max)]
    }
  }
}
