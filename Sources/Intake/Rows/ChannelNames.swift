/// What an acquisition channel is called: lower snake case. Unknown names are taken as they are.
public enum ChannelName {
  /// `Organic Search`, `ORGANIC_SEARCH` and `organic-search` are `organic_search`; `nil` for a
  /// text without a letter or a digit.
  public static func normal(_ text: String) -> String? {
    var name = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "_" {
        name.append("_")
      }
    }
    while name.hasSuffix("_") { name.removeLast() }
    return name.isEmpty ? nil : name
  }
}

/// Names that come again and again, as small numbers: event types and channels.
struct NameTable {
  private var written = ByteTable()
  private var numbers: [Int32] = []
  private(set) var names: [String] = []
  private var numberByName: [String: Int32] = [:]

  /// - Parameter normal: what a text written is called; −1 is the answer where that is `nil`.
  mutating func number(of text: Bytes, normal: (String) -> String?) -> Int32 {
    let (index, isNew) = written.number(of: text)
    if isNew { numbers.append(register(normal(text.string))) }
    return numbers[index]
  }

  private mutating func register(_ name: String?) -> Int32 {
    guard let name else { return -1 }
    if let known = numberByName[name] { return known }
    let number = Int32(names.count)
    names.append(name)
    numberByName[name] = number
    return number
  }
}
