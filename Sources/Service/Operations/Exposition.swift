internal import Observation

/// Counters as Prometheus reads them: text format 0.0.4, one family after the other.
struct Exposition {
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  let text: String

  init(_ readings: [(series: Meters.Series, value: Double)]) {
    var text = ""
    var family = ""
    for (series, value) in readings {
      guard let meter = Meter.all[series.name] else { continue }
      if series.name != family {
        family = series.name
        text += "# HELP headway_\(family) \(meter.help)\n# TYPE headway_\(family) counter\n"
      }
      let labels = zip(meter.labels, series.labels).map { "\($0)=\"\(Self.escaped($1))\"" }
      text += "headway_\(family)\(labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") \(value)\n"
    }
    self.text = text
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
