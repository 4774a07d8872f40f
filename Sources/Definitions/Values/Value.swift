/// A value of the expression language, and of an attribute or an event property.
///
/// `==` and hashing are exact: `1` and `1.0` differ, two spellings of é differ, NaN equals itself.
/// What an expression means by `==` is ``Value/equals(_:)``, where `1 == 1.0` and NaN equals nothing.
public enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case list([Value])
  case map([MapKey: Value])
  case timestamp(Timestamp)
  case duration(Elapsed)
}

/// A key of a map. JSON knows only strings; the language also has numbers and booleans as keys.
public enum MapKey: Sendable, ExpressibleByStringLiteral {
  case string(String)
  case int(Int64)
  case bool(Bool)

  public init(stringLiteral text: String) { self = .string(text) }
}

extension Value: Hashable {
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.list(let left), .list(let right)): left == right
    case (.map(let left), .map(let right)): left == right
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value.bitPattern)
    case .string(let value): value.hashBytes(into: &hasher)
    case .list(let value): hasher.combine(value)
    case .map(let value): hasher.combine(value)
    case .timestamp(let value): hasher.combine(value)
    case .duration(let value): hasher.combine(value)
    }
  }
}

extension MapKey: Hashable {
  public static func == (left: MapKey, right: MapKey) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.int(let left), .int(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .string(let value): value.hashBytes(into: &hasher)
    case .int(let value): hasher.combine(value)
    case .bool(let value): hasher.combine(value)
    }
  }
}

extension MapKey {
  /// The key that a value stands for when a map is asked for it: a double that is a whole
  /// number finds the int. `nil` for what can never be a key.
  init?(_ value: Value) {
    switch value {
    case .string(let text): self = .string(text)
    case .int(let number): self = .int(number)
    case .bool(let flag): self = .bool(flag)
    case .double(let number):
      guard let whole = Int64(exactly: number) else { return nil }
      self = .int(whole)
    default: return nil
    }
  }

  public var value: Value {
    switch self {
    case .string(let text): .string(text)
    case .int(let number): .int(number)
    case .bool(let flag): .bool(flag)
    }
  }
}

/// The types of values; the raw value is the name that a diagnostic says.
public enum ValueType: String, Hashable, Sendable {
  case null, bool, int, double, string, list, map, timestamp, duration
}

extension Value {
  public var type: ValueType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .double: .double
    case .string: .string
    case .list: .list
    case .map: .map
    case .timestamp: .timestamp
    case .duration: .duration
    }
  }
}
