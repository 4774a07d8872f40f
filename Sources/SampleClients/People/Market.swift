/// Whom a client sells to: names, places and trades to make people and companies of.
struct Market: Sendable {
  var firstNames: [String]
  var lastNames: [String]
  var companyStems: [String]
  var companyEndings: [String]
  /// Where a second company of the same name sits.
  var cities: [String]
  /// What the client's definition asks for, and what else is in the lists.
  var idealIndustries: [String]
  var otherIndustries: [String]
  var idealSizes: [Int]
  var otherSizes: [Int]
  var idealTitles: [String]
  var otherTitles: [String]
  /// Columns of the company, such as `account.country`: those the definition asks for, and others.
  var idealPlaces: [[String: String]]
  var otherPlaces: [[String: String]]
  /// Columns of the person, likewise.
  var idealAttributes: [[String: String]]
  var otherAttributes: [[String: String]]
  var identity: IdentityHabits
}

/// Which keys the client's tools know people by.
struct IdentityHabits: Sendable {
  /// Such as `CRM-`.
  var externalPrefix: String
  /// The share of people with each.
  var inCRM: Double
  var withEmail: Double
  var withLinkedin: Double
  var withPhone: Double
  /// The share of verified addresses and numbers among the people whom the client wants.
  var emailVerified: Double
  var phoneVerified: Double
  /// Prefixes of numbers that are kept free for fiction or are not given out, and how many digits follow.
  var phonePrefixes: [String]
  var phoneDigits: Int
}
