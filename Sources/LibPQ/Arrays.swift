extension Array: PostgresValue where Element: PostgresScalar {
  public static var postgresType: PostgresType { Element.postgresType.array }

  public static func accepts(_ oid: UInt32) -> Bool {
    oid == Element.postgresType.arrayOID || (Element.self == String.self && textArrays.contains(oid))
  }

  /// Inlined where it is used: a rebuild writes some forty million elements.
  @inlinable
  public func encode(into sink: inout ByteSink) {
    ArrayForm.putHeader(count: count, hasNull: false, of: Element.postgresType, into: &sink)
    for element in self {
      let start = sink.count
      sink.put(0 as Int32)
      element.encode(into: &sink)
      sink.patch(Int32(clamping: sink.count - start - 4), at: start)
    }
  }

  /// A null element is not understood: read such arrays as `ArrayWithNulls`.
  public static func decode(_ bytes: RawSpan) -> [Element]? {
    guard var form = ArrayForm(reading: bytes, as: Element.self) else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(form.plausibleCount(in: bytes))
    while form.remaining > 0 {
      guard let element = form.next(in: bytes, as: Element.self), let element else { return nil }
      elements.append(element)
    }
    return elements
  }
}

/// An array in which elements may be null.
public struct ArrayWithNulls<Element: PostgresScalar>: PostgresValue {
  public var elements: [Element?]
  public init(_ elements: [Element?]) { self.elements = elements }

  public static var postgresType: PostgresType { Element.postgresType.array }
  public static func accepts(_ oid: UInt32) -> Bool { [Element].accepts(oid) }

  public func encode(into sink: inout ByteSink) {
    let hasNull = elements.contains { $0 == nil }
    ArrayForm.putHeader(count: elements.count, hasNull: hasNull, of: Element.postgresType, into: &sink)
    for element in elements { ArrayForm.put(element, into: &sink) }
  }

  public static func decode(_ bytes: RawSpan) -> ArrayWithNulls? {
    guard var form = ArrayForm(reading: bytes, as: Element.self) else { return nil }
    var elements: [Element?] = []
    elements.reserveCapacity(form.plausibleCount(in: bytes))
    while form.remaining > 0 {
      guard let element = form.next(in: bytes, as: Element.self) else { return nil }
      elements.append(element)
    }
    return ArrayWithNulls(elements)
  }
}

extension ArrayWithNulls: Equatable where Element: Equatable {}
extension ArrayWithNulls: Hashable where Element: Hashable {}

/// varchar[], char(n)[], name[]: read as arrays of text.
private let textArrays: Set<UInt32> = [1015, 1014, 1003]

/// The binary form of a one-dimensional array.
///
/// int32 dimensions (0 when empty), int32 has-null, int32 element type, then int32 length
/// and int32 lower bound, then the elements, each with its length, −1 for null.
@usableFromInline struct ArrayForm {
  var remaining: Int
  var offset: Int

  /// Arrays of more dimensions than one are not understood.
  init?<Element: PostgresScalar>(reading bytes: RawSpan, as element: Element.Type) {
    guard let dimensions: Int32 = bytes.number(), let type: UInt32 = bytes.number(at: 8),
      Element.accepts(type)
    else { return nil }
    if dimensions == 0 {
      (remaining, offset) = (0, 12)
      return
    }
    guard dimensions == 1, let length: Int32 = bytes.number(at: 12), length >= 0 else { return nil }
    (remaining, offset) = (Int(length), 20)
  }

  /// The count it claims, as far as the bytes can hold so many: a damaged length must not
  /// reserve gigabytes.
  func plausibleCount(in bytes: RawSpan) -> Int { min(remaining, bytes.byteCount / 4) }

  /// `.some(nil)` is a null element, `nil` bytes that are none.
  mutating func next<Element: PostgresScalar>(in bytes: RawSpan, as type: Element.Type) -> Element?? {
    guard let length: Int32 = bytes.number(at: offset) else { return nil }
    offset += 4
    remaining -= 1
    if length == -1 { return .some(nil) }
    guard let range = bytes.range(at: offset, length: Int(length)),
      let element = Element.decode(bytes.extracting(range))
    else { return nil }
    offset += Int(length)
    return .some(element)
  }

  @usableFromInline static func putHeader(count: Int, hasNull: Bool, of type: PostgresType, into sink: inout ByteSink) {
    sink.put(count == 0 ? 0 as Int32 : 1)
    sink.put(hasNull ? 1 as Int32 : 0)
    sink.put(type.oid)
    guard count > 0 else { return }
    // More than two milliard elements could not be sent in any case: the whole is refused
    // for its length.
    sink.put(Int32(clamping: count))
    sink.put(1 as Int32)
  }

  static func put<Element: PostgresScalar>(_ element: Element?, into sink: inout ByteSink) {
    guard let element else {
      sink.put(-1 as Int32)
      return
    }
    let start = sink.count
    sink.put(0 as Int32)
    element.encode(into: &sink)
    sink.patch(Int32(clamping: sink.count - start - 4), at: start)
  }
}
