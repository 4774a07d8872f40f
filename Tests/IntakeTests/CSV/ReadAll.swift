@testable import Intake

/// A file read whole, as a test likes to compare it.
struct ReadFile: Equatable {
  var header: [String]
  var rows: [[String]] = []
  var lines: [Int] = []
  var faults: [CSVRowFault?] = []

  init(_ source: any ByteSource, name: String = "t.csv", rowLimit: Int = CSVReader.longestRow) throws(FileFault) {
    let reader = try CSVReader(name: name, source: source, rowLimit: rowLimit)
    header = reader.header.names
    while try reader.next() {
      rows.append((0..<reader.row.fieldCount).map { reader.row.field($0).string })
      lines.append(reader.row.line)
      faults.append(reader.row.fault)
    }
  }

  init(_ text: String, chunk: Int = .max, rowLimit: Int = CSVReader.longestRow) throws(FileFault) {
    try self.init(MemorySource(text, chunk: chunk), rowLimit: rowLimit)
  }

  init(bytes: [UInt8]) throws(FileFault) { try self.init(MemorySource(bytes)) }
}

/// The fault that reading a file ends with, as a sentence.
func faultOfReading(_ bytes: [UInt8], chunk: Int = .max, rowLimit: Int = CSVReader.longestRow) -> String? {
  do throws(FileFault) {
    _ = try ReadFile(MemorySource(bytes, chunk: chunk), rowLimit: rowLimit)
    return nil
  } catch {
    return error.description
  }
}

func faultOfReading(_ text: String, chunk: Int = .max, rowLimit: Int = CSVReader.longestRow) -> String? {
  faultOfReading(Array(text.utf8), chunk: chunk, rowLimit: rowLimit)
}
