#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where results go.
public enum StandardOutput {
  /// Writes all of the text. A reader that has gone (`headway lvr | head -1`) ends the process quietly, as it does `cat`.
  @Sendable public static func write(_ text: String) { writeAll(text, to: 1) }
}

/// Where everything that is no result goes.
public enum StandardError {
  @Sendable public static func write(_ text: String) { writeAll(text, to: 2) }
}

private func writeAll(_ text: String, to descriptor: Int32) {
  var text = text
  text.withUTF8 { bytes in
    var written = 0
    while written < bytes.count {
      let count = write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      if count > 0 {
        written += count
      } else if count < 0, errno != EINTR {
        return
      }
    }
  }
}
