internal import Crypto
internal import Engine
internal import HummingbirdCore
internal import Store

/// A request of the API, understood: who asks, about whom, and what.
struct APIQuestion: Sendable {
  enum Caller: Sendable {
    case agency
    case tenant(KeyTenant)
  }

  let caller: Caller
  /// The client that the address names; `nil` where it names none.
  let tenant: Tenant.Reference?
  let lead: LeadID?
  let values: [String: String]
  /// Where the page begins; `nil` for the first.
  let place: [String]?

  func day(_ name: String) -> Day? { values[name].flatMap { Day(iso: $0) } }
  var limit: Int { values["limit"].flatMap { APIParameter.number($0) } ?? APIParameter.usualRows }
}

extension Tenant {
  /// As much of a client as an answer needs.
  struct Reference: Sendable, Hashable {
    var id: TenantID
    var slug: String
  }
}

/// Where a page begins, in words that only we can write, and that are good for one client, route and set of parameters.
struct Cursor: Sendable {
  private let signer: Signer
  /// Of what it is good for.
  private let context: String

  init(_ signer: Signer, route: String, tenant: String?, values: [String: String]) {
    self.signer = signer
    let filters = values.filter { !["cursor", "limit"].contains($0.key) }.sorted { $0.key < $1.key }
    let parts = [route, tenant ?? ""] + filters.flatMap { [$0.key, $0.value] }
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\n").utf8))
    context = Base64URL.text(of: Array(digest.prefix(12)))
  }

  func text(of place: [String]) -> String {
    let parts = [context] + place.map { Base64URL.text(of: Array($0.utf8)) }
    return signer.sign(parts.joined(separator: "~"), for: .cursor)
  }

  /// `nil` for what was not given for this very question.
  func place(in text: String) -> [String]? {
    guard let payload = signer.payload(of: text, for: .cursor) else { return nil }
    let parts = payload.split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count > 1, parts[0] == context else { return nil }
    let place = parts.dropFirst().compactMap { Base64URL.bytes(of: $0).map { String(decoding: $0, as: UTF8.self) } }
    return place.count == parts.count - 1 ? place : nil
  }
}
