internal import HTTPTypes
internal import Store

/// What the API says of itself: OpenAPI 3.1, made from the routes that answer and from the columns of the views that they
/// read, with the words that the views have for them. So it cannot say what is not so.
struct APIDescription: Sendable {
  private let answers: BriefAnswers<Int, String>

  init(_ database: Database, url: PublicURL) {
    // The schema under a running service does not change: it was checked when it began.
    answers = BriefAnswers(capacity: 2, for: .seconds(3_600), unknownFor: .zero, now: { .now }) { _ in
      let views = APIRoute.all.flatMap { [$0.view] + $0.nested.map(\.view) }
      return Self.document(try await database.columns(of: views), url: url).text
    }
  }

  func text() async throws -> String { try await answers.answer(to: 0) ?? "" }

  static func document(_ columns: [ReportColumn], url: PublicURL) -> JSONNode {
    let views = Dictionary(grouping: columns, by: \.view)
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Headway", "version": "1",
        "description": .string(
          "Lead velocity rate and momentum of an agency's clients. Rows have the columns of the report views in the "
            + "database. A token of a client reads that client, a token of the agency all of them."),
      ],
      "servers": [["url": .string(url.description)]],
      "security": [["token": []]],
      "paths": .object(APIRoute.all.map { ($0.path, ["get": operation($0), "head": operation($0, isHead: true)]) }),
      "components": [
        "securitySchemes": [
          "token": [
            "type": "http", "scheme": "bearer",
            "description": "headway token create TENANT, or headway token create --agency",
          ]
        ],
        "schemas": .object([("Problem", problem)] + APIRoute.all.map { (schemaName($0), row($0, views)) }),
      ],
    ]
  }

  private static func operation(_ route: APIRoute, isHead: Bool = false) -> JSONNode {
    [
      "operationId": .string(route.operation + (isHead ? "Head" : "")), "summary": .string(route.summary),
      "description": .string(route.description),
      "parameters": .list(
        route.parameters.map(\.description) + [
          [
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The ETag of an answer that you have.", "schema": ["type": "string"],
          ]
        ]),
      "responses": responses(route, isHead: isHead),
    ]
  }

  private static func responses(_ route: APIRoute, isHead: Bool) -> JSONNode {
    let tag: JSONNode = [
      "ETag": ["description": "Names what is in the answer.", "required": true, "schema": ["type": "string"]]
    ]
    let schema: JSONNode = ["$ref": .string("#/components/schemas/\(schemaName(route))")]
    let found: JSONNode = ["description": "What was asked for.", "headers": tag]
    return .object(
      [
        (
          "200",
          isHead
            ? found
            : found.with(["content": ["application/json": ["schema": route.isList ? page(of: schema) : schema]]])
        ),
        ("304", ["description": "It has not changed.", "headers": tag]),
      ]
        + Problem.statuses.map { status in
          let refused: JSONNode = ["description": .string(status.reasonPhrase)]
          return (
            String(status.code),
            isHead
              ? refused
              : refused.with(["content": [Problem.mediaType: ["schema": ["$ref": "#/components/schemas/Problem"]]]])
          )
        })
  }

  private static func page(of row: JSONNode) -> JSONNode {
    [
      "type": "object", "required": ["data", "next_cursor"], "additionalProperties": false,
      "properties": [
        "data": ["type": "array", "items": row, "maxItems": .int(APIParameter.mostRows)],
        "next_cursor": [
          "type": ["string", "null"], "description": "The next page's `cursor`; null on the last page.",
        ],
      ],
    ]
  }

  static func schemaName(_ route: APIRoute) -> String {
    route.operation.replacing("list", with: "").replacing("get", with: "") + "Row"
  }

  private static func row(_ route: APIRoute, _ views: [String: [ReportColumn]]) -> JSONNode {
    let nested = route.nested.map { part in
      let object = object(of: views[part.view] ?? [])
      return (part.name, part.isList ? ["type": "array", "items": object] : ["anyOf": [object, ["type": "null"]]])
        as (String, JSONNode)
    }
    return object(of: views[route.view] ?? [], and: nested)
  }

  private static func object(of columns: [ReportColumn], and more: [(String, JSONNode)] = []) -> JSONNode {
    let properties = columns.map { ($0.name, $0.description) } + more
    return [
      "type": "object", "additionalProperties": false, "required": .list(properties.map { .string($0.0) }),
      "properties": .object(properties),
    ]
  }

  private static let problem: JSONNode = [
    "type": "object", "required": ["type", "title", "status", "detail", "code", "message"],
    "properties": [
      "type": ["type": "string", "format": "uri"], "title": ["type": "string"],
      "status": ["type": "integer", "minimum": 400, "maximum": 599], "detail": ["type": "string"],
      "code": ["type": "string", "description": "For programs; never changes."], "message": ["type": "string"],
    ],
  ]
}

extension ReportColumn {
  fileprivate var description: JSONNode { schema.with(["description": .string(meaning)]) }

  /// A view promises no value, so any may be null.
  private var schema: JSONNode {
    switch type {
    case "bigint": ["type": ["integer", "null"], "format": "int64"]
    case "integer", "smallint": ["type": ["integer", "null"]]
    case "boolean": ["type": ["boolean", "null"]]
    case "date": ["type": ["string", "null"], "format": "date"]
    case "timestamp with time zone": ["type": ["string", "null"], "format": "date-time"]
    case "jsonb": ["type": ["object", "null"]]
    case "numeric[]": ["type": ["array", "null"], "items": ["type": ["number", "null"]]]
    case _ where type.hasPrefix("numeric"): ["type": ["number", "null"]]
    default: ["type": ["string", "null"]]
    }
  }
}
