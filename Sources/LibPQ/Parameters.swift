/// `$1`, `$2`, … of one statement, in binary.
///
/// One block of bytes per connection, used for every statement in turn: binding
/// allocates nothing once it has grown.
public struct Parameters: ~Copyable, ValueSink {
  @usableFromInline var bytes = ByteSink()
  var offsets: [Int] = []
  var types: [UInt32] = []
  var lengths: [CInt] = []
  var formats: [CInt] = []
  /// Of the types: the same text with other types is another prepared statement.
  var signature = Fingerprint()
  /// A value longer than the protocol can say.
  var isTooLong = false

  init() {}

  public var count: Int { types.count }

  /// The types added so far, as the statement will be prepared with them.
  public var typeOIDs: [UInt32] { types }

  /// The parameters of a statement on their own, to look at in a test.
  public init(of statement: some Statement) {
    statement.bind(&self)
  }

  @inlinable
  public mutating func add<Value: PostgresValue>(_ value: Value?) {
    guard let value else {
      addNull(Value.postgresType)
      return
    }
    let start = bytes.count
    value.encode(into: &bytes)
    note(Value.postgresType, from: start)
  }

  public mutating func add(_ span: RawSpan, as type: PostgresType) {
    let start = bytes.count
    bytes.put(span)
    note(type, from: start)
  }

  public mutating func addNull(_ type: PostgresType) {
    note(type, from: bytes.count)
    lengths[lengths.count - 1] = -1
  }

  mutating func removeAll() {
    bytes.removeAll()
    offsets.removeAll(keepingCapacity: true)
    types.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    formats.removeAll(keepingCapacity: true)
    signature = Fingerprint()
    isTooLong = false
  }

  @usableFromInline
  mutating func note(_ type: PostgresType, from start: Int) {
    offsets.append(start)
    types.append(type.oid)
    formats.append(1)
    lengths.append(CInt(clamping: bytes.count - start))
    signature.mix(type.oid)
    if bytes.count - start > Int(CInt.max) { isTooLong = true }
  }

  /// The arrays as libpq wants them; a null is a null pointer.
  func withPointers<Answer>(
    _ body: (
      _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<CInt>?,
      _ formats: UnsafePointer<CInt>?
    ) -> Answer
  ) -> Answer {
    unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: max(count, 1)) { values in
      for index in 0..<count {
        let isNull = lengths[index] < 0
        let start = unsafe UnsafeRawPointer(bytes.base + offsets[index]).assumingMemoryBound(to: CChar.self)
        unsafe values.initializeElement(at: index, to: isNull ? nil : start)
      }
      return unsafe lengths.withUnsafeBufferPointer { lengths in
        unsafe formats.withUnsafeBufferPointer { formats in
          unsafe body(UnsafePointer(values.baseAddress), lengths.baseAddress, formats.baseAddress)
        }
      }
    }
  }
}
