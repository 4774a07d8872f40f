/// A currency by its ISO 4217 code.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// Three capital letters.
  public let code: String

  public static let usd = Currency(known: "USD")

  private init(known code: String) { self.code = code }

  /// `nil` for what is not three letters. Whether such a currency exists is not asked.
  public init?(code: some StringProtocol) {
    let letters = code.utf8.map { ASCII.isLetter($0) ? $0 & 0xDF : $0 }
    guard letters.count == 3, letters.allSatisfy(ASCII.isLetter) else { return nil }
    self.code = String(decoding: letters, as: UTF8.self)
  }

  /// How many decimal digits its smallest unit has: 2 for most, 0 for the yen, 3 for the dinar.
  public var digits: Int {
    if Self.withoutDigits.contains(code) { return 0 }
    if Self.withThreeDigits.contains(code) { return 3 }
    return Self.withFourDigits.contains(code) ? 4 : 2
  }

  public var description: String { code }

  private static let withoutDigits: Set<String> = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
    "XPF",
  ]
  private static let withThreeDigits: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
  private static let withFourDigits: Set<String> = ["CLF", "UYW"]
}
