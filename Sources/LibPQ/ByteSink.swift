/// Bytes on their way to the server: one growing block, numbers in network order.
///
/// Owned by one connection or one COPY and used again and again, so that binding a
/// statement allocates nothing.
@safe
public struct ByteSink: ~Copyable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  public internal(set) var count: Int = 0

  public init(capacity: Int = 1024) {
    unsafe base = .allocate(byteCount: Swift.max(capacity, 16), alignment: 8)
    self.capacity = Swift.max(capacity, 16)
  }

  deinit { unsafe base.deallocate() }

  /// What was put, for as long as `body` runs.
  public func withBytes<Answer, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: count)))
  }

  public mutating func put(_ value: UInt8) {
    reserve(1)
    unsafe base.storeBytes(of: value, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  public mutating func put<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) {
    reserve(MemoryLayout<Number>.size)
    unsafe base.storeBytes(of: value.bigEndian, toByteOffset: count, as: Number.self)
    count += MemoryLayout<Number>.size
  }

  public mutating func put(_ bytes: UnsafeRawBufferPointer) {
    guard let source = unsafe bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    unsafe (base + count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  public mutating func put(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe put($0) }
  }

  public mutating func put(_ text: String) {
    var text = text
    unsafe text.withUTF8 { unsafe put(UnsafeRawBufferPointer($0)) }
  }

  /// Writes over what was put earlier: lengths are known last.
  mutating func patch<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number, at offset: Int) {
    guard offset >= 0, offset + MemoryLayout<Number>.size <= count else { return }
    unsafe base.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Number.self)
  }

  mutating func removeAll() { count = 0 }

  /// Drops the first `length` bytes; what is left moves to the front.
  mutating func removeFirst(_ length: Int) {
    let length = Swift.min(length, count)
    unsafe base.copyMemory(from: base + length, byteCount: count - length)
    count -= length
  }

  private mutating func reserve(_ more: Int) {
    if more > capacity - count { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let wanted = Swift.max(count + more, capacity * 2)
    let roomier = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 8)
    unsafe roomier.copyMemory(from: base, byteCount: count)
    unsafe base.deallocate()
    unsafe base = roomier
    capacity = wanted
  }
}
