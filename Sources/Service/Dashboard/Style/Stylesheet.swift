internal import Crypto

/// The one stylesheet, under a name that changes with what is in it.
enum Stylesheet {
  static let text = Palette.css + base + layout + parts + charts + narrow + print

  /// `headway-1a2b3c4d.css`: may be kept for ever.
  static let name = "headway-\(digest(of: text)).css"

  /// The two chevrons: what moves, and how fast.
  static let mark = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#2f4fc4"/>\
    <path d="M6 16l4-8 4 8" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>\
    <path d="M13 16l3-6 3 6" fill="none" stroke="#b9c7ff" stroke-width="2.4" stroke-linecap="round" \
    stroke-linejoin="round"/></svg>

    """

  private static func digest(of text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).prefix(5).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
