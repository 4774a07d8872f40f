internal import Definitions
internal import Engine

extension RecordFact {
  /// A record of the stream: its times and attributes are in `body`.
  init(_ arrival: Arrival, source: String?, channel: String?, _ body: [MapKey: Value]) {
    self.init(
      arrival: arrival, receivedDay: body.text("received").flatMap { Day(iso: $0) } ?? Day(0),
      source: source.flatMap { SourceKind(rawValue: $0) } ?? .file, createdAt: body.stamp("created"),
      updatedAt: body.stamp("updated"), attributes: body.object("attributes"),
      accountKey: body["account"].flatMap { if case .int(let id) = $0 { String(id) } else { nil } },
      stage: body.text("stage").flatMap { Stage(name: $0) }, stageDates: body.stages, channel: channel)
  }
}

extension DealFact {
  init?(_ arrival: Arrival, status: String?, _ body: [MapKey: Value]) {
    guard let status = status.flatMap({ DealFact.Status(rawValue: $0) }), let deal = body.text("deal") else {
      return nil
    }
    self.init(
      arrival: arrival, dealID: deal, status: status, createdAt: body.stamp("created"),
      closedAt: body.stamp("closed"), updatedAt: body.stamp("updated"), amountMinor: nil, currency: nil)
  }
}

extension AccountFact {
  init(
    arrival: Arrival, source: String, receivedDay: Day, updatedAt: String?, attributes: String
  ) throws {
    guard case .map(let values) = try JSONReader.read(attributes) else {
      self.init(arrival: arrival, receivedDay: receivedDay, source: .file, updatedAt: nil, attributes: [:])
      return
    }
    self.init(
      arrival: arrival, receivedDay: receivedDay, source: SourceKind(rawValue: source) ?? .file,
      updatedAt: updatedAt.flatMap { Stamp(iso: $0) }, attributes: values.named)
  }
}

extension [MapKey: Value] {
  func text(_ key: MapKey) -> String? { if case .string(let text)? = self[key] { text } else { nil } }

  func stamp(_ key: MapKey) -> Stamp? { text(key).flatMap { Stamp(iso: $0) } }

  func object(_ key: MapKey) -> [String: Value] { if case .map(let map)? = self[key] { map.named } else { [:] } }

  /// The dated stages.
  var stages: [Stage: Stamp] {
    var found: [Stage: Stamp] = [:]
    for (name, value) in object("stages") {
      if let stage = Stage(name: name), case .string(let text) = value, let stamp = Stamp(iso: text) {
        found[stage] = stamp
      }
    }
    return found
  }

  var named: [String: Value] {
    var named: [String: Value] = [:]
    named.reserveCapacity(count)
    for case (.string(let name), let value) in self { named[name] = value }
    return named
  }
}
