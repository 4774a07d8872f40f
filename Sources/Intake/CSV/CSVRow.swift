/// One row of a file: slices of its reader's buffer, valid until the reader goes on.
///
/// A plain value without a reference in it, so that handing it to whatever reads a field costs
/// no retain: a row is looked at by a dozen functions, and there are millions of rows.
public struct CSVRow {
  /// The physical line on which it begins, from 1.
  public internal(set) var line = 1
  /// What is wrong with it; its fields are then not to be relied on.
  public internal(set) var fault: CSVRowFault?
  public internal(set) var fieldCount = 0
  /// As it was written, without its line end (in UTF-8, whatever the file is in).
  public internal(set) var raw = Bytes(start: nil, count: 0)

  var buffer = Bytes(start: nil, count: 0)
  var scratch = Bytes(start: nil, count: 0)
  var fields = UnsafeBufferPointer<CSVField>(start: nil, count: 0)

  /// The text of a field without its quotes; empty where the row is too short to have it.
  @inline(__always)
  public func field(_ index: Int) -> Bytes {
    guard index >= 0, index < fieldCount else { return Bytes(start: nil, count: 0) }
    let field = fields[index]
    let base = field.isUnescaped ? scratch : buffer
    return Bytes(rebasing: base[field.start..<field.end])
  }
}

/// Where a field lies in the reader's buffer, or in its scratch space once unescaped.
struct CSVField {
  var start: Int
  var end: Int
  var hasEscapes = false
  var isUnescaped = false
}

/// The fields of one row, in memory that stays where it is until a wider row needs more.
struct CSVFieldList: ~Copyable {
  private var storage = UnsafeMutableBufferPointer<CSVField>.allocate(capacity: 64)
  private(set) var count = 0

  deinit { storage.deallocate() }

  var all: UnsafeBufferPointer<CSVField> { UnsafeBufferPointer(rebasing: storage[..<count]) }

  subscript(index: Int) -> CSVField {
    get { storage[index] }
    set { storage[index] = newValue }
  }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ field: CSVField) {
    if count == storage.count { grow() }
    storage.initializeElement(at: count, to: field)
    count += 1
  }

  private mutating func grow() {
    let wider = UnsafeMutableBufferPointer<CSVField>.allocate(capacity: storage.count * 2)
    _ = wider.initialize(from: storage)
    storage.deallocate()
    storage = wider
  }
}
