/// A client of the agency: what `headway tenant create` is told, and how its story goes.
struct Client: Sendable {
  let slug: String
  let name: String
  let timezone: String
  /// Yearly recurring revenue, in whole units of the currency.
  let arr: Int
  let currency: String
  let identities: [String]
  /// Meetings a month that the agency has promised.
  let commitment: Int

  let market: Market
  let shape: Shape
  let playbook: Playbook
  /// The share of people in the lists who are what the client looks for.
  let idealShare: Double
  let stages: StageHabit
  /// How the CRM writes times; the other tools always say an offset.
  let crmClock: Clock
  /// `definition.yaml`, word for word.
  let definition: String

  static let all = [larkspur, kestrel, feira]
}

/// Where a client's CRM keeps the changes of the lifecycle stage.
enum StageHabit: Sendable {
  /// Rows of the events file: type `stage`, column `to`.
  case events
  /// Columns of the leads file: `mql_at`, `sql_at`, …, dates alone.
  case columns
  /// `mql_at` in the leads file, the later ones as events.
  case mixed

  func isColumn(_ stage: String) -> Bool {
    switch self {
    case .events: false
    case .columns: true
    case .mixed: stage == "mql"
    }
  }
}
