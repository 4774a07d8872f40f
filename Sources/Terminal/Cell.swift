/// One value of a result, typed so that every format writes it as what it is.
public struct Cell: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case text(String)
    case int(Int64)
    /// A number in decimal digits as PostgreSQL writes a `numeric`: `25.000000`. Never a binary fraction.
    case decimal(String)
    /// A day or an instant in ISO 8601.
    case date(String)
    case bool(Bool)
    /// A JSON document, as it is.
    case json(String)
    case null
  }

  public let value: Value

  /// What a table shows in place of the value: 25.0 for 25.000000. Other formats never see it.
  public let shown: String?

  /// How a table colours it.
  public let ink: Ink?

  public init(_ value: Value, shown: String? = nil, ink: Ink? = nil) {
    self.value = value
    self.shown = shown
    self.ink = ink
  }

  public static let null = Cell(.null)

  public static func text(_ text: String?, ink: Ink? = nil) -> Cell { Cell(text.map(Value.text) ?? .null, ink: ink) }
  public static func int(_ number: some BinaryInteger) -> Cell {
    Int64(exactly: number).map { Cell(.int($0)) } ?? Cell(.decimal(String(number)))
  }
  public static func int(_ number: (some BinaryInteger)?) -> Cell { number.map { .int($0) } ?? .null }
  public static func decimal(_ digits: String?, shown: String? = nil, ink: Ink? = nil) -> Cell {
    Cell(digits.map(Value.decimal) ?? .null, shown: shown, ink: ink)
  }
  public static func date(_ iso: String?) -> Cell { Cell(iso.map(Value.date) ?? .null) }
  public static func bool(_ truth: Bool?) -> Cell { Cell(truth.map(Value.bool) ?? .null) }
  public static func json(_ document: String?) -> Cell { Cell(document.map(Value.json) ?? .null) }
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  public init(stringLiteral text: String) { self.init(.text(text)) }
  public init(integerLiteral number: Int64) { self.init(.int(number)) }
  public init(booleanLiteral truth: Bool) { self.init(.bool(truth)) }
  public init(nilLiteral: ()) { self.init(.null) }
}
