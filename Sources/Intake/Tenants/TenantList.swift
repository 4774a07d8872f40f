internal import Engine
public import Store

/// Reads a list of tenants to be made: a CSV with a line each.
///
/// Columns `slug`, `name`, `timezone` are needed; `arr` (in the currency's units, not cents),
/// `currency`, `identities` (separated by commas or spaces) and `commitment` are not. The first line
/// that cannot be read refuses the whole list.
public enum TenantList {
  static let columns = ["slug", "name", "timezone", "arr", "currency", "identities", "commitment"]

  /// - Parameter name: What to call the file in a fault.
  public static func read(_ source: any ByteSource, name: String) throws(FileFault) -> [NewTenant] {
    let reader = try CSVReader(name: name, source: source)
    let places = try places(in: reader.header, name: name)
    var tenants: [NewTenant] = []
    while try reader.next() {
      if let fault = reader.row.fault { throw FileFault(file: name, line: reader.row.line, what: "\(fault)") }
      func value(_ column: String) -> String? {
        let text = places[column].map { reader.row.field($0).string } ?? ""
        return text.allSatisfy(\.isWhitespace) ? nil : text
      }
      do throws(SettingFault) {
        guard let slug = value("slug") else { throw SettingFault(what: "there is no slug") }
        let settings = try TenantSettings(
          name: value("name"), timezone: value("timezone"), currency: value("currency"), arr: value("arr"),
          identities: value("identities"), commitment: value("commitment"))
        guard settings.name != nil else { throw SettingFault(what: "there is no name") }
        guard settings.timezone != nil else { throw SettingFault(what: "there is no timezone") }
        tenants.append(NewTenant(slug: slug, settings: settings, line: reader.row.line))
      } catch {
        throw FileFault(file: name, line: reader.row.line, what: error.what)
      }
    }
    return tenants
  }

  private static func places(in header: CSVHeader, name: String) throws(FileFault) -> [String: Int] {
    var places: [String: Int] = [:]
    for (index, column) in header.names.enumerated() where !column.isEmpty {
      guard columns.contains(column.lowercased()) else {
        throw FileFault(
          file: name, line: 1, what: "there is no setting \u{201C}\(column)\u{201D}",
          advice: "the columns are \(columns.joined(separator: ", "))")
      }
      places[column.lowercased()] = index
    }
    for needed in columns.prefix(3) where places[needed] == nil {
      throw FileFault(
        file: name, line: 1, what: "there is no column \u{201C}\(needed)\u{201D}",
        advice: "slug, name and timezone are needed")
    }
    return places
  }
}

/// A setting that cannot be understood.
public struct SettingFault: Error, Sendable, Hashable {
  public var what: String
}

extension TenantSettings {
  /// Reads settings as people write them: money in the currency's units, identities as a list.
  ///
  /// - Parameter knownCurrency: The currency that an amount is in where `currency` does not say.
  public init(
    name: String? = nil, timezone: String? = nil, currency: String? = nil, arr: String? = nil,
    identities: String? = nil, commitment: String? = nil, knownCurrency: String = Currency.usd.code
  ) throws(SettingFault) {
    var code: Currency?
    if let currency {
      guard let known = Currency(code: currency) else {
        throw SettingFault(
          what: "\u{201C}\(currency)\u{201D} is no currency: write its code of three letters, such as USD")
      }
      code = known
    }
    self.init(
      name: name, timezone: timezone, currency: code?.code,
      arrMinor: try Self.minorUnits(arr, digits: (code ?? Currency(code: knownCurrency) ?? .usd).digits),
      identities: try Self.kinds(identities), commitment: try Self.count(commitment))
  }

  private static func minorUnits(_ amount: String?, digits: Int) throws(SettingFault) -> Int64? {
    guard let amount else { return nil }
    guard let units = DecimalText(amount)?.minorUnits(digits: digits), units >= 0 else {
      throw SettingFault(what: "\u{201C}\(amount)\u{201D} is no amount of money: write it as 500000 or 500000.50")
    }
    return units
  }

  private static func kinds(_ list: String?) throws(SettingFault) -> [KeyKind]? {
    guard let list else { return nil }
    var kinds: [KeyKind] = []
    for word in list.split(whereSeparator: { ", ;".contains($0) }) {
      guard let kind = KeyKind(name: word.lowercased()) else {
        let known = KeyKind.allCases.map(\.name).joined(separator: ", ")
        throw SettingFault(what: "\u{201C}\(word)\u{201D} is no identity key: they are \(known)")
      }
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    guard !kinds.isEmpty else { throw SettingFault(what: "at least one identity key is needed") }
    return kinds
  }

  private static func count(_ number: String?) throws(SettingFault) -> Int? {
    guard let number else { return nil }
    guard let count = Int32(number), count >= 0 else {
      throw SettingFault(what: "\u{201C}\(number)\u{201D} is no number of meetings a month")
    }
    return Int(count)
  }
}

extension Tenant {
  /// Annual recurring revenue as people write it, in the currency's units: `500000.00`.
  public var arrText: String? {
    guard let arrMinor else { return nil }
    let digits = (Currency(code: currency) ?? .usd).digits
    guard digits > 0 else { return String(arrMinor) }
    let text = String(arrMinor)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return "\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }
}
