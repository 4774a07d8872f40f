/// What one tenant's data has had so far, for "did you mean" and for warnings.
///
/// Nothing in it decides whether a definition is valid: an attribute may arrive tomorrow.
/// A set that is empty means "not known", and warns of nothing.
public struct Vocabulary: Sendable {
  public var leadAttributes: Set<String>
  public var accountAttributes: Set<String>
  public var eventTypes: Set<String>

  public init(
    leadAttributes: Set<String> = [], accountAttributes: Set<String> = [], eventTypes: Set<String> = []
  ) {
    self.leadAttributes = leadAttributes
    self.accountAttributes = accountAttributes
    self.eventTypes = eventTypes
  }

  /// The named columns of a leads file, which are attributes of every lead.
  public static let namedColumns: Set<String> = [
    "external_id", "email", "linkedin", "phone", "first_name", "last_name", "title", "company", "domain",
  ]
}
