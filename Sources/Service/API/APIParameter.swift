internal import Engine

/// What a route can be told in its address: how it is read, and how it is described. One value, so that both agree.
struct APIParameter: Sendable {
  enum Kind: Sendable {
    case day
    case words([String])
    case limit
    case cursor
    case slug
    case lead
  }

  let name: String
  let kind: Kind
  let meaning: String

  var isInPath: Bool {
    switch kind {
    case .slug, .lead: true
    default: false
    }
  }

  static let mostRows = 200
  static let usualRows = 50

  static let slug = APIParameter(name: "slug", kind: .slug, meaning: "The client's short name.")
  static let lead = APIParameter(name: "id", kind: .lead, meaning: "The lead's number.")
  static let limit = APIParameter(name: "limit", kind: .limit, meaning: "How many rows at most.")
  static let cursor = APIParameter(
    name: "cursor", kind: .cursor,
    meaning: "next_cursor of the page before. It goes with the same address and parameters; limit may change.")
  static let asOf = APIParameter(
    name: "as_of", kind: .day, meaning: "Answer as if today were this day of the client. (default: today)")

  /// Refuses what a text of the query may not be.
  func check(_ text: String) throws(Problem) {
    let isFine =
      switch kind {
      case .day: Day(iso: text) != nil
      case .words(let words): words.contains(text)
      case .limit: Self.number(text).map { (1...Self.mostRows).contains($0) } ?? false
      case .cursor, .slug, .lead: true
      }
    if !isFine { throw .badParameter(name, wanted) }
  }

  /// Digits alone: `+5` and `٥` are no numbers here.
  static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }

  private var wanted: String {
    switch kind {
    case .day: "a day, such as 2026-10-31"
    case .words(let words): "one of \(words.joined(separator: ", "))"
    case .limit: "a number from 1 to \(Self.mostRows)"
    case .cursor, .slug, .lead: meaning
    }
  }

  var description: JSONNode {
    [
      "name": .string(name), "in": isInPath ? "path" : "query", "required": .bool(isInPath),
      "description": .string(meaning), "schema": schema,
    ]
  }

  private var schema: JSONNode {
    switch kind {
    case .day: ["type": "string", "format": "date"]
    case .words(let words): ["type": "string", "enum": .list(words.map(JSONNode.string))]
    case .limit:
      ["type": "integer", "minimum": 1, "maximum": .int(Self.mostRows), "default": .int(Self.usualRows)]
    case .cursor: ["type": "string", "pattern": "^[A-Za-z0-9._~-]{1,2048}$"]
    case .slug: ["type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"]
    case .lead: ["type": "integer", "format": "int64", "minimum": 1]
    }
  }
}
