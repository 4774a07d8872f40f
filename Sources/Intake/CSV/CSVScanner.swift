/// Finds the borders of one row's fields. The state machine of the format, and nothing else.
struct CSVScanner {
  enum Outcome {
    /// - Parameters:
    ///   - end: past the row's last byte, its line end not counted.
    ///   - next: where the following row begins.
    case row(end: Int, next: Int)
    case starved
  }

  let text: Bytes
  var at: Int
  let end: Int
  /// Nothing comes behind `end`.
  let isLast: Bool

  /// Physical lines that the row takes up.
  var lines = 0
  var fault: CSVRowFault?
  var hasEscapes = false
  /// A byte beyond ASCII was seen, so the row has to be checked for UTF-8.
  var isWide: Bool { seen >= 0x80 }
  /// How many lines into the row the quote opens that was open when the bytes ran out.
  var openQuote: Int?
  private var seen: UInt8 = 0

  init(text: Bytes, at: Int, end: Int, isLast: Bool) {
    self.text = text
    self.at = at
    self.end = end
    self.isLast = isLast
  }

  mutating func scan(into fields: inout CSVFieldList) -> Outcome {
    fields.removeAll()
    while true {
      if at < end, text[at] == ASCII.quote {
        guard quoted(into: &fields) else { return .starved }
      } else {
        plain(into: &fields)
      }
      guard at < end else {
        return isLast ? .row(end: at, next: at) : .starved
      }
      let rowEnd = at
      switch text[at] {
      case ASCII.comma: at += 1
      case ASCII.lineFeed:
        lines += 1
        return .row(end: rowEnd, next: at + 1)
      default:
        // A carriage return: whether a line feed follows has to be known to skip both.
        guard at + 1 < end || isLast else { return .starved }
        lines += 1
        let isPair = at + 1 < end && text[at + 1] == ASCII.lineFeed
        return .row(end: rowEnd, next: at + (isPair ? 2 : 1))
      }
    }
  }

  /// An unquoted field: up to a comma, a line end or the end of the bytes.
  @inline(__always)
  private mutating func plain(into fields: inout CSVFieldList) {
    let start = at
    skipPlain(fields.count)
    fields.append(CSVField(start: start, end: at))
  }

  @inline(__always)
  private mutating func skipPlain(_ column: Int) {
    var at = self.at
    var seen = self.seen
    // All that ends a field lies at or below the comma, and nearly all of a field above.
    while at < end {
      let byte = text[at]
      seen |= byte
      if byte <= ASCII.comma {
        if byte == ASCII.comma || byte == ASCII.lineFeed || byte == ASCII.carriageReturn { break }
        if byte == ASCII.nul { note(.nul(column: column)) }
      }
      at += 1
    }
    self.at = at
    self.seen = seen
  }

  /// A quoted field. `false` when the bytes ran out before it could be understood.
  private mutating func quoted(into fields: inout CSVFieldList) -> Bool {
    let opened = lines
    let column = fields.count
    at += 1
    let start = at
    var isEscaped = false
    while true {
      guard skipToQuote(column) else {
        openQuote = opened
        return false
      }
      if at + 1 < end, text[at + 1] == ASCII.quote {
        isEscaped = true
        at += 2
        continue
      }
      guard at + 1 < end || isLast else {
        openQuote = opened
        return false
      }
      break
    }
    fields.append(CSVField(start: start, end: at, hasEscapes: isEscaped))
    hasEscapes = hasEscapes || isEscaped
    at += 1
    let close = at
    skipPlain(column)
    if (close..<at).contains(where: { !ASCII.isWhitespace(text[$0]) }) { note(.textAfterQuote(column: column)) }
    return true
  }

  /// Goes to the next quote inside a quoted field; `false` if there is none in the bytes.
  private mutating func skipToQuote(_ column: Int) -> Bool {
    while at < end {
      let byte = text[at]
      if byte == ASCII.quote { return true }
      seen |= byte
      if byte <= ASCII.carriageReturn { special(byte, column) }
      at += 1
    }
    return false
  }

  private mutating func special(_ byte: UInt8, _ column: Int) {
    switch byte {
    case ASCII.lineFeed: lines += 1
    case ASCII.carriageReturn where at + 1 < end && text[at + 1] != ASCII.lineFeed: lines += 1
    case ASCII.nul: note(.nul(column: column))
    default: break
    }
  }

  private mutating func note(_ fault: CSVRowFault) {
    if self.fault == nil { self.fault = fault }
  }
}
