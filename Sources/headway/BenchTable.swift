import Bench
import Foundation
import Terminal

/// Figures as the console shows them; the columns of the JSON are fixed (`Docs/Performance.md`).
enum BenchTable {
  static func table(of figures: [Figure]) -> Table {
    Table(
      ["bench", "metric", "ours", "limit", "peer", "ratio", "goal", "met"],
      rows: figures.map { figure in
        // What stands for itself misses nothing.
        let absent = figure.goal == nil && figure.limit == nil && figure.peer == nil ? "–" : "missing"
        return [
          .text(figure.bench), .text(figure.metric), cell(figure.ours, absent), cell(figure.limit, absent),
          cell(figure.peer, absent),
          .decimal(
            figure.ratio.map { String(format: "%.3f", $0) },
            shown: figure.ratio.map { String(format: "%.2f", $0) } ?? absent),
          goal(figure.goal), .bool(figure.isMet),
        ]
      })
  }

  /// What a clientele is made of, by size; written into a folder, or only counted.
  static func table(of clientele: Clientele, in folder: String?) throws -> Table {
    let bytes = try folder.map { try clientele.write(to: URL(filePath: $0)) } ?? clientele.bytes()
    let classes = clientele.sizeClasses(bytes: bytes).map {
      (sizes($0.sizes), $0.clients, $0.leads, $0.events, $0.bytes)
    }
    let all = ("all", clientele.clients.count, clientele.leads, clientele.events, bytes.reduce(0, +))
    return Table(
      ["leads_each", "clients", "leads", "events", "mb"],
      rows: (classes + [all]).map { name, clients, leads, events, bytes in
        [
          .text(name), .int(clients), .int(leads), .int(events),
          .decimal(String(format: "%.1f", Double(bytes) / 1e6), shown: String(format: "%.1f", Double(bytes) / 1e6)),
        ]
      })
  }

  private static func sizes(_ range: Range<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (let lower, .max): "\(lower) and more"
    case (0, let upper): "below \(upper)"
    case (let lower, let upper): "\(lower) to \(upper - 1)"
    }
  }

  /// The median; a table shows how far the runs lie apart beside it.
  private static func cell(_ series: Series?, _ absent: String) -> Cell {
    guard let series, !series.values.isEmpty else { return Cell(.null, shown: absent) }
    let median = digits(series.median)
    guard series.values.count > 1 else { return .decimal(median, shown: median) }
    return .decimal(median, shown: "\(median) (\(digits(series.least))–\(digits(series.most)))")
  }

  private static func digits(_ value: Double) -> String { String(format: value < 100 ? "%.2f" : "%.0f", value) }

  private static func goal(_ goal: Figure.Goal?) -> Cell {
    guard let goal else { return Cell(.null, shown: "–") }
    let bound = String(format: "%g", goal.bound)
    return switch goal {
    case .atLeast: .decimal(bound, shown: "≥ \(bound)")
    case .atMost: .decimal(bound, shown: "≤ \(bound)")
    }
  }
}
