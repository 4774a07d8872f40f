/// Reads Prometheus' text format 0.0.4 and takes nothing that is not exactly it: HELP and TYPE once and first, names and
/// labels as they may be, no series twice, values that are numbers.
enum StrictExposition {
  struct Family {
    var help: String
    /// By `name=value,…` of their labels.
    var samples: [String: Double] = [:]
  }

  struct Fault: Error { var line: Int, reason: String }

  static func read(_ text: String) throws -> [String: Family] {
    guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(line: 0, reason: "the last line does not end") }
    var reader = Reader()
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().enumerated() {
      do { try reader.take(line) } catch let fault as Fault { throw Fault(line: number + 1, reason: fault.reason) }
    }
    try reader.end()
    return reader.families
  }

  private struct Reader {
    var families: [String: Family] = [:]
    private var help: (name: String, text: String)?
    private var current: String?

    mutating func take(_ line: Substring) throws {
      if let match = line.wholeMatch(of: #/# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\\\|\\n)*)/#) {
        try end()
        help = (String(match.1), String(match.2))
        guard families[String(match.1)] == nil else { throw fault("HELP of \(match.1) again") }
      } else if let match = line.wholeMatch(of: #/# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (\w+)/#) {
        guard let help, help.name == match.1 else { throw fault("TYPE of \(match.1) without its HELP") }
        guard match.2 == "counter" else { throw fault("there are counters only, not \(match.2)") }
        guard match.1.hasSuffix("_total") else { throw fault("\(match.1) does not end in _total") }
        families[help.name] = Family(help: help.text)
        (current, self.help) = (help.name, nil)
      } else {
        try takeSample(line)
      }
    }

    private mutating func takeSample(_ line: Substring) throws {
      let whole = #/([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)/#
      guard let match = line.wholeMatch(of: whole), String(match.1) == current else {
        throw fault("no sample of \(current ?? "anything"): \(line)")
      }
      let labels = try Self.labels(match.2 ?? "")
      guard let value = Double(match.3), value.isFinite, value >= 0 else { throw fault("\(match.3) counts nothing") }
      let series = labels.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
      guard families[String(match.1)]?.samples.updateValue(value, forKey: series) == nil else {
        throw fault("\(line) is there already")
      }
    }

    private static func labels(_ text: Substring) throws -> [(name: String, value: String)] {
      var labels: [(name: String, value: String)] = []
      var rest = text
      while !rest.isEmpty {
        guard let match = rest.prefixMatch(of: #/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(,|$)/#) else {
          throw Fault(line: 0, reason: "no label: \(rest)")
        }
        let name = String(match.1)
        guard !labels.contains(where: { $0.name == name }) else { throw Fault(line: 0, reason: "\(name) twice") }
        labels.append((name, plain(match.2)))
        rest = rest[match.range.upperBound...]
      }
      return labels
    }

    private static func plain(_ text: Substring) -> String {
      var plain = ""
      var isEscaped = false
      for character in text {
        switch character {
        case "n" where isEscaped: plain.append("\n")
        case "\\" where !isEscaped:
          isEscaped = true
          continue
        default: plain.append(character)
        }
        isEscaped = false
      }
      return plain
    }

    /// What was begun is whole.
    func end() throws {
      if let help { throw fault("HELP of \(help.name) without its TYPE") }
      if let current, families[current]?.samples.isEmpty != false { throw fault("\(current) has no sample") }
    }

    private func fault(_ reason: String) -> Fault { Fault(line: 0, reason: reason) }
  }
}
