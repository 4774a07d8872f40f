import Testing

@testable import Intake

@Suite("Money")
struct MoneyTests {
  @Test(arguments: [
    ("1.15", 115), ("0", 0), ("1234.5", 123_450), ("-0.10", -10), (".5", 50), ("1,234,567.89", 123_456_789),
    ("1.5E+06", 150_000_000), ("0.005", 1), ("-0.005", -1), ("0.0049", 0), ("10.000000000000000000", 1000), ("+7", 700),
    ("92233720368547758.07", Int64.max),
  ])
  func anAmountBecomesCentsExactly(_ text: String, _ cents: Int64) throws {
    let amount = try #require(DecimalText(text))
    #expect(try ExchangeRates(home: .usd).minorUnits(amount, in: .usd) == cents)
  }

  @Test(arguments: ["", "abc", "1.234,56", "1,5", "12,34,567", "$5", "1.2.3", "-", ".", "1e", "1e400", "NaN", "0,123"])
  func whatIsNoAmountIsNone(_ text: String) {
    #expect(DecimalText(text) == nil)
  }

  @Test func eachCurrencyHasItsOwnSmallestUnit() throws {
    let amount = try #require(DecimalText("12.5"))
    for (code, units) in [("JPY", 13), ("KWD", 12_500), ("EUR", 1250), ("CLF", 125_000)] as [(String, Int64)] {
      let currency = try #require(Currency(code: code.lowercased()))
      #expect(try ExchangeRates(home: currency).minorUnits(amount, in: currency) == units)
    }
  }

  @Test func anotherCurrencyNeedsARate() throws {
    let eur = try #require(Currency(code: "eur"))
    let amount = try #require(DecimalText("100.10"))
    #expect(throws: MoneyFault.otherCurrency(eur, home: .usd)) {
      try ExchangeRates(home: .usd).minorUnits(amount, in: eur)
    }
    let (currency, rate) = try #require(ExchangeRates.argument("EUR=1.0835"))
    // 100.10 · 1.0835 = 108.45835
    #expect(try ExchangeRates(home: .usd, rates: [currency: rate]).minorUnits(amount, in: eur) == 10_846)
    for wrong in ["EUR", "EUR=", "EUR=0", "EUR=-1", "EURO=1", "=1", "EUR=x"] {
      #expect(ExchangeRates.argument(wrong) == nil, "\(wrong)")
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let amount = try #require(DecimalText("92233720368547759"))
    #expect(throws: MoneyFault.tooLarge) { try ExchangeRates(home: .usd).minorUnits(amount, in: .usd) }
  }
}
