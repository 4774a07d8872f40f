extension Int16: PostgresScalar {
  public static var postgresType: PostgresType { .int2 }
  @inlinable public func encode(into sink: inout ByteSink) { sink.put(self) }
  public static func decode(_ bytes: RawSpan) -> Int16? { bytes.wholeNumber() }
}

extension Int32: PostgresScalar {
  public static var postgresType: PostgresType { .int4 }
  public static func accepts(_ oid: UInt32) -> Bool { oid == PostgresType.int4.oid || oid == PostgresType.int2.oid }
  @inlinable public func encode(into sink: inout ByteSink) { sink.put(self) }

  /// An int2 is read too: widening loses nothing.
  public static func decode(_ bytes: RawSpan) -> Int32? {
    bytes.wholeNumber() ?? Int16.decode(bytes).map(Int32.init)
  }
}

extension Int64: PostgresScalar {
  public static var postgresType: PostgresType { .int8 }
  public static func accepts(_ oid: UInt32) -> Bool { oid == PostgresType.int8.oid || Int32.accepts(oid) }
  @inlinable public func encode(into sink: inout ByteSink) { sink.put(self) }

  /// An int4 or int2 is read too: widening loses nothing.
  public static func decode(_ bytes: RawSpan) -> Int64? {
    bytes.wholeNumber() ?? Int32.decode(bytes).map(Int64.init)
  }
}

extension Bool: PostgresScalar {
  public static var postgresType: PostgresType { .bool }
  @inlinable public func encode(into sink: inout ByteSink) { sink.put(self ? 1 as UInt8 : 0) }

  public static func decode(_ bytes: RawSpan) -> Bool? {
    bytes.wholeNumber(as: UInt8.self).map { $0 != 0 }
  }
}

extension Double: PostgresScalar {
  public static var postgresType: PostgresType { .float8 }
  public static func accepts(_ oid: UInt32) -> Bool { oid == PostgresType.float8.oid || oid == 700 }
  @inlinable public func encode(into sink: inout ByteSink) { sink.put(bitPattern) }

  /// A float4 is read too.
  public static func decode(_ bytes: RawSpan) -> Double? {
    if let bits: UInt64 = bytes.wholeNumber() { return Double(bitPattern: bits) }
    return bytes.wholeNumber(as: UInt32.self).map { Double(Float(bitPattern: $0)) }
  }
}

extension String: PostgresScalar {
  public static var postgresType: PostgresType { .text }

  /// Everything whose binary form is its text: text, varchar, char(n), name, json, xml,
  /// and what a database defines itself: enums, citext, domains over text.
  public static func accepts(_ oid: UInt32) -> Bool {
    switch oid {
    case 25, 1043, 1042, 19, 18, 114, 142, 705: true
    default: oid >= 16384
    }
  }

  @inlinable public func encode(into sink: inout ByteSink) { sink.put(self) }

  /// The server has made sure of UTF-8: connections ask for `client_encoding` UTF8.
  public static func decode(_ bytes: RawSpan) -> String? {
    unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

/// A bytea. (`[UInt8]` itself would be an array of very small integers.)
public struct PostgresBytes: PostgresScalar, Hashable {
  public var bytes: [UInt8]
  @inlinable public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public static var postgresType: PostgresType { .bytea }
  public func encode(into sink: inout ByteSink) { unsafe bytes.withUnsafeBytes { unsafe sink.put($0) } }
  public static func decode(_ bytes: RawSpan) -> PostgresBytes? {
    unsafe PostgresBytes(bytes.withUnsafeBytes { unsafe [UInt8]($0) })
  }
}

/// The text of a jsonb, as the server writes it: keys sorted by length, one space after
/// each colon. A json column is read as well, as it was written.
public struct JSONText: PostgresScalar, Hashable {
  public var text: String
  @inlinable public init(_ text: String) { self.text = text }

  public static var postgresType: PostgresType { .jsonb }
  public static func accepts(_ oid: UInt32) -> Bool { oid == PostgresType.jsonb.oid || oid == PostgresType.json.oid }

  public func encode(into sink: inout ByteSink) {
    sink.put(1 as UInt8)
    sink.put(text)
  }

  /// A jsonb opens with its version, 1; no json text can.
  public static func decode(_ bytes: RawSpan) -> JSONText? {
    guard bytes.number(as: UInt8.self) == 1, let rest = bytes.range(at: 1, length: bytes.byteCount - 1) else {
      return String.decode(bytes).map(JSONText.init)
    }
    return String.decode(bytes.extracting(rest)).map(JSONText.init)
  }
}
