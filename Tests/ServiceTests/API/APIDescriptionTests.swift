import Foundation
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Service

/// `/openapi.json` says what is so: every route is in it, and every answer is as it says.
@Suite struct APIDescriptionTests {
  @Test func everyRouteIsDescribedAndEveryAnswerIsAsDescribed() async throws {
    try await TwoClients.play { clients in
      let reply = try await clients.service.get("/openapi.json")
      #expect(reply.status == 200 && reply.headers["etag"] != nil)
      let description = Schema(document: reply.object)
      let paths = try #require(reply.object["paths"] as? [String: Any])
      #expect(Set(paths.keys) == Set(APIRoute.all.map(\.path)))
      for route in APIRoute.all {
        let path = route.path.replacing("{slug}", with: clients.alpha.slug).replacing("{id}", with: "3")
        for (token, status) in [(clients.agencyToken, 200), (clients.writeKey, 403), (.random(.read), 401)] {
          let answer = try await clients.service.get(path, headers: ["Authorization": "Bearer \(token.text)"])
          #expect(answer.status == status, "\(path)")
          let said = try #require(
            description.schema(of: route.path, status: status, type: answer.headers["content-type"] ?? ""))
          let value = try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
          #expect(description.faults(of: value, as: said).isEmpty, "\(path)")
          // Not by being empty.
          if status == 200, route.isList { #expect(!answer.rows.isEmpty, "\(path)") }
        }
      }
    }
  }

  /// What the views say of their columns, the API says of its fields.
  @Test func everyFieldSaysWhatItIs() async throws {
    try await TwoClients.play(leads: 1) { clients in
      let reply = try await clients.service.get("/openapi.json")
      let schemas = try #require((reply.object["components"] as? [String: Any])?["schemas"] as? [String: Any])
      #expect(schemas.count == APIRoute.all.count + 1)
      for route in APIRoute.all {
        let schema = try #require(schemas[APIDescription.schemaName(route)] as? [String: Any])
        let fields = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(fields.count > 3, "\(route.path)")
        for (name, field) in fields where !route.nested.contains(where: { $0.name == name }) {
          #expect((field["description"] as? String)?.isEmpty == false, "\(route.path): \(name)")
        }
      }
    }
  }

  @Test func theValidatorOfThisTestSeesWhatIsWrong() throws {
    let schema: [String: Any] = [
      "type": "object", "required": ["a", "b"], "additionalProperties": false,
      "properties": ["a": ["type": ["integer", "null"]], "b": ["type": "string", "format": "date"]],
    ]
    let description = Schema(document: [:])
    #expect(description.faults(of: ["a": 1, "b": "2026-01-05"], as: schema).isEmpty)
    #expect(description.faults(of: ["a": NSNull(), "b": "2026-01-05"], as: schema).isEmpty)
    for wrong in [
      ["a": 1], ["a": "1", "b": "2026-01-05"], ["a": 1.5, "b": "2026-01-05"], ["a": 1, "b": "x"],
      ["a": 1, "b": "2026-01-05", "c": 1], ["a": true, "b": "2026-01-05"],
    ] as [[String: Any]] {
      #expect(!description.faults(of: wrong, as: schema).isEmpty, "\(wrong)")
    }
  }
}

/// As much of JSON Schema as the description uses.
struct Schema {
  let document: [String: Any]

  func schema(of path: String, status: Int, type: String) -> [String: Any]? {
    var place: Any? = document
    for key in ["paths", path, "get", "responses", "\(status)", "content", type, "schema"] {
      place = (place as? [String: Any])?[key]
    }
    return place as? [String: Any]
  }

  func faults(of value: Any, as schema: [String: Any], at place: String = "$") -> [String] {
    if let reference = schema["$ref"] as? String {
      var found: Any? = document
      for key in reference.dropFirst(2).split(separator: "/") { found = (found as? [String: Any])?[String(key)] }
      guard let target = found as? [String: Any] else { return ["\(place): no \(reference)"] }
      return faults(of: value, as: target, at: place)
    }
    if let either = schema["anyOf"] as? [[String: Any]] {
      return either.contains { self.faults(of: value, as: $0).isEmpty } ? [] : ["\(place): none of anyOf"]
    }
    let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
    guard types.contains(where: { Self.is(value, $0) }) else { return ["\(place): \(value) is no \(types)"] }
    var faults: [String] = []
    if let object = value as? [String: Any], let properties = schema["properties"] as? [String: [String: Any]] {
      for name in schema["required"] as? [String] ?? [] where object[name] == nil {
        faults.append("\(place): no \(name)")
      }
      for (name, member) in object {
        if let property = properties[name] {
          faults.append(contentsOf: self.faults(of: member, as: property, at: "\(place).\(name)"))
        } else if schema["additionalProperties"] as? Bool == false {
          faults.append("\(place): \(name) is not described")
        }
      }
    }
    if let list = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (index, item) in list.enumerated() {
        faults.append(contentsOf: self.faults(of: item, as: items, at: "\(place)[\(index)]"))
      }
    }
    if let text = value as? String {
      switch schema["format"] as? String {
      case "date" where text.wholeMatch(of: /\d{4}-\d\d-\d\d/) == nil: faults.append("\(place): \(text) is no date")
      case "date-time" where text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)/) == nil:
        faults.append("\(place): \(text) is no time")
      default: break
      }
    }
    return faults
  }

  private static func `is`(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "null": return value is NSNull
    case "string": return value is String
    case "array": return value is [Any]
    case "object": return value is [String: Any]
    default: break
    }
    guard let number = value as? NSNumber, !(value is String) else { return false }
    let isBool = CFBoolean.isBool(number)
    switch type {
    case "boolean": return isBool
    case "integer": return !isBool && number.doubleValue == number.doubleValue.rounded()
    case "number": return !isBool
    default: return false
    }
  }
}

private enum CFBoolean {
  /// JSONSerialization gives numbers and truth values the same class.
  static func isBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
