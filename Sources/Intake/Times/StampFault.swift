/// Why a text is no time. The sentence leaves the text itself to whoever shows it.
public enum StampFault: Error, Equatable, Sendable {
  /// Nothing that was tried begins to fit.
  case unreadable(expected: String)
  /// Like the 30th of February.
  case noSuchDate
  /// Like 25:00, or minute 61.
  case noSuchTime
  case noSuchOffset
}

extension StampFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let expected): "is not a time as expected (\(expected))"
    case .noSuchDate: "names a date that does not exist"
    case .noSuchTime: "names a time of day that does not exist"
    case .noSuchOffset: "has an offset from UTC that does not exist"
    }
  }
}
