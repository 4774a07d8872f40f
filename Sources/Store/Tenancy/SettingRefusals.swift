internal import LibPQ

extension SQLState {
  /// Raised by schema guard: the tenant is not open.
  static let tenantNotOpen: SQLState = "HW001"
  /// Raised by schema guard: a setting that no check can refuse.
  static let badSetting: SQLState = "HW002"
}

extension StoreError {
  /// What a refusal of the database means, as a sentence; `nil` where it is none of ours.
  ///
  /// The invariants live in the database and have names: here each name has its sentence.
  init?(refusalOf error: any Error) {
    guard let server = (error as? PostgresError)?.server else { return nil }
    if server.sqlstate == .badSetting {
      self = .badSetting(reason: server.message, hint: server.hint)
    } else if let sentence = server.constraint.flatMap({ Self.sentences[$0] }) {
      self = .badSetting(reason: sentence.what, hint: sentence.hint)
    } else {
      return nil
    }
  }

  private static let sentences: [String: (what: String, hint: String?)] = [
    "tenant_slug_is_lower_case_words": (
      "a slug is made of lower-case letters, digits and hyphens, at most 63, and has no hyphen at either end",
      "for example acme or acme-europe"
    ),
    "tenant_name_is_not_empty": ("a tenant needs a name", nil),
    "tenant_currency_is_a_code": ("a currency is a code of three letters", "for example USD or EUR"),
    "tenant_arr_is_not_negative": ("annual recurring revenue is not negative", nil),
    "tenant_commitment_is_not_negative": ("a commitment is not negative", nil),
    "access_key_has_a_name": ("the name of a key has 1 to 100 characters", nil),
    "link_label_is_short": ("a label has at most 200 characters", nil),
    "tenant_identities_are_known": (
      "identities are one or more of external_id, email, linkedin, anonymous_id and phone", nil
    ),
  ]
}
