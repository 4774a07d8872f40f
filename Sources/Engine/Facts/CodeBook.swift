/// Numbers for things that recur: the first is 0, and each keeps its own.
struct CodeBook<Element: Hashable> {
  private(set) var elements: [Element] = []
  private var codes: [Element: Int32] = [:]

  mutating func code(of element: Element) -> Int32 {
    if let code = codes[element] { return code }
    let code = Int32(clamping: elements.count)
    elements.append(element)
    codes[element] = code
    return code
  }

  subscript(code: Int32) -> Element? {
    elements.indices.contains(Int(code)) ? elements[Int(code)] : nil
  }

  mutating func removeAll() {
    elements.removeAll()
    codes.removeAll()
  }
}

/// A channel's number in one builder.
public struct ChannelCode: Hashable, Sendable {
  let rawValue: Int32
}
