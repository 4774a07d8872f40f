extension Wire {
  /// The rows of a binary COPY, field by field.
  ///
  /// What the server sends is a stream, and only its habit makes a message a row: the
  /// first message is the header with, possibly, the first row behind it; the last is the
  /// count −1.
  func copyOutRows(_ text: String, _ body: (inout RowReader) throws -> Void) throws -> Int {
    var isFirst = true
    return try copyOut(text) { bytes, isBinary in
      guard isBinary else {
        throw PostgresError.misread(column: 1, wanted: "COPY in the binary format", found: "text")
      }
      try unsafe bytes.withUnsafeBytes { buffer in
        var rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[...])
        if isFirst { unsafe rest = try withoutHeader(rest) }
        isFirst = false
        if unsafe rest.isEmpty || isTrailer(rest) { return }
        guard var row = unsafe RowReader(tuple: rest) else {
          throw PostgresError.misread(column: 1, wanted: "a row", found: "\(rest.count) other bytes")
        }
        try body(&row)
        try row.endRow()
      }
    }
  }

  /// Eleven bytes of signature, four of flags, four with the length of an extension.
  private func withoutHeader(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) -> UnsafeRawBufferPointer {
    let span = unsafe RawSpan(_unsafeBytes: bytes)
    guard let extra: Int32 = span.number(at: 15), extra >= 0, Int(extra) <= bytes.count - 19 else {
      throw .misread(column: 1, wanted: "the header of a binary COPY", found: "\(bytes.count) other bytes")
    }
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[(19 + Int(extra))...])
  }

  private func isTrailer(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let span = unsafe RawSpan(_unsafeBytes: bytes)
    return bytes.count == 2 && span.number(as: Int16.self) == -1
  }
}
