#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a file's bytes come from, one chunk after the other.
public protocol ByteSource: AnyObject {
  /// Fills the beginning of the buffer and says how far; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int
}

/// An open file, pipe or terminal. Reads, and leaves closing to whoever opened it.
public final class DescriptorSource: ByteSource {
  private let descriptor: Int32

  public init(descriptor: Int32) { self.descriptor = descriptor }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    while true {
      let count = unistdRead(descriptor, buffer)
      if count >= 0 { return count }
      let failure = errno
      if failure == EINTR { continue }
      throw FileFault(what: "it cannot be read: \(String(cString: strerror(failure)))")
    }
  }
}

private func unistdRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}

/// A file opened by its path, closed when the last reader lets go of it.
public final class PathSource: ByteSource {
  private let descriptor: Int32
  private let source: DescriptorSource

  public init(path: String) throws(FileFault) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileFault(file: path, what: "it cannot be opened: \(String(cString: strerror(errno)))")
    }
    source = DescriptorSource(descriptor: descriptor)
  }

  deinit { close(descriptor) }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    try source.read(into: buffer)
  }
}

/// Bytes that are in memory already, given out in pieces of at most `chunk`.
public final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private let chunk: Int
  private var position = 0

  public init(_ bytes: [UInt8], chunk: Int = .max) {
    self.bytes = bytes
    self.chunk = max(chunk, 1)
  }

  public convenience init(_ text: String, chunk: Int = .max) {
    self.init(Array(text.utf8), chunk: chunk)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, chunk, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}
