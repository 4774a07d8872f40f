import Foundation

/// How many random cases a property is tried on, and which.
///
/// `HEADWAY_PROPERTY_RUNS` says how many, `HEADWAY_PROPERTY_SEED` which is the first: both together repeat a
/// failure, the first alone searches for longer. `HEADWAY_PROPERTY_SHRINK=no` leaves a failing case as it is, for
/// who only wants to know that there is one.
public struct Campaign: Sendable {
  public let seeds: Range<UInt64>
  private let shrinks: Bool

  /// - Parameter usual: how many where the environment does not say.
  public init(usual: UInt64) {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["HEADWAY_PROPERTY_SEED"].flatMap(UInt64.init) ?? 1
    let runs = environment["HEADWAY_PROPERTY_RUNS"].flatMap(UInt64.init) ?? usual
    seeds = first..<(first &+ runs)
    shrinks = environment["HEADWAY_PROPERTY_SHRINK"] != "no"
  }

  /// Tries a property on every case.
  ///
  /// - Parameters:
  ///   - make: a case of its own for every seed.
  ///   - complaints: what is wrong with the answers to a case; empty when the property holds.
  /// - Returns: the complaints about the first case that has some, in the smallest form that still has,
  ///   and that case; `nil` when it holds for all.
  public func failure(
    among make: (UInt64) -> RandomCase = RandomCase.init(seed:), _ complaints: (RandomCase) -> [String]
  ) -> String? {
    for seed in seeds {
      let random = make(seed)
      if complaints(random).isEmpty { continue }
      let smallest = shrinks ? random.shrunk { !complaints($0).isEmpty } : random
      return "\(complaints(smallest).joined(separator: "\n"))\n\n\(smallest)"
    }
    return nil
  }

  /// The same for a system that is asked and waited for.
  public func failure(
    among make: (UInt64) -> RandomCase = RandomCase.init(seed:),
    _ complaints: (RandomCase) async throws -> [String]
  ) async throws -> String? {
    for seed in seeds {
      let random = make(seed)
      if try await complaints(random).isEmpty { continue }
      let smallest = shrinks ? try await random.shrunk { try await !complaints($0).isEmpty } : random
      return "\(try await complaints(smallest).joined(separator: "\n"))\n\n\(smallest)"
    }
    return nil
  }
}
