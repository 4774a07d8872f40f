import Definitions
import Store
import Terminal

extension Table {
  /// Sinks, without what is secret in them.
  ///
  /// - Parameter secrets: Of those that were just made, by name: the only moment at which one is shown.
  init(sinks: [SinkStanding], secrets: [String: String]? = nil) {
    self.init(
      Self.sinkColumns + (secrets == nil ? [] : [Column("secret", isFlexible: false)]),
      rows: sinks.map { standing in
        Self.cells(standing) + (secrets.map { [.text($0[standing.sink.name])] } ?? [])
      })
  }

  init(sink: SinkStanding, of tenant: Tenant) {
    self.init(
      Self.sinkColumns + ["failures", "open_until", "last_error", "created_at"], shape: .record,
      rows: [
        Self.cells(sink) + [
          .int(sink.sink.failures), .instant(sink.sink.openUntil, in: tenant.clock), .text(sink.lastError),
          .instant(sink.sink.createdAt, in: tenant.clock),
        ]
      ])
  }

  private static let sinkColumns: [Column] = [
    Column("name", isFlexible: false), "kind", "target", "alerts", "state", "waiting", "delivered", "dead",
  ]

  private static func cells(_ standing: SinkStanding) -> [Cell] {
    let sink = standing.sink
    return [
      .text(sink.name), .text(sink.target.kind.rawValue), .text(sink.target.place),
      .text(sink.alerts.isEmpty ? "all" : sink.alerts.joined(separator: ",")),
      .text(sink.state, ink: sink.state == "open" ? nil : .notable),
      .int(standing.waiting), .int(standing.delivered), .int(standing.dead),
    ]
  }
}
