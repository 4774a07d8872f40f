/// What happened on one day, to which more of the same day is added, in any order.
protocol OfOneDay: Sendable {
  var day: Day { get }
  mutating func merge(_ other: Self)
}

/// Days on which something happened, one entry each, of things that come in any order.
///
/// Takes as much memory as there are days, however much happened: a shared mailbox of 150,000 events in no order took 64
/// bytes for each, and as much again to sort them, which was two thirds of what a rebuild of its client had.
struct ByDay<Entry: OfOneDay>: Sendable {
  /// Ascending and distinct once settled.
  private(set) var entries: [Entry] = []
  private var isAscending = true
  /// So many entries in no order are settled before there are more.
  private var room = Self.leastRoom

  /// Half of it lies between two sortings at least, so that each thing that comes is sorted a few times at most.
  static var leastRoom: Int { 1_024 }

  /// Keeps the storage.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    isAscending = true
    room = Self.leastRoom
  }

  mutating func add(_ entry: Entry) {
    guard let last = entries.indices.last else { return entries.append(entry) }
    if entries[last].day == entry.day { return entries[last].merge(entry) }
    if entry.day < entries[last].day { isAscending = false }
    if !isAscending, entries.count >= room {
      entries.append(entry)
      settle()
      room = max(Self.leastRoom, 2 * entries.count)
    } else {
      entries.append(entry)
    }
  }

  /// Brings the days in order, each once. Those that came so cost nothing.
  mutating func settle() {
    guard !isAscending else { return }
    isAscending = true
    entries.sort { $0.day < $1.day }
    var last = 0
    for index in 1..<entries.count {
      if entries[index].day == entries[last].day {
        entries[last].merge(entries[index])
      } else {
        last += 1
        entries[last] = entries[index]
      }
    }
    entries.removeSubrange((last + 1)...)
  }
}
