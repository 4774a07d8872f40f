/// Two texts line by line, the lines that both have among them.
public struct LineDifference: Sendable {
  public enum Change: String, Sendable {
    case none, removed, added
  }

  public struct Line: Sendable {
    public let change: Change
    /// Its number in the first text and in the second, from 1.
    public let old: Int?
    public let new: Int?
    public let text: String
  }

  public private(set) var lines: [Line] = []

  public init(from old: String, to new: String) {
    let (before, after) = (Self.lines(of: old), Self.lines(of: new))
    let difference = after.difference(from: before)
    let removed = Set(difference.removals.map(\.offset))
    let added = Set(difference.insertions.map(\.offset))
    var (a, b) = (0, 0)
    while a < before.count || b < after.count {
      if removed.contains(a) {
        lines.append(Line(change: .removed, old: a + 1, new: nil, text: before[a]))
        a += 1
      } else if added.contains(b) || a >= before.count {
        lines.append(Line(change: .added, old: nil, new: b + 1, text: after[b]))
        b += 1
      } else {
        lines.append(Line(change: .none, old: a + 1, new: b + 1, text: before[a]))
        a += 1
        b += 1
      }
    }
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
