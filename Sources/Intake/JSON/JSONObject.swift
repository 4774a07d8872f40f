import Definitions

/// Reads back what this module has written about a row.
enum JSONObject {
  /// The entries of an object; none for no text at all.
  static func read(_ json: some Collection<UInt8>) throws(JSONProblem) -> [String: Value] {
    guard !json.isEmpty, case .map(let entries) = try JSONReader.read(String(decoding: json, as: UTF8.self)) else {
      return [:]
    }
    var object: [String: Value] = [:]
    for case (.string(let name), let value) in entries { object[name] = value }
    return object
  }
}
