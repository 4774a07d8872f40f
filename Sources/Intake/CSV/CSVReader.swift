/// Reads RFC 4180 rows one after the other, in memory that does not grow with the file.
///
/// The header is read on creation. After each `next()` the `row`'s fields are slices of the
/// reader's buffer, valid until the following `next()`. UTF-8 with or without a mark and
/// UTF-16 with one; line ends LF, CRLF or CR; empty lines are skipped.
///
/// One core reads 10 million rows of six small columns a second (800 MB).
///
/// What makes the file as a whole untrustworthy throws a `FileFault`; what spoils only a row
/// is the row's `fault`. Quotes inside an unquoted field are taken as they are.
public final class CSVReader {
  /// The name that faults carry.
  public let name: String
  public private(set) var header = CSVHeader(names: [])
  /// The current row, once `next()` was true.
  public private(set) var row = CSVRow()
  /// Bytes taken from the source so far, for a progress bar.
  public private(set) var bytesRead = 0

  /// The longest row, in bytes. A row beyond it is nearly always a quote that never ends.
  public static let longestRow = 1 << 20
  /// How much is read at once.
  private static let chunk = 1 << 18

  private let rowLimit: Int
  private var source: any ByteSource
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private let scratch: UnsafeMutableBufferPointer<UInt8>
  private var start = 0
  private var end = 0
  /// Where the following row begins.
  private var upcoming = 0
  private var filled = 0
  private var linesTaken = 0
  private var exhausted = false
  private var line = 1
  private var fields = CSVFieldList()

  /// Reads as far as the header.
  public init(name: String, source: any ByteSource, rowLimit: Int = CSVReader.longestRow) throws(FileFault) {
    self.name = name
    self.rowLimit = rowLimit
    self.source = source
    // Not filled with zeros: what is never read into costs no memory, so a small file stays small.
    buffer = .allocate(capacity: rowLimit + CSVReader.chunk)
    scratch = .allocate(capacity: rowLimit + CSVReader.chunk)
    do throws(FileFault) {
      try recognise()
      try readHeader()
    } catch {
      throw error.located(in: name, line: nil)
    }
  }

  deinit {
    buffer.deallocate()
    scratch.deallocate()
  }

  /// Goes to the next row; `false` at the end of the file.
  public func next() throws(FileFault) -> Bool {
    do throws(FileFault) {
      guard try advance() else { return false }
      if case .notUTF8(let column, let byte)? = row.fault { throw foreignEncoding(column, byte) }
    } catch {
      throw error.located(in: name, line: line)
    }
    if row.fault == nil, row.fieldCount != header.names.count {
      row.fault = .ragged(fields: row.fieldCount, columns: header.names.count)
    }
    return true
  }
}

// MARK: - Beginning

extension CSVReader {
  private func recognise() throws(FileFault) {
    while filled < 4096, !exhausted { try refill() }
    let prefix = Bytes(rebasing: buffer[0..<filled])
    switch FileMagic.read(prefix) {
    case .foreign(let fault): throw fault
    case .utf8(let markLength): upcoming = markLength
    case .utf16(let bigEndian):
      source = UTF16Source(source, bigEndian: bigEndian, prefix: Array(prefix.dropFirst(2)))
      filled = 0
      exhausted = false
    }
  }

  private func readHeader() throws(FileFault) {
    guard try advance() else {
      throw FileFault(what: "it is empty: there is no header", advice: CSVHeader.needed)
    }
    // Excel's own hint at the delimiter, a line before the header.
    if row.raw.equals(caseless: "sep=,"), try !advance() {
      throw FileFault(what: "there is no header", advice: CSVHeader.needed)
    }
    if case .notUTF8(let column, let byte)? = row.fault { throw foreignEncoding(column, byte) }
    if case .nul? = row.fault {
      throw FileFault(
        line: line, what: "the header holds NUL bytes: it is UTF-16 without a mark, or no text at all",
        advice: FileMagic.saveAsUTF8)
    }
    if let fault = row.fault { throw FileFault(line: line, what: "the header cannot be read: \(fault)") }
    let cells = (0..<row.fieldCount).map { CSVHeader.clean(row.field($0).string) }
    header = try CSVHeader.checked(cells, raw: row.raw, line: line)
  }
}

// MARK: - Rows

