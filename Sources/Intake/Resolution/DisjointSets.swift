/// Sets that only ever grow together. Indices are those of the elements.
struct DisjointSets {
  private var parents: [Int]
  private var sizes: [Int]

  init(count: Int) {
    parents = Array(0..<count)
    sizes = [Int](repeating: 1, count: count)
  }

  /// The element that stands for the set.
  mutating func find(_ element: Int) -> Int {
    var at = element
    while parents[at] != at {
      parents[at] = parents[parents[at]]
      at = parents[at]
    }
    return at
  }

  /// Makes one set of two. Returns what stands for it, and what stood for the other; `nil` where
  /// they were one already.
  @discardableResult
  mutating func unite(_ a: Int, _ b: Int) -> (kept: Int, gone: Int)? {
    let (a, b) = (find(a), find(b))
    guard a != b else { return nil }
    let (kept, gone) = sizes[a] >= sizes[b] ? (a, b) : (b, a)
    parents[gone] = kept
    sizes[kept] += sizes[gone]
    return (kept, gone)
  }
}
