internal import Foundation

/// The colours of the pages, by what they mean. Each has one value for light surroundings and one for dark.
///
/// A colour never says anything alone: a word stands beside it. Which pairs have to be told apart, and how well,
/// is ``pairs``; a test computes it.
struct Palette {
  let name: String
  let light: Colour
  let dark: Colour

  static let all: [Palette] = [
    Palette("paper", 0xfbfbfa, 0x101214), Palette("surface", 0xffffff, 0x171a1d),
    Palette("sunken", 0xf2f3f4, 0x202429),
    Palette("ink", 0x16191d, 0xe9ebee), Palette("quiet", 0x565d66, 0xa5adb7),
    Palette("hairline", 0xe3e5e8, 0x2b3036), Palette("edge", 0x79818b, 0x79828c),
    Palette("accent", 0x2f4fc4, 0x9db2ff), Palette("accent-soft", 0xe9edfb, 0x222a45),
    Palette("good", 0x14693a, 0x74d49a), Palette("good-soft", 0xe4f3e9, 0x16301f),
    Palette("notable", 0x845000, 0xf0b860), Palette("notable-soft", 0xfcf0da, 0x36280f),
    Palette("bad", 0xad2018, 0xff968c), Palette("bad-soft", 0xfce9e7, 0x3c1b18),
    Palette("hot", 0xc8371f, 0xff7d61), Palette("warming", 0xb26700, 0xe8a540),
    Palette("neutral", 0x767d86, 0x8c949e), Palette("cooling", 0x3a7cb8, 0x6cb2ea),
    Palette("cold", 0x445f7e, 0x7c9ac0),
    Palette("target", 0xdcefe2, 0x1b3626),
  ]

  /// What stands on what, and the least contrast that it needs: 4.5 for text, 3 for what is drawn (WCAG 2.2, AA).
  static let pairs: [(front: String, back: String, least: Double)] = {
    let grounds = ["paper", "surface", "sunken"]
    let texts = ["ink", "quiet", "accent", "good", "notable", "bad"]
    let drawn = ["edge", "accent", "hot", "warming", "neutral", "cooling", "cold", "good", "bad", "notable"]
    return texts.flatMap { text in grounds.map { (text, $0, 4.5) } }
      + ["good", "notable", "bad", "accent"].map { ($0, "\($0)-soft", 4.5) }
      + ["good-soft", "notable-soft", "bad-soft", "accent-soft", "target"].map { ("ink", $0, 4.5) }
      + [("surface", "accent", 4.5), ("quiet", "target", 4.5), ("accent", "target", 3), ("edge", "target", 3)]
      + drawn.flatMap { mark in ["paper", "surface"].map { (mark, $0, 3) } }
  }()

  private init(_ name: String, _ light: UInt32, _ dark: UInt32) {
    self.name = name
    self.light = Colour(rgb: light)
    self.dark = Colour(rgb: dark)
  }

  /// Custom properties for both schemes: light first, and in print always.
  static var css: String {
    func properties(_ colour: (Palette) -> Colour) -> String {
      all.map { "--\($0.name):\(colour($0).css);" }.joined()
    }
    return """
      :root{color-scheme:light dark;\(properties(\.light))}
      @media screen and (prefers-color-scheme:dark){:root{\(properties(\.dark))}}

      """
  }
}

/// A colour of the sRGB space.
struct Colour: Hashable {
  let rgb: UInt32

  var css: String {
    let digits = String(rgb, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private var channels: [Double] { [16, 8, 0].map { Double(rgb >> $0 & 0xff) / 255 } }

  /// How bright it looks, 0 to 1 (WCAG 2.2, "relative luminance").
  var luminance: Double {
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : Self.power(($0 + 0.055) / 1.055) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// 1 for the same colour, 21 for black on white.
  func contrast(with other: Colour) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}

extension Colour {
  private static func power(_ value: Double) -> Double { pow(value, 2.4) }
}
