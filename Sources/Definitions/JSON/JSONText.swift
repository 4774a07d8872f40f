extension Value {
  /// The value as JSON on one line, the keys of maps sorted, so that equal values read equal.
  ///
  /// JSON has no NaN, timestamps or durations: those become strings.
  public var json: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .double(let number): number.isFinite ? String(describing: number) : Self.quoted(number.expressionText)
    case .string(let text): Self.quoted(text)
    case .list(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
    case .map(let entries):
      "{"
        + entries.map { (Self.quoted($0.text), $1.json) }.sorted { $0.0 < $1.0 }
        .map { "\($0):\($1)" }.joined(separator: ",") + "}"
    case .timestamp(let instant): Self.quoted(instant.rfc3339)
    case .duration(let length): Self.quoted(length.text)
    }
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension MapKey {
  fileprivate var text: String {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .bool(let flag): flag ? "true" : "false"
    }
  }
}
