internal import CZlib

/// Unpacks gzip up to a limit, and not a byte further: what 500 KB unpack to may be 500 MB.
enum Gunzip {
  enum Fault: Error, Hashable {
    case tooLarge
    /// No gzip, or cut off.
    case broken
  }

  /// The first two bytes of everything gzipped. JSON begins with none of them.
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  static func unpack(_ packed: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
    var stream = z_stream()
    guard headway_inflate_init_gzip(&stream) == Z_OK else { throw .broken }
    defer { inflateEnd(&stream) }
    var packed = packed
    var fault: Fault?
    // One byte more than may be: whoever fills that is too large.
    let unpacked = [UInt8](unsafeUninitializedCapacity: limit + 1) { output, count in
      packed.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(clamping: limit + 1)
        let result = inflate(&stream, Z_FINISH)
        count = limit + 1 - Int(stream.avail_out)
        if count > limit {
          fault = .tooLarge
        } else if result != Z_STREAM_END {
          fault = .broken
        }
      }
    }
    if let fault { throw fault }
    return unpacked
  }
}
