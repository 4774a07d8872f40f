public import Crypto

/// What a first pass over a file found, before anything of it is stored.
///
/// A fault in the last line would else be found when all rows before it are committed. A
/// pass costs a tenth of an import, and gives the row count for the progress bar and the
/// digest by which the same file is known again.
public struct FileSurvey: Sendable {
  public let header: CSVHeader
  public let rows: Int
  public let bytes: Int
  /// SHA-256 of the file's bytes.
  public let digest: SHA256Digest

  /// Reads the file to its end. Throws what makes it unfit as a whole.
  public init(name: String, source: any ByteSource, rowLimit: Int = CSVReader.longestRow) throws(FileFault) {
    let digesting = DigestingSource(source)
    let reader = try CSVReader(name: name, source: digesting, rowLimit: rowLimit)
    var rows = 0
    while try reader.next() { rows += 1 }
    self.header = reader.header
    self.rows = rows
    bytes = digesting.bytes
    digest = digesting.hash.finalize()
  }
}

/// Hashes what it passes on.
private final class DigestingSource: ByteSource {
  var hash = SHA256()
  var bytes = 0
  private let source: any ByteSource

  init(_ source: any ByteSource) { self.source = source }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) -> Int {
    let count = try source.read(into: buffer)
    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    bytes += count
    return count
  }
}
