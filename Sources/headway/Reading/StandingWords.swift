import Store
import Terminal

extension Standing {
  /// Why there are no figures.
  func failure(of tenant: String) -> Failure {
    guard let version = newestDefinition else {
      return Failure(
        .refused, "tenant '\(tenant)' has no definition of \"qualified\" yet",
        advice: "headway definition set \(tenant) FILE; to begin with: headway definition templates")
    }
    return Failure(
      .refused, "the figures of tenant '\(tenant)' under definition \(version) are not computed yet",
      advice: "headway worker --once")
  }
}

extension Console {
  /// Says when the log has grown since the figures were computed.
  func tell(_ standing: Standing) {
    guard standing.pending > 0 else { return }
    warn(
      "\(standing.pending) \(standing.pending == 1 ? "lead is" : "leads are") still to be computed: headway worker --once"
    )
  }
}
