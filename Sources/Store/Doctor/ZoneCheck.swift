internal import Engine

extension Check {
  /// This machine knows the zone of every tenant: figures are computed here.
  static let zones = Check("time zones") { check, patient in
    let names = Set(patient.tenants.map(\.timezone)).sorted()
    let unknown = names.filter { Zone(iana: $0) == nil }
    guard unknown.isEmpty else {
      return [
        .bad(check, "this machine has no time zone \(unknown.joined(separator: ", "))", remedy: "install tzdata")
      ]
    }
    return [.good(check, "all that tenants use are known (\(names.count))")]
  }
}
