/// Makes the people of a client's market, one after another.
struct Crowd {
  private let market: Market
  private let seed: UInt64
  private let slug: String
  private var count = 0
  private var domains: Set<String> = []
  private var addresses: Set<String> = []
  private var idealCompanies: [Company] = []
  private var otherCompanies: [Company] = []

  init(market: Market, slug: String, seed: UInt64) {
    self.market = market
    self.slug = slug
    self.seed = seed
  }

  /// - Parameter isIdeal: fits what the client's definition asks for, and can be reached.
  mutating func next(isIdeal: Bool) -> Person {
    count += 1
    var chance = Chance(seed: seed, for: slug, "person", "\(count)")
    return person(company: company(isIdeal: isIdeal, &chance), isIdeal: isIdeal, &chance)
  }

  /// A colleague of somebody met lately as often as somebody of a new company: a sale to
  /// businesses has several people on the other side.
  private mutating func company(isIdeal: Bool, _ chance: inout Chance) -> Company {
    let known = (isIdeal ? idealCompanies : otherCompanies).suffix(25)
    if !known.isEmpty, chance.happens(0.55) { return chance.one(of: Array(known)) }
    let company = newCompany(isIdeal: isIdeal, &chance)
    if isIdeal { idealCompanies.append(company) } else { otherCompanies.append(company) }
    return company
  }

  private mutating func newCompany(isIdeal: Bool, _ chance: inout Chance) -> Company {
    // What misses the definition misses it by trade, by size or by place, not by all three.
    let miss = isIdeal ? 0 : chance.whole(1...3)
    let stem = chance.one(of: market.companyStems)
    var name = "\(stem) \(chance.one(of: market.companyEndings))"
    var domain = Handle.plain(name) + ".example"
    while !domains.insert(domain).inserted {
      name = "\(chance.one(of: market.companyStems)) \(chance.one(of: market.companyEndings)) "
      // Of a name that is taken there is another one elsewhere; in the end companies are numbered.
      name += domains.count < market.companyStems.count * 20 ? chance.one(of: market.cities) : "\(domains.count)"
      domain = Handle.plain(name) + ".example"
    }
    return Company(
      name: name, domain: domain,
      industry: chance.one(of: miss == 1 ? market.otherIndustries : market.idealIndustries),
      employees: !isIdeal && chance.happens(0.1)
        ? nil : chance.one(of: miss == 2 ? market.otherSizes : market.idealSizes) + chance.whole(0...9),
      attributes: chance.one(of: miss == 3 ? market.otherPlaces : market.idealPlaces))
  }

  private mutating func person(company: Company, isIdeal: Bool, _ chance: inout Chance) -> Person {
    let habits = market.identity
    let first = chance.one(of: market.firstNames)
    let last = chance.one(of: market.lastNames)
    let hasEmail = chance.happens(isIdeal ? max(habits.withEmail, 0.97) : habits.withEmail)
    let hasLinkedin = chance.happens(habits.withLinkedin)
    let inCRM = chance.happens(habits.inCRM) || !(hasEmail || hasLinkedin)
    let handle = "\(Handle.plain(first))-\(Handle.plain(last))-example-\(Handle.suffix(count, seed: seed))"
    return Person(
      number: count, firstName: first, lastName: last,
      title: chance.one(of: isIdeal || chance.happens(0.5) ? market.idealTitles : market.otherTitles),
      company: company,
      externalID: inCRM ? "\(habits.externalPrefix)\(10_000 + count * 3)" : nil,
      email: hasEmail ? address(first: first, last: last, company: company) : nil,
      linkedin: hasLinkedin ? "https://www.linkedin.com/in/\(handle)" : nil,
      phone: chance.happens(habits.withPhone) ? phone(&chance) : nil,
      anonymousID: "anon-\(Handle.suffix(count &* 7919, seed: seed))",
      emailVerified: checked(hasEmail ? habits.emailVerified : 0, isIdeal: isIdeal, &chance),
      phoneVerified: checked(habits.phoneVerified, isIdeal: isIdeal, &chance),
      attributes: chance.one(of: isIdeal ? market.idealAttributes : market.otherAttributes))
  }

  private mutating func address(first: String, last: String, company: Company) -> String {
    let local = "\(Handle.plain(first)).\(Handle.plain(last))"
    let address = "\(local)@\(company.domain)"
    return addresses.insert(address).inserted ? address : "\(local).\(count)@\(company.domain)"
  }

  /// Of those who fit, nearly all; of the others, fewer, and some were never looked at.
  private func checked(_ share: Double, isIdeal: Bool, _ chance: inout Chance) -> Bool? {
    if !isIdeal, chance.happens(0.15) { return nil }
    return chance.happens(isIdeal ? share : share * 0.75)
  }

  /// The person's number stands in it, so that no two share one where phones are keys.
  private func phone(_ chance: inout Chance) -> String {
    let room = market.identity.phoneDigits < 3 ? 100 : 10_000
    let digits = String(count % room)
    let zeros = String(repeating: "0", count: max(0, market.identity.phoneDigits - digits.count))
    return chance.one(of: market.identity.phonePrefixes) + zeros + digits
  }
}

/// Letters and digits for addresses and links.
enum Handle {
  private static let accents: [Character: Character] = [
    "á": "a", "à": "a", "â": "a", "ã": "a", "ä": "a", "å": "a", "é": "e", "è": "e", "ê": "e", "ë": "e", "í": "i",
    "ó": "o", "ô": "o", "õ": "o", "ö": "o", "ø": "o", "ú": "u", "ü": "u", "ç": "c", "ñ": "n", "ß": "s",
  ]

  /// `São Bento & Filhos` as `saobentofilhos`.
  static func plain(_ name: String) -> String {
    String(name.lowercased().map { accents[$0] ?? $0 }.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }

  /// Looks like the end of a real profile's address; differs for every number below 16 million.
  static func suffix(_ number: Int, seed: UInt64) -> String {
    // An odd factor modulo a power of two maps numbers one to one.
    let mixed = UInt32(truncatingIfNeeded: number) &* 0x9e_3779 &+ UInt32(truncatingIfNeeded: seed)
    let text = String(mixed & 0xff_ffff, radix: 16)
    return String(repeating: "0", count: 6 - text.count) + text
  }
}
