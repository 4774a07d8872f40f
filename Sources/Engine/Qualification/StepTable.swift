/// From a node and a value's number to the next node: an open-addressed table.
///
/// A `Dictionary` takes 25 ns to hash two small numbers that nobody from outside can choose;
/// this takes 3.
struct StepTable {
  private struct Place {
    /// The node in the upper half, the value in the lower; all ones where free.
    var key: UInt64
    var next: Int32
  }

  private static let free = Place(key: .max, next: 0)
  /// A power of two long, at most half full.
  private var places = [Place](repeating: free, count: 256)
  private(set) var count = 0

  subscript(node: Int32, value: ValueCode) -> Int32? {
    let place = places[place(of: Self.key(node, value))]
    return place.key == .max ? nil : place.next
  }

  mutating func insert(_ node: Int32, _ value: ValueCode, next: Int32) {
    if count * 2 >= places.count { grow() }
    let key = Self.key(node, value)
    let place = place(of: key)
    if places[place].key == .max { count += 1 }
    places[place] = Place(key: key, next: next)
  }

  mutating func removeAll() {
    places = [Place](repeating: Self.free, count: 256)
    count = 0
  }

  /// Nodes count from 0 upward, so no key has all its bits set.
  private static func key(_ node: Int32, _ value: ValueCode) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: value.rawValue))
  }

  /// Where a key is, or the free place where it would be.
  private func place(of key: UInt64) -> Int {
    let mask = places.count - 1
    // Fibonacci hashing: consecutive numbers end up far apart.
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while places[place].key != key, places[place].key != .max { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = places
    places = [Place](repeating: Self.free, count: old.count * 2)
    for entry in old where entry.key != .max { places[place(of: entry.key)] = entry }
  }
}
