public import Engine

/// A client of the agency, as it was provisioned.
public struct Tenant: Sendable, Hashable {
  public enum State: String, Sendable { case active, suspended, deleting, restoring }

  public var id: TenantID
  /// What the command line and the views call it.
  public var slug: String
  public var name: String
  /// IANA name of the zone in which its days begin.
  public var timezone: String
  public var currency: String
  /// Annual recurring revenue in minor units; `nil`: no target is shown.
  public var arrMinor: Int64?
  /// The kinds of key that join records of this tenant.
  public var identities: [KeyKind]
  /// Meetings a month that the agency has promised.
  public var commitment: Int?
  public var state: State
  /// Microseconds since 1970.
  public var createdAt: Int64

  public init(
    id: TenantID, slug: String, name: String, timezone: String, currency: String, arrMinor: Int64?,
    identities: [KeyKind], commitment: Int?, state: State, createdAt: Int64
  ) {
    self.id = id
    self.slug = slug
    self.name = name
    self.timezone = timezone
    self.currency = currency
    self.arrMinor = arrMinor
    self.identities = identities
    self.commitment = commitment
    self.state = state
    self.createdAt = createdAt
  }

  public static let defaultIdentities: [KeyKind] = [.externalID, .email, .linkedin, .anonymousID]
}

/// What can be said of a tenant when it is made, or changed later; `nil` leaves it as it is.
public struct TenantSettings: Sendable, Hashable {
  public var name: String?
  public var timezone: String?
  public var currency: String?
  public var arrMinor: Int64?
  public var identities: [KeyKind]?
  public var commitment: Int?

  public init(
    name: String? = nil, timezone: String? = nil, currency: String? = nil, arrMinor: Int64? = nil,
    identities: [KeyKind]? = nil, commitment: Int? = nil
  ) {
    self.name = name
    self.timezone = timezone
    self.currency = currency
    self.arrMinor = arrMinor
    self.identities = identities
    self.commitment = commitment
  }
}
