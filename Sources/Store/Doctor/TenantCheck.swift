extension Check {
  /// No deletion and no restore was left half done.
  static let tenants = Check("tenants") { check, patient in
    let left = patient.tenants.filter { $0.state == .deleting || $0.state == .restoring }
    guard left.isEmpty else {
      return left.map { tenant in
        tenant.state == .deleting
          ? .notable(
            check, "the deletion of tenant '\(tenant.slug)' did not end", remedy: "headway tenant delete \(tenant.slug)"
          )
          : .notable(
            check, "tenant '\(tenant.slug)' is being restored, or that did not end",
            remedy: "headway tenant restore \(tenant.slug) DIR, or tenant delete")
      }
    }
    let suspended = patient.tenants.count { $0.state == .suspended }
    return [.good(check, "\(patient.tenants.count - suspended) open, \(suspended) suspended")]
  }
}
