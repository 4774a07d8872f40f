/// What an event is called here: lower-case words between underscores.
enum EventName {
  /// `Demo Requested`, `DemoRequested`, `demo-requested` and `$demo_requested` are `demo_requested`; `PDFViewed` is
  /// `pdf_viewed`. `nil` for a text without a letter or a digit.
  static func normal(_ text: String) -> String? {
    var name = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      guard character.isLetter || character.isNumber else {
        if !name.isEmpty, name.last != "_" { name.append("_") }
        continue
      }
      if character.isUppercase, index > 0 {
        let before = characters[index - 1]
        let isNextLower = index + 1 < characters.count && characters[index + 1].isLowercase
        if before.isLowercase || before.isNumber || (before.isUppercase && isNextLower), name.last != "_" {
          name.append("_")
        }
      }
      name.append(contentsOf: character.lowercased())
    }
    while name.hasSuffix("_") { name.removeLast() }
    return name.isEmpty ? nil : name
  }
}
