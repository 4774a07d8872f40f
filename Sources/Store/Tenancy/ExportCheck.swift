internal import Crypto
internal import Foundation
internal import SQLCatalog

/// Whether a folder holds what its manifest says, and this Headway can take it.
struct ExportCheck {
  let manifest: ExportManifest
  let folder: URL

  /// The migrations that came after the export. Throws `StoreError.unfitExport`.
  func newerMigrations() throws(StoreError) -> [String] {
    let place = folder.appending(path: ExportManifest.fileName).path
    guard manifest.format == ExportManifest.format else {
      throw .unfitExport(path: place, reason: "has format \(manifest.format), which this headway does not know")
    }
    let known = SQL.migrations.map(\.name)
    guard manifest.migrations == Array(known.prefix(manifest.migrations.count)) else {
      let newer = manifest.migrations.first { !known.contains($0) } ?? ""
      throw .unfitExport(
        path: place, reason: "was written by a headway with a migration that this one does not have: \(newer)")
    }
    for file in manifest.files {
      guard file.file == "\(file.table).csv", !file.table.contains("/") else {
        throw .unfitExport(path: place, reason: "names a file that no export has: \(file.file)")
      }
      try check(file)
    }
    return Array(known.dropFirst(manifest.migrations.count))
  }

  private func check(_ file: ExportManifest.File) throws(StoreError) {
    let path = folder.appending(path: file.file)
    guard let handle = try? FileHandle(forReadingFrom: path) else {
      throw .unfitExport(path: path.path, reason: "cannot be read")
    }
    defer { try? handle.close() }
    var hash = SHA256()
    var bytes = 0
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty {
      hash.update(data: piece)
      bytes += piece.count
    }
    guard bytes == file.bytes, hash.finalize().hexadecimal == file.sha256 else {
      throw .unfitExport(path: path.path, reason: "is not the file that was exported: its checksum is another")
    }
  }
}
