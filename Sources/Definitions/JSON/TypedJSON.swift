/// Values with their types written beside them: `{"int":"5"}`, `{"list":[{"bool":true}]}`.
///
/// The form of the conformance cases, where `5` and `5.0`, and a date and its text, must not be
/// the same.
public enum TypedJSON {
  /// The value that typed JSON stands for; `nil` when it is none.
  public static func value(_ json: Value) -> Value? {
    guard case .map(let entries) = json, entries.count == 1, case (.string(let type), let content)? = entries.first
    else { return nil }
    switch (ValueType(rawValue: type), content) {
    case (.null, .null): return .null
    case (.bool, .bool): return content
    case (.int, .string(let text)): return Int64(text).map(Value.int)
    case (.double, .string(let text)): return Double(text).map(Value.double)
    case (.string, .string): return content
    case (.timestamp, .string(let text)): return Timestamp(rfc3339: text).map(Value.timestamp)
    case (.duration, .string(let text)): return Elapsed(text).map(Value.duration)
    case (.list, .list(let elements)):
      let values = elements.compactMap(value)
      return values.count == elements.count ? .list(values) : nil
    case (.map, .list(let pairs)): return map(pairs)
    default: return nil
    }
  }

  private static func map(_ pairs: [Value]) -> Value? {
    var entries: [MapKey: Value] = [:]
    for pair in pairs {
      guard case .list(let parts) = pair, parts.count == 2, let key = value(parts[0]).flatMap(MapKey.init),
        let content = value(parts[1])
      else { return nil }
      entries[key] = content
    }
    return .map(entries)
  }

  /// The typed JSON of a value, on one line.
  public static func text(_ value: Value) -> String {
    switch value {
    case .null: #"{"null":null}"#
    case .bool(let flag): #"{"bool":\#(flag)}"#
    case .int(let number): #"{"int":"\#(number)"}"#
    case .double(let number): #"{"double":"\#(text(number))"}"#
    case .string(let text): #"{"string":\#(Value.quoted(text))}"#
    case .timestamp(let instant): #"{"timestamp":"\#(instant.rfc3339)"}"#
    case .duration(let length): #"{"duration":"\#(length.text)"}"#
    case .list(let elements): #"{"list":[\#(elements.map(text).joined(separator: ","))]}"#
    case .map(let entries):
      #"{"map":[\#(entries.map { "[\(text($0.value)),\(text($1))]" }.sorted().joined(separator: ","))]}"#
    }
  }

  private static func text(_ number: Double) -> String {
    number.isNaN
      ? "NaN" : number == .infinity ? "Infinity" : number == -.infinity ? "-Infinity" : String(describing: number)
  }
}
