/// The functions that make one type of value out of another. What cannot be read is an error value.
extension Value {
  /// `int(x)`: a double loses its fraction, a timestamp gives its seconds.
  var asInt: Outcome {
    switch self {
    case .int: .value(self)
    case .double(let number): Self.truncated(number)
    case .string(let text): Self.read(text, "int") { Int64($0).map(Value.int) }
    case .timestamp(let instant): .value(.int(instant.seconds))
    default: .error(.mismatch(operation: "int", type, nil))
    }
  }

  /// Both ends are excluded: 2^63 − 1 is no double, and CEL refuses −2^63 as well.
  private static func truncated(_ number: Double) -> Outcome {
    let limit = 0x1p63
    guard number > -limit, number < limit else { return .error(.overflow) }
    return .value(.int(Int64(number)))
  }

  var asDouble: Outcome {
    switch self {
    case .double: .value(self)
    case .int(let number): .value(.double(Double(number)))
    case .string(let text): Self.read(text, "double") { Double($0).map(Value.double) }
    default: .error(.mismatch(operation: "double", type, nil))
    }
  }

  /// Blanks around a number do not matter, as in CEL's own runtime.
  private static func read(_ text: String, _ type: String, _ parse: (Substring) -> Value?) -> Outcome {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    var trimmed = Substring(text).drop(while: isBlank)
    while trimmed.last.map(isBlank) == true { trimmed.removeLast() }
    return parse(trimmed).map { .value($0) } ?? .error(.unreadable(as: type))
  }

  var asString: Outcome {
    switch self {
    case .string: .value(self)
    case .bool(let flag): .value(.string(flag ? "true" : "false"))
    case .int(let number): .value(.string(String(number)))
    case .double(let number): .value(.string(number.expressionText))
    case .timestamp(let instant): .value(.string(instant.rfc3339))
    case .duration(let length): .value(.string(length.text))
    default: .error(.mismatch(operation: "string", type, nil))
    }
  }

  var asTimestamp: Outcome {
    switch self {
    case .timestamp: .value(self)
    case .string(let text):
      Timestamp(rfc3339: text).map { .value(.timestamp($0)) } ?? .error(.unreadable(as: "timestamp"))
    case .int(let seconds): Timestamp(seconds: seconds).map { .value(.timestamp($0)) } ?? .error(.overflow)
    default: .error(.mismatch(operation: "timestamp", type, nil))
    }
  }

  var asDuration: Outcome {
    switch self {
    case .duration: .value(self)
    case .string(let text):
      Elapsed(text).map { .value(.duration($0)) } ?? .error(.unreadable(as: "duration"))
    default: .error(.mismatch(operation: "duration", type, nil))
    }
  }

  /// `size(x)`: the characters (code points) of a string, the elements of a list or a map.
  var size: Outcome {
    switch self {
    case .string(let text): .value(.int(Int64(text.unicodeScalars.count)))
    case .list(let elements): .value(.int(Int64(elements.count)))
    case .map(let entries): .value(.int(Int64(entries.count)))
    default: .error(.mismatch(operation: "size", type, nil))
    }
  }
}

extension Double {
  /// The shortest decimal that reads back to the same number, with an exponent below 10^-4 and
  /// from 10^6 on: `100000`, `1e+06`, `1.5`. The form of CEL's Go and C++ runtimes.
  var expressionText: String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    guard self != 0 else { return sign == .minus ? "-0" : "0" }
    let (digits, point) = shortestDigits
    let text: String
    if point < -3 || point > 6 {
      let exponent = point - 1
      let mantissa = digits.prefix(1) + (digits.count > 1 ? "." : "") + digits.dropFirst()
      text = "\(mantissa)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude < 10 ? "0" : "")\(exponent.magnitude)"
    } else if point <= 0 {
      text = "0." + String(repeating: "0", count: -point) + digits
    } else if digits.count <= point {
      text = digits + String(repeating: "0", count: point - digits.count)
    } else {
      text = digits.prefix(point) + "." + digits.dropFirst(point)
    }
    return self < 0 ? "-" + text : text
  }

  /// The significant digits, and how many of them stand before the point (0.00123: "123", −2).
  private var shortestDigits: (digits: String, point: Int) {
    let parts = magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
    let all = whole + fraction
    let significant = all.drop { $0 == "0" }
    var digits = String(significant)
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    return (digits, whole.count + exponent - (all.count - significant.count))
  }
}
