/// A Swift value with a binary form on the wire.
///
/// A module may conform its own identifiers, so that they travel without being unwrapped:
///
/// ```swift
/// extension TenantID: PostgresScalar {
///   public static var postgresType: PostgresType { .int8 }
///   public func encode(into sink: inout ByteSink) { rawValue.encode(into: &sink) }
///   public static func decode(_ bytes: RawSpan) -> TenantID? { Int64.decode(bytes).map(TenantID.init) }
/// }
/// ```
public protocol PostgresValue: Sendable {
  /// The type it is sent as.
  static var postgresType: PostgresType { get }

  /// Whether a column of this type can be read as a `Self`. Asked once per column of an
  /// answer, on its first row.
  static func accepts(_ oid: UInt32) -> Bool

  /// Appends the binary form, without its length.
  func encode(into sink: inout ByteSink)

  /// Reads the binary form; `nil` when the bytes are not one. Never traps.
  static func decode(_ bytes: RawSpan) -> Self?
}

/// A value that can also be the element of an array.
public protocol PostgresScalar: PostgresValue {}

extension PostgresValue {
  public static func accepts(_ oid: UInt32) -> Bool { oid == postgresType.oid }
}

extension RawSpan {
  /// The number in network order at `offset`; `nil` past the end.
  @inlinable
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int = 0, as type: Number.Type = Number.self
  ) -> Number? {
    guard offset >= 0, offset <= byteCount - MemoryLayout<Number>.size else { return nil }
    return unsafe Number(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Number.self))
  }

  /// The number that is all of these bytes; `nil` when they are more or fewer.
  @inlinable
  func wholeNumber<Number: FixedWidthInteger & BitwiseCopyable>(as type: Number.Type = Number.self) -> Number? {
    guard byteCount == MemoryLayout<Number>.size else { return nil }
    return unsafe Number(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: Number.self))
  }

  /// Where `length` bytes from `offset` on lie, for `extracting`; `nil` when there are not
  /// that many.
  func range(at offset: Int, length: Int) -> Range<Int>? {
    guard offset >= 0, length >= 0, offset <= byteCount, length <= byteCount - offset else { return nil }
    return offset..<(offset + length)
  }
}
