internal import Foundation

extension Check {
  /// The database's clock and this machine's agree: leases and marks go by the one, an expiry that a
  /// command gives by the other.
  static let clock = Check("clock") { check, patient in
    let before = Date.now
    guard let server = try await patient.database.asService(ServerIdentity()).first else { return [] }
    let half = before.timeIntervalSince1970 + Date.now.timeIntervalSince(before) / 2
    return [finding(check, skew: Double(server.clock) / 1_000_000 - half)]
  }

  /// - Parameter skew: of the database, in seconds.
  static func finding(_ check: Check, skew: Double) -> Finding {
    let seconds = Int64(abs(skew).rounded())
    let words = "the database's clock is \(spoken(seconds: seconds)) \(skew > 0 ? "ahead of" : "behind") this machine's"
    return switch seconds {
    case ..<2: .good(check, "the database's and this machine's agree within 2 s")
    case ..<30: .notable(check, words, remedy: "let both follow one time server (chrony, systemd-timesyncd)")
    default: .bad(check, words, remedy: "let both follow one time server (chrony, systemd-timesyncd)")
    }
  }
}
