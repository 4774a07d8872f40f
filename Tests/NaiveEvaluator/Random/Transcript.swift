import Definitions
import Engine

extension RandomCase: CustomStringConvertible {
  /// The log and the definition as somebody would write them down to look at them.
  public var description: String {
    let settings = "zone \(log.zone), keys \(log.identityKinds.sorted().map(\.name).joined(separator: " "))"
    let entries = log.entries.sorted { $0.arrival < $1.arrival }.map { "  \($0)" }
    let lines = ["seed \(seed), today \(today), \(settings)"] + entries + ["", definition.text]
    return lines.joined(separator: "\n")
  }
}

extension NaiveEntry: CustomStringConvertible {
  public var description: String {
    let origin = delivery.map { "file \($0)" } ?? source.rawValue
    let head =
      "#\(arrival.rawValue) \(origin) received \(receivedDay) {\(keys.map(\.description).joined(separator: ", "))}"
    return "\(head) \(saying)"
  }

  private var saying: String {
    switch content {
    case .record(let row, let account): "row \(row.saying)" + (account.isEmpty ? "" : " account \(text(account))")
    case .event(let event, let messageID): "event \(event.saying)" + (messageID.map { " message \($0)" } ?? "")
    case .deal(let deal): "deal \(deal.saying)"
    case .alias: "alias"
    case .ban(let key): "ban \(key)"
    }
  }
}

extension RecordFact {
  fileprivate var saying: String {
    let dates = stageDates.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.name)_at \($0.value)" }
    let parts =
      [
        createdAt.map { "created \($0)" }, updatedAt.map { "updated \($0)" }, stage.map { "stage \($0.name)" },
        channel.map { "channel \($0)" }, accountKey.map { "of \($0)" },
        attributes.isEmpty ? nil : text(attributes),
      ].compactMap { $0 } + dates
    return parts.joined(separator: " · ")
  }
}

extension EventFact {
  fileprivate var saying: String {
    "\(type) at \(at)" + (channel.map { " channel \($0)" } ?? "") + (properties.isEmpty ? "" : " \(text(properties))")
  }
}

extension DealFact {
  fileprivate var saying: String {
    "\(dealID) \(status)" + (createdAt.map { " created \($0)" } ?? "") + (updatedAt.map { " updated \($0)" } ?? "")
      + (closedAt.map { " closed \($0)" } ?? "")
  }
}

private func text(_ values: [String: Value]) -> String {
  let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
  return "{\(pairs.joined(separator: ", "))}"
}
