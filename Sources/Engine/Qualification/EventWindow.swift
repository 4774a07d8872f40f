/// A number over the events of the last N days, as the days go by.
///
/// An event on day E is among the last N days of E … E + N − 1, so it leaves on E + N.
/// Filled in any order, then rewound, then walked in ascending order.
struct EventWindow {
  /// `nil`: every day through the present one.
  private let length: Int?
  /// Whether a day counts once, however many events it has.
  private let isByDay: Bool
  private var entries: [Entry] = []
  private var isAscending = true
  /// Index of the first entry that has not come yet, and of the first that has not left.
  private var coming = 0
  private var leaving = 0
  /// Exact: 2³¹ events of `Int.max` points do not overflow it.
  private var sum: Int128 = 0
  /// The next day on which it changes by what is known; `Day.max` when it stays.
  private(set) var nextDay = Day.max

  private struct Entry {
    let day: Day
    let amount: Int64
  }

  init(length: Int?, byDay isByDay: Bool = false) {
    self.length = length
    self.isByDay = isByDay
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    isAscending = true
    rewind()
  }

  mutating func add(_ amount: Int64, on day: Day) {
    if let last = entries.last?.day {
      if isByDay, last == day { return }
      if day < last { isAscending = false }
    }
    entries.append(Entry(day: day, amount: amount))
  }

  /// Back to before the first event; to be called once all are there.
  mutating func rewind() {
    coming = 0
    leaving = 0
    sum = 0
    if !isAscending { sort() }
    nextDay = entries.first?.day ?? .max
  }

  /// Goes on to a day that is not before the present one.
  mutating func advance(to day: Day) {
    guard nextDay <= day else { return }
    while coming < entries.count, entries[coming].day <= day {
      sum += Int128(entries[coming].amount)
      coming += 1
    }
    nextDay = coming < entries.count ? entries[coming].day : .max
    guard let length else { return }
    while leaving < coming, entries[leaving].day + length <= day {
      sum -= Int128(entries[leaving].amount)
      leaving += 1
    }
    if leaving < coming { nextDay = min(nextDay, entries[leaving].day + length) }
  }

  /// Saturated where it does not fit.
  var total: Int64 { Int64(clamping: sum) }

  /// The day of the newest event through the present day.
  var newest: Day? { coming > 0 ? entries[coming - 1].day : nil }

  private mutating func sort() {
    entries.sort { $0.day < $1.day }
    isAscending = true
    guard isByDay else { return }
    var last: Day?
    entries.removeAll { entry in
      defer { last = entry.day }
      return entry.day == last
    }
  }
}
