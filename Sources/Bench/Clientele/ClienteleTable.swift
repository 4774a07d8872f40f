extension Clientele {
  /// Clients of like size, for who wants to see what the data is made of.
  public struct SizeClass: Sendable, Hashable {
    /// Leads, from and below.
    public let sizes: Range<Int>
    public let clients: Int
    public let leads: Int
    public let events: Int
    public let bytes: Int
  }

  /// By tens, hundreds, thousands of leads; the largest first.
  ///
  /// - Parameter bytes: of each client's file, as ``write(to:)`` answers them.
  public func sizeClasses(bytes: [Int]) -> [SizeClass] {
    let bounds = [0, 10, 100, 1_000, 10_000, 100_000, .max]
    let all = zip(clients, bytes)
    return zip(bounds, bounds.dropFirst()).reversed().compactMap { lower, upper in
      let some = all.filter { (lower..<upper).contains($0.0.leads) }
      guard !some.isEmpty else { return nil }
      return SizeClass(
        sizes: lower..<upper, clients: some.count, leads: some.map(\.0.leads).reduce(0, +),
        events: some.map(\.0.events).reduce(0, +), bytes: some.map(\.1).reduce(0, +))
    }
  }
}