extension CSVReader {
  /// One wrong byte and the whole file is in another encoding: every other name in it is
  /// suspect, so it is not a matter of one row.
  private func foreignEncoding(_ column: Int, _ byte: UInt8) -> FileFault {
    let place = header.names.indices.contains(column) ? " in column \u{201C}\(header.names[column])\u{201D}" : ""
    return FileFault(
      line: line, what: "\(CSVRowFault.notUTF8(column: column, byte: byte))\(place); the file may be Latin-1",
      advice: "\(FileMagic.saveAsUTF8), or convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE")
  }
}

extension CSVReader {
  private enum Scan {
    case row
    /// The row goes on behind what is in the buffer.
    case starved(openQuote: Int?)
    case finished
  }

  private func advance() throws(FileFault) -> Bool {
    line += linesTaken
    linesTaken = 0
    while true {
      switch scan() {
      case .row:
        guard upcoming - start <= rowLimit else { throw tooLong(openQuote: nil) }
        if end == start {
          // An empty line is no row.
          line += linesTaken
          linesTaken = 0
          continue
        }
        return true
      case .finished: return false
      case .starved(let openQuote):
        guard filled - upcoming < rowLimit else { throw tooLong(openQuote: openQuote) }
        guard !exhausted else {
          throw FileFault(
            line: line, what: "a quote that opens \(place(openQuote ?? 0)) is never closed",
            advice: "Close it, or double it if it belongs to the text (\"\")")
        }
        try refill()
      }
    }
  }

  /// Of a row's line, which the sentence begins with.
  private func place(_ linesOn: Int) -> String { linesOn == 0 ? "here" : "on line \(line + linesOn)" }

  private func tooLong(openQuote: Int?) -> FileFault {
    let size = rowLimit >= 1 << 20 ? "\(rowLimit >> 20) MB" : "\(rowLimit) bytes"
    let cause = openQuote.map { "; a quote that opens \(place($0)) may never be closed" } ?? ""
    return FileFault(
      line: line, what: "the row that begins here is longer than \(size)\(cause)",
      advice: "Look at that line, it is probably not what the export meant to write")
  }

  /// Moves what is unread to the front and reads on.
  private func refill() throws(FileFault) {
    if upcoming > 0 {
      let unread = filled - upcoming
      if unread > 0, let base = buffer.baseAddress { base.update(from: base + upcoming, count: unread) }
      filled = unread
      upcoming = 0
    }
    let room = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[filled...])).prefix(
      CSVReader.chunk)
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: room))
    filled += count
    bytesRead += count
    exhausted = count == 0
  }

  /// Finds the fields of the row at `upcoming`. Starts over when starved: rows are small beside a chunk.
  private func scan() -> Scan {
    guard upcoming < filled else { return exhausted ? .finished : .starved(openQuote: nil) }
    var scanner = CSVScanner(text: Bytes(buffer), at: upcoming, end: filled, isLast: exhausted)
    let outcome = scanner.scan(into: &fields)
    guard case .row(let end, let next) = outcome else { return .starved(openQuote: scanner.openQuote) }
    linesTaken = scanner.lines
    start = upcoming
    self.end = end
    upcoming = next
    let raw = Bytes(rebasing: buffer[start..<end])
    var fault = scanner.fault
    if fault == nil, scanner.isWide { fault = CSVRowFault(notUTF8: raw, fieldAt: fieldIndex) }
    if scanner.hasEscapes { unescape() }
    row = CSVRow(
      line: line, fault: fault, fieldCount: fields.count, raw: raw, buffer: Bytes(buffer), scratch: Bytes(scratch),
      fields: fields.all)
    return .row
  }

  private func fieldIndex(ofOffset offset: Int) -> Int {
    fields.all.lastIndex { $0.start <= start + offset } ?? 0
  }

  /// Copies fields with doubled quotes to the scratch space, single.
  private func unescape() {
    var written = 0
    for index in 0..<fields.count where fields[index].hasEscapes {
      let field = fields[index]
      let begin = written
      var at = field.start
      while at < field.end {
        scratch[written] = buffer[at]
        written += 1
        at += buffer[at] == ASCII.quote ? 2 : 1
      }
      fields[index] = CSVField(start: begin, end: written, isUnescaped: true)
    }
  }
}
