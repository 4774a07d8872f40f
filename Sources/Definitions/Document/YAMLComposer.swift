/// Builds the tree of one document out of libyaml's events, within the limits.
struct YAMLComposer {
  private let source: SourceText
  private let events: YAMLEventStream
  private var anchors: [String: YAMLNode] = [:]
  private var built = 0

  init(source: SourceText) {
    self.source = source
    events = YAMLEventStream(source: source)
  }

  mutating func document() throws(Diagnostic) -> YAMLNode {
    _ = try events.next()
    let opening = try events.next()
    guard case .documentStart = opening.kind else {
      throw complaint(opening, "the file is empty")
    }
    let root = try node(events.next(), depth: 0)
    _ = try events.next()
    let closing = try events.next()
    guard case .streamEnd = closing.kind else {
      throw complaint(closing, "a second document begins here; a file holds one")
    }
    return root
  }

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(Diagnostic) -> YAMLNode {
    guard depth < YAMLReader.deepest else {
      throw complaint(event, "this is nested more than \(YAMLReader.deepest) levels deep")
    }
    if let tag = event.tag, tag != "!" {
      throw complaint(event, "tags like `\(tag)` are not used here")
    }
    let node: YAMLNode
    switch event.kind {
    case .alias(let name): return try alias(name, event, depth: depth)
    case .scalar(let scalar): node = leaf(scalar, event)
    case .sequenceStart: node = try sequence(event, depth: depth)
    case .mappingStart: node = try mapping(event, depth: depth)
    default: throw complaint(event, "something is missing here")
    }
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  /// A node that was written elsewhere. An anchor is registered only when its node is complete,
  /// so an alias can never contain itself.
  private mutating func alias(_ name: String, _ event: YAMLEvent, depth: Int) throws(Diagnostic) -> YAMLNode {
    guard let node = anchors[name] else {
      throw complaint(
        event, "nothing is named `&\(name)` before this", hint: Spelling.question(name, anchors.keys, prefix: "*"))
    }
    guard depth + node.depth < YAMLReader.deepest else {
      throw complaint(event, "with `*\(name)` this is nested more than \(YAMLReader.deepest) levels deep")
    }
    try count(node.size, event)
    return node
  }

  private mutating func leaf(_ scalar: YAMLScalar, _ event: YAMLEvent) -> YAMLNode {
    YAMLNode(content: .scalar(scalar), position: textStart(event), source: source, size: 1, depth: 0)
  }

  /// libyaml lets a scalar begin at its anchor: `&name text`.
  private func textStart(_ event: YAMLEvent) -> SourcePosition {
    guard event.anchor != nil || event.tag != nil, let line = source.line(event.start.line) else {
      return event.start
    }
    var rest = line.unicodeScalars.dropFirst(event.start.column - 1)
    while let mark = rest.first, mark == "&" || mark == "!" {
      rest = rest.drop { $0 != " " }.drop { $0 == " " }
    }
    let column = line.unicodeScalars.count - rest.count + 1
    return rest.isEmpty ? event.start : SourcePosition(line: event.start.line, column: column)
  }

  private mutating func sequence(_ start: YAMLEvent, depth: Int) throws(Diagnostic) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind { break }
      try count(1, event)
      items.append(try node(event, depth: depth + 1))
    }
    return branch(.sequence(items), start, children: items)
  }

  private mutating func mapping(_ start: YAMLEvent, depth: Int) throws(Diagnostic) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { break }
      guard case .scalar(let scalar) = event.kind else {
        throw complaint(event, "a key is a word or a quoted string")
      }
      if let line = lines.updateValue(event.start.line, forKey: scalar.text) {
        throw complaint(event, "`\(scalar.text)` stands here twice; the first is in line \(line)")
      }
      let key = try node(event, depth: depth + 1)
      try count(2, event)
      let value = try node(events.next(), depth: depth + 1)
      entries.append(YAMLEntry(key: scalar.text, keyNode: key, value: value))
    }
    return branch(.mapping(entries), start, children: entries.map(\.value))
  }

  private func branch(_ content: YAMLNode.Content, _ start: YAMLEvent, children: [YAMLNode]) -> YAMLNode {
    YAMLNode(
      content: content, position: start.start, source: source,
      size: children.reduce(1) { $0 + $1.size }, depth: children.reduce(0) { max($0, $1.depth + 1) })
  }

  private mutating func count(_ nodes: Int, _ event: YAMLEvent) throws(Diagnostic) {
    built += nodes
    guard built <= YAMLReader.mostNodes else {
      throw complaint(event, "the file holds more than \(YAMLReader.mostNodes) values, aliases unfolded")
    }
  }

  private func complaint(_ event: YAMLEvent, _ message: String, hint: String? = nil) -> Diagnostic {
    source.diagnostic(at: event.start, message, hint: hint)
  }
}
