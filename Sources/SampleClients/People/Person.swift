/// Somebody whom a client would like to sell to. Invented, as are the companies.
struct Person: Sendable {
  /// Counts from 1 within a client; keys are made of it, so that no two people share one.
  let number: Int
  let firstName: String
  let lastName: String
  var title: String
  let company: Company
  /// What this person is called in the client's CRM, for those who are in it.
  let externalID: String?
  let email: String?
  let linkedin: String?
  let phone: String?
  /// What the website's cookie calls this person.
  let anonymousID: String
  /// `nil`: nobody has checked.
  let emailVerified: Bool?
  let phoneVerified: Bool?
  /// More of the client's own columns.
  let attributes: [String: String]
}

/// Where people work.
struct Company: Sendable {
  let name: String
  /// Below `.example`, which is reserved: no mail ever arrives.
  let domain: String
  let industry: String
  let employees: Int?
  /// Columns such as `account.country`.
  let attributes: [String: String]
}
