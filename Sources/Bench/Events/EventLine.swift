import Engine

/// The lines of an events file, as bytes.
struct EventLine {
  private(set) var bytes: [UInt8] = []
  private let dice = EventKindDice()

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func addHeader() {
    put((EventKind.columns + EventKind.Property.allCases.map(\.name)).joined(separator: ",") + "\n")
  }

  mutating func add(_ visit: EventsFile.Visit, _ chance: inout SplitMix64) {
    let kind = dice.draw(&chance)
    addKeys(of: visit)
    put(kind.name)
    comma()
    addTime(visit.at)
    comma()
    if chance.happens(0.5) { addUUID(&chance) }
    comma()
    if visit.age == 0 { put(EventKind.Property.channels[visit.lead % EventKind.Property.channels.count]) }
    for property in EventKind.Property.allCases {
      comma()
      if kind.properties.contains(property) { add(property, &chance) }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func addKeys(of visit: EventsFile.Visit) {
    let habit = visit.lead % 10
    if habit < 8 || visit.age > 7 { put("L\(visit.lead)") }
    comma()
    if habit < 6 || habit >= 8 { put("person.\(visit.lead)@company\(visit.lead / 4).example") }
    comma()
  }

  private mutating func add(_ property: EventKind.Property, _ chance: inout SplitMix64) {
    let text = property.drawn(&chance)
    put(property == .subject ? "\"\(text)\"" : text)
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
  private mutating func comma() { bytes.append(UInt8(ascii: ",")) }

  /// `2026-03-01T09:30:00Z`.
  private mutating func addTime(_ seconds: Int) {
    let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    put(Day(Int32(clamping: day)).description)
    bytes.append(UInt8(ascii: "T"))
    for (index, part) in [second / 3_600, second / 60 % 60, second % 60].enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ":")) }
      bytes.append(UInt8(ascii: "0") + UInt8(part / 10))
      bytes.append(UInt8(ascii: "0") + UInt8(part % 10))
    }
    bytes.append(UInt8(ascii: "Z"))
  }

  private mutating func addUUID(_ chance: inout SplitMix64) {
    let digits = Array("0123456789abcdef".utf8)
    for (index, word) in [chance.next(), chance.next()].enumerated() {
      for place in 0..<16 {
        if [8, 12].contains(place) && index == 0 || [0, 4].contains(place) && index == 1 {
          bytes.append(UInt8(ascii: "-"))
        }
        bytes.append(digits[Int(word >> (60 - 4 * UInt64(place)) & 15)])
      }
    }
  }
}
