/// The tenant's currency, and what others are worth in it: `--rate EUR=1.08`.
public struct ExchangeRates: Sendable {
  public let home: Currency
  private let rates: [Currency: DecimalText]

  public init(home: Currency, rates: [Currency: DecimalText] = [:]) {
    self.home = home
    self.rates = rates
  }

  /// One `--rate` argument: how much one unit of the currency is in the tenant's. `nil` for
  /// anything that is not a code, `=` and a number above 0.
  public static func argument(_ text: String) -> (currency: Currency, rate: DecimalText)? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let currency = Currency(code: parts[0]), let rate = DecimalText(parts[1]),
      rate.coefficient > 0
    else { return nil }
    return (currency, rate)
  }

  /// An amount in the smallest unit of the tenant's currency, exact but for what a smallest
  /// unit cannot hold, which is rounded half away from zero.
  public func minorUnits(_ amount: DecimalText, in currency: Currency) throws(MoneyFault) -> Int64 {
    guard currency != home else {
      guard let units = amount.minorUnits(digits: home.digits) else { throw .tooLarge }
      return units
    }
    guard let rate = rates[currency] else { throw .otherCurrency(currency, home: home) }
    guard let units = amount.minorUnits(digits: home.digits, rate: rate) else { throw .tooLarge }
    return units
  }
}

public enum MoneyFault: Error, Equatable, Sendable, CustomStringConvertible {
  case otherCurrency(Currency, home: Currency)
  case tooLarge

  public var description: String {
    switch self {
    case .otherCurrency(let other, let home):
      "the amount is in \(other), the tenant's currency is \(home); --rate \(other)=… says what one \(other) is worth"
    case .tooLarge: "the amount is too large"
    }
  }
}
