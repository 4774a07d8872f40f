/// What a file says about itself in its first bytes.
enum FileMagic {
  case utf8(markLength: Int)
  case utf16(bigEndian: Bool)
  /// Something that is no CSV, with the sentence that says so.
  case foreign(FileFault)

  static func read(_ prefix: Bytes) -> FileMagic {
    if starts(prefix, [0xEF, 0xBB, 0xBF]) { return .utf8(markLength: 3) }
    if starts(prefix, [0xFF, 0xFE, 0x00, 0x00]) || starts(prefix, [0x00, 0x00, 0xFE, 0xFF]) {
      return .foreign(FileFault(what: "it is UTF-32", advice: saveAsUTF8))
    }
    if starts(prefix, [0xFF, 0xFE]) { return .utf16(bigEndian: false) }
    if starts(prefix, [0xFE, 0xFF]) { return .utf16(bigEndian: true) }
    for (magic, what, advice) in foreignKinds where starts(prefix, magic) {
      return .foreign(FileFault(what: what, advice: advice))
    }
    if starts(prefix, [0x50, 0x4B, 0x03, 0x04]) { return .foreign(archive(prefix)) }
    return .utf8(markLength: 0)
  }

  static let saveAsUTF8 = "Save it as UTF-8 (in a spreadsheet: \u{201C}CSV UTF-8\u{201D})"
  private static let saveAsCSV = "Open it in a spreadsheet and save the sheet as CSV (UTF-8)"
  private static let unpack = "Unpack it first"

  private static let foreignKinds: [([UInt8], String, String)] = [
    ([0x1F, 0x8B], "it is compressed with gzip, not a CSV", "Unpack it first: gunzip FILE"),
    ([0x28, 0xB5, 0x2F, 0xFD], "it is compressed with zstd, not a CSV", "Unpack it first: unzstd FILE"),
    ([0x42, 0x5A, 0x68], "it is compressed with bzip2, not a CSV", "Unpack it first: bunzip2 FILE"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "it is compressed with xz, not a CSV", "Unpack it first: unxz FILE"),
    ([0x37, 0x7A, 0xBC, 0xAF], "it is a 7-Zip archive, not a CSV", unpack),
    ([0xD0, 0xCF, 0x11, 0xE0], "it is an old Excel workbook (xls), not a CSV", saveAsCSV),
    (Array("%PDF".utf8), "it is a PDF, not a CSV", saveAsCSV),
    (Array("PAR1".utf8), "it is a Parquet file, not a CSV", "Export it as CSV"),
    (Array("<!DOCTYPE".utf8), "it is a web page, not a CSV", "Download the export itself, not its page"),
    (Array("<html".utf8), "it is a web page, not a CSV", "Download the export itself, not its page"),
    (Array("<?xml".utf8), "it is XML, not a CSV", saveAsCSV),
    (Array("{\"".utf8), "it is JSON, not a CSV", "Convert it to CSV with a header line"),
    (Array("[{".utf8), "it is JSON, not a CSV", "Convert it to CSV with a header line"),
    (Array("{\n".utf8), "it is JSON, not a CSV", "Convert it to CSV with a header line"),
  ]

  /// Workbooks are zip archives whose first members have telling names.
  private static func archive(_ prefix: Bytes) -> FileFault {
    let text = prefix.string
    let isWorkbook = ["xl/", "[Content_Types].xml", "mimetypeapplication/vnd.oasis", "Index/"].contains {
      text.contains($0)
    }
    return isWorkbook
      ? FileFault(what: "it is a spreadsheet (xlsx), not a CSV", advice: saveAsCSV)
      : FileFault(what: "it is a zip archive, not a CSV", advice: unpack)
  }

  private static func starts(_ prefix: Bytes, _ magic: [UInt8]) -> Bool {
    prefix.count >= magic.count && zip(prefix, magic).allSatisfy { $0 == $1 }
  }
}
