/// A table in JSON: a list with an object a line, or the one object. Keys are in the order of the columns.
enum JSONText {
  static func text(of table: Table) -> String {
    let objects = table.rows.map { row in
      let members = zip(table.columns, row).map { "\(string($0.name)): \(value($1.value))" }
      return "{\(members.joined(separator: ", "))}"
    }
    return switch (table.shape, objects.isEmpty) {
    case (.record, _): objects.map { $0 + "\n" }.joined()
    case (.rows, true): "[]\n"
    case (.rows, false): "[\n  \(objects.joined(separator: ",\n  "))\n]\n"
    }
  }

  private static func value(_ value: Cell.Value) -> String {
    switch value {
    case .text(let text), .date(let text): string(text)
    case .int(let number): String(number)
    // NaN and Infinity are numbers to PostgreSQL and none to JSON.
    case .decimal(let digits): isNumber(digits) ? digits : string(digits)
    case .bool(let truth): truth ? "true" : "false"
    case .json(let document): document
    case .null: "null"
    }
  }

  static func isNumber(_ digits: String) -> Bool { digits.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil }

  static func string(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      // ESC and its like must not reach a terminal either; U+2028 ends a line in JavaScript.
      case "\0"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}"..."\u{2029}": quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
