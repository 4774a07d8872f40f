/// Bytes on their way to the server: one growing block, numbers in network order.
///
/// Owned by one connection or one COPY and used again and again, so that binding a
/// statement allocates nothing. Inlinable, for COPY writes millions of fields through it.
@safe
public struct ByteSink: ~Copyable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var end = 0

  public init(capacity: Int = 1024) {
    unsafe base = .allocate(byteCount: Swift.max(capacity, 16), alignment: 8)
    self.capacity = Swift.max(capacity, 16)
  }

  deinit { unsafe base.deallocate() }

  /// How many bytes were put.
  @inlinable public var count: Int { end }

  /// What was put, for as long as `body` runs.
  public func withBytes<Answer, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: end)))
  }

  @inlinable
  public mutating func put<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number) {
    reserve(MemoryLayout<Number>.size)
    unsafe base.storeBytes(of: value.bigEndian, toByteOffset: end, as: Number.self)
    end += MemoryLayout<Number>.size
  }

  public mutating func put(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    unsafe (base + end).copyMemory(from: source, byteCount: bytes.count)
    end += bytes.count
  }

  public mutating func put(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe put($0) }
  }

  public mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { unsafe put(UnsafeRawBufferPointer($0)) }
  }

  /// Writes over what was put earlier: lengths are known last.
  @inlinable
  mutating func patch<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number, at offset: Int) {
    guard offset >= 0, offset + MemoryLayout<Number>.size <= end else { return }
    unsafe base.storeBytes(of: value.bigEndian, toByteOffset: offset, as: Number.self)
  }

  mutating func removeAll() { end = 0 }

  /// Drops the first `length` bytes; what is left moves to the front.
  mutating func removeFirst(_ length: Int) {
    let length = Swift.min(length, end)
    unsafe base.copyMemory(from: base + length, byteCount: end - length)
    end -= length
  }

  @inlinable
  mutating func reserve(_ more: Int) {
    if more > capacity - end { grow(more) }
  }

  @inline(never) @usableFromInline
  mutating func grow(_ more: Int) {
    let wanted = Swift.max(end + more, capacity * 2)
    let roomier = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 8)
    unsafe roomier.copyMemory(from: base, byteCount: end)
    unsafe base.deallocate()
    unsafe base = roomier
    capacity = wanted
  }
}
