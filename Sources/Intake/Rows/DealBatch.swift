public import Engine

/// One row of a deals file.
public struct DealRow: Sendable {
  public var line: Int
  /// Into the batch's keyrings. Whether it is a lead's is for the fold to find out.
  public var keyring: Int
  public var dealID: String
  public var status: DealFact.Status
  public var createdAt: Stamp?
  /// `nil` while the deal is open: CRMs keep the expected date there.
  public var closedAt: Stamp?
  public var updatedAt: Stamp?
  /// In the smallest unit of the tenant's currency.
  public var amountMinor: Int64?
  /// The row as it was, for the reject where nobody knows the person.
  public var raw: String

  /// - Parameter currency: the tenant's.
  public func fact(arrival: Arrival, currency: Currency) -> DealFact {
    DealFact(
      arrival: arrival, dealID: dealID, status: status, createdAt: createdAt, closedAt: closedAt, updatedAt: updatedAt,
      amountMinor: amountMinor, currency: amountMinor == nil ? nil : currency.code)
  }

  /// The reject of a row whose person is no lead.
  public func rejectAsUnknown(_ keyring: Keyring) -> Reject {
    let keys = keyring.keys.map(\.description).joined(separator: ", ")
    return Reject(line: line, column: "", reason: .unknownLead, message: "nobody is known as \(keys)", row: raw)
  }
}

/// Rows of a deals file, in file order.
public struct DealBatch: Sendable {
  public internal(set) var rows: [DealRow] = []
  public internal(set) var keyrings: [Keyring] = []
  public internal(set) var rejects: [Reject] = []
  public internal(set) var bytesRead = 0

  public init() {}
}
