public import Foundation

/// The clients of an agency, from a seed: a few are large, most are small.
///
/// At scale 1: 1,000 clients, 500,000 leads, 5.5 million events over a year. The first client has an eighth of all leads,
/// the hundredth some 670, the last some 67; an eager client's leads do three times as much as a reluctant one's.
/// Nothing of a client depends on whether others are written: its events come from a seed of its own.
public struct Clientele: Sendable {
  public struct Client: Sendable, Hashable {
    /// From 1, the largest first.
    public let number: Int
    public let leads: Int
    public let events: Int
    /// IANA name: its days are its own.
    public let zone: String
    let seed: UInt64

    public var slug: String { "bench-client-\(number)" }

    /// What it sends in a year.
    public var file: EventsFile { EventsFile(rows: events, leads: leads, seed: seed) }
  }

  public let clients: [Client]

  static let ofScale1 = (clients: 1_000, leads: 500_000, events: 5_500_000)
  private static let zones = [
    "Europe/Berlin", "America/New_York", "Europe/London", "America/Los_Angeles", "UTC", "Asia/Tokyo",
  ]

  public init(scale: Double = 1, seed: UInt64 = 1) {
    func scaled(_ number: Int) -> Int { max(1, Int((Double(number) * scale).rounded())) }
    let count = scaled(Self.ofScale1.clients)
    var chance = SplitMix64(seed: seed)
    // Zipf's law, as of cities: the second has half of what the first has, the third a third.
    let leads = Self.parts(of: scaled(Self.ofScale1.leads), by: (1...count).map { 1 / Double($0) }, atLeast: 1)
    let eagerness = leads.map { Double($0) * (0.5 + chance.share()) }
    // No lead without an event: what beyond one each there is goes by eagerness.
    let more = Self.parts(of: max(0, scaled(Self.ofScale1.events) - leads.reduce(0, +)), by: eagerness, atLeast: 0)
    clients = (0..<count).map { place in
      Client(
        number: place + 1, leads: leads[place], events: leads[place] + more[place],
        zone: Self.zones[chance.below(Self.zones.count)], seed: chance.next())
    }
  }

  public var leads: Int { clients.map(\.leads).reduce(0, +) }
  public var events: Int { clients.map(\.events).reduce(0, +) }

  /// Every tenth client: some tenth of the leads too, in clients as different as all of them are.
  public var tenth: [Client] {
    let some = clients.filter { $0.number % 10 == 4 }
    return some.isEmpty ? Array(clients.suffix(1)) : some
  }

  /// The others.
  public var rest: [Client] {
    let some = Set(tenth.map(\.number))
    return clients.filter { !some.contains($0.number) }
  }

  /// Writes a file for each client into a folder, which is made. Returns how many bytes each has.
  @discardableResult
  public func write(to folder: URL) throws -> [Int] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try clients.map { try $0.file.write(to: folder.appending(path: "\($0.slug).csv")) }
  }

  /// How many bytes each client's file would have.
  public func bytes() -> [Int] { clients.map { $0.file.bytes() } }

  /// Whole parts of a whole, one for each weight, that add up to it; where `least` for each is more than all, to that.
  private static func parts(of whole: Int, by weights: [Double], atLeast least: Int) -> [Int] {
    let free = max(0, whole - least * weights.count)
    let total = weights.reduce(0, +)
    var (sum, done) = (0.0, 0)
    return weights.map { weight in
      sum += weight
      let upTo = Int((sum / max(total, .leastNonzeroMagnitude) * Double(free)).rounded())
      defer { done = upTo }
      return least + upTo - done
    }
  }
}
