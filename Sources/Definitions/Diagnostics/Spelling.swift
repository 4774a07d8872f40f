/// Finds what somebody meant to write.
public enum Spelling {
  /// The known word nearest to a mistyped one, or `nil` when none is near enough to be a typo.
  ///
  /// Near means: at most one edit in three letters (insertion, deletion, replacement, or two
  /// neighbours swapped), case aside. Ties go to the word that sorts first, so that the answer
  /// never depends on the order of a set.
  public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(longest + 1))
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    var best: (distance: Int, word: String)?
    for candidate in known where candidate != word {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(longest + 1))
      let allowed = max(1, max(wanted.count, letters.count) / 3)
      guard letters.count <= longest, abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = distance(wanted, letters)
      guard distance <= allowed, distance < letters.count else { continue }
      if best.map({ (distance, candidate) < ($0.distance, $0.word) }) ?? true {
        best = (distance, candidate)
      }
    }
    return best?.word
  }

  /// "did you mean `industry`?", or nothing.
  static func question(_ word: String, _ known: some Sequence<String>, prefix: String = "") -> String? {
    nearest(to: word, among: known).map { "did you mean `\(prefix)\($0)`?" }
  }

  /// Words longer than this are not corrected: the comparison is quadratic.
  private static let longest = 80

  /// The number of edits between two words, a swap of neighbours counting as one.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
