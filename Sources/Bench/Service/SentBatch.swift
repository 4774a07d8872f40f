import Foundation

/// A request that brings messages as Segment's library for browsers writes them: some 800 bytes each, most of them
/// about the page and the browser. What is new from one sending to the next are the ids of its messages.
struct SentBatch {
  /// Who sends, and where to.
  struct Address: Sendable {
    var path = "/v1/batch"
    var key: String
  }

  /// One message.
  struct Message {
    var user: String
    /// Set for whoever introduces itself.
    var email: String?
    /// As the sender writes it, `Demo Request`; `nil` for one who introduces itself.
    var event: String?
    /// The members of `properties` or `traits`, as JSON.
    var members: String
  }

  private(set) var bytes: [UInt8]
  /// Where the sixteen digits stand that tell a message's id from all others.
  private var numbers: [Int] = []

  init(_ messages: [Message], to address: Address, at time: Date = Date()) {
    let moment = time.formatted(
      .iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: true))
    var body = Array("{\"batch\":[".utf8)
    for (index, message) in messages.enumerated() {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      body += "{\"messageId\":\"ajs-next-\(Self.epoch)-".utf8
      numbers.append(body.count)
      body += "0000000000000000\",".utf8
      body += message.json(at: moment).utf8
    }
    body += "],\"sentAt\":\"\(moment)\"}".utf8
    let user = Data("\(address.key):".utf8).base64EncodedString()
    let head = """
      POST \(address.path) HTTP/1.1\r
      Host: leads.agency.example\r
      Authorization: Basic \(user)\r
      Content-Type: application/json\r
      Content-Length: \(body.count)\r
      \r

      """
    bytes = Array(head.utf8) + body
    numbers = numbers.map { $0 + head.utf8.count }
  }

  /// Gives its messages the ids from this number on.
  mutating func renew(_ first: UInt64) {
    for (index, place) in numbers.enumerated() {
      var number = first &+ UInt64(index)
      for digit in stride(from: place + 15, through: place, by: -1) {
        bytes[digit] = Self.digits[Int(number & 15)]
        number >>= 4
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
  private static let epoch = 1_795_392_000_000
}

extension SentBatch.Message {
  /// An event of one of so many people, as often of each kind as they come.
  static func drawn(_ dice: EventKindDice, of people: Int, _ chance: inout SplitMix64) -> SentBatch.Message {
    let kind = dice.draw(&chance)
    let properties = kind.properties.map { property in
      let value = property.drawn(&chance)
      return "\"\(property.name)\":\(property.isNumber ? value : "\"\(value)\"")"
    }
    let name = kind.name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return Self(
      user: "L\(chance.below(people))", event: name.joined(separator: " "), members: properties.joined(separator: ","))
  }

  /// Its members behind the first.
  fileprivate func json(at moment: String) -> String {
    let said =
      event.map { "\"type\":\"track\",\"event\":\"\($0)\",\"properties\":{\(members)}" }
      ?? "\"type\":\"identify\",\"traits\":{\"email\":\"\(email ?? "")\"\(members.isEmpty ? "" : ",\(members)")}"
    return """
      "timestamp":"\(moment)",\(said),"userId":"\(user)","anonymousId":"8f3c1f0e-5d0b-4c57-9a6e-2f0d7f1c4b9a",\
      "context":{"page":{"path":"/pricing/teams","referrer":"https://search.example/","search":"?utm_source=list",\
      "title":"Prices, compared \u{2013} Example","url":"https://www.example.com/pricing/teams?utm_source=list"},\
      "userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",\
      "locale":"en-GB","timezone":"Europe/Berlin","library":{"name":"analytics.js","version":"npm:next-1.70.0"}},\
      "integrations":{},"_metadata":{"bundled":["Segment.io"],"unbundled":[],"bundledIds":[]}}
      """
  }
}
