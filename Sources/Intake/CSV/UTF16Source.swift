/// Turns UTF-16 into UTF-8 while it streams by. The byte order mark is off already.
final class UTF16Source: ByteSource {
  private let source: any ByteSource
  private let bigEndian: Bool
  private var pending: [UInt8]
  private var highSurrogate: UInt16?

  /// - Parameter prefix: bytes after the mark that somebody has read already.
  init(_ source: any ByteSource, bigEndian: Bool, prefix: [UInt8]) {
    self.source = source
    self.bigEndian = bigEndian
    pending = prefix
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    var written = 0
    // Two bytes become three at most, a surrogate pair's four stay four.
    while written == 0 {
      if pending.count < 2 {
        guard try refill(atMost: max(buffer.count / 2, 2)) else { return try finish() }
      }
      written = try transcode(into: buffer)
    }
    return written
  }

  /// Whether there was more to read.
  private func refill(atMost count: Int) throws(FileFault) -> Bool {
    let carried = pending
    var got = 0
    var fault: FileFault?
    let fresh = [UInt8](unsafeUninitializedCapacity: count) { chunk, used in
      do throws(FileFault) {
        got = try source.read(into: UnsafeMutableRawBufferPointer(chunk))
      } catch {
        fault = error
      }
      used = got
    }
    if let fault { throw fault }
    pending = carried + fresh
    return got > 0
  }

  private func finish() throws(FileFault) -> Int {
    guard pending.isEmpty, highSurrogate == nil else { throw broken("it ends in the middle of a character") }
    return 0
  }

  private func transcode(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    var read = 0
    var written = 0
    while read + 1 < pending.count, written + 4 <= buffer.count {
      let unit = unit(at: read)
      read += 2
      guard let scalar = try scalar(after: unit) else { continue }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        buffer[written] = byte
        written += 1
      }
    }
    pending.removeFirst(read)
    return written
  }

  private func unit(at index: Int) -> UInt16 {
    let (first, second) = (UInt16(pending[index]), UInt16(pending[index + 1]))
    return bigEndian ? first << 8 | second : second << 8 | first
  }

  private func scalar(after unit: UInt16) throws(FileFault) -> Unicode.Scalar? {
    if let high = highSurrogate {
      guard UTF16.isTrailSurrogate(unit) else { throw broken("it has half a character") }
      highSurrogate = nil
      return Unicode.Scalar(0x1_0000 + UInt32(high & 0x3FF) << 10 + UInt32(unit & 0x3FF))
    }
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
      return nil
    }
    guard let scalar = Unicode.Scalar(unit) else { throw broken("it has half a character") }
    return scalar
  }

  private func broken(_ what: String) -> FileFault {
    FileFault(what: "it is UTF-16, but \(what)", advice: FileMagic.saveAsUTF8)
  }
}
