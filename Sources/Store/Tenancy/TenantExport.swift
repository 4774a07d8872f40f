internal import Crypto
public import Foundation
internal import Engine
internal import LibPQ

/// A tenant as files: one CSV a table, and a manifest that says what they hold.
///
/// One snapshot of the database. Two exports of the same state are the same bytes: rows come in the
/// order of their keys, times in UTC. The tenant's id is in no file, so a copy can have another.
public struct TenantExport: Sendable {
  let database: Database
  let tenant: Tenant
  let folder: URL
  let withSecrets: Bool

  /// - Parameters:
  ///   - folder: Made where it is absent; it has to be empty.
  ///   - withSecrets: Whether sinks come with their addresses and signing secrets. Without them they are
  ///     off where the tenant is restored, so that no copy writes to a client's Slack.
  public init(_ database: Database, tenant: Tenant, to folder: URL, withSecrets: Bool = false) {
    self.database = database
    self.tenant = tenant
    self.folder = folder
    self.withSecrets = withSecrets
  }

  /// The manifest comes last: a folder without one is an export that did not end.
  ///
  /// - Parameter progress: Told how many rows are written.
  public func write(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> ExportManifest {
    try makeFolder()
    let (tenant, folder, withSecrets) = (tenant, folder, withSecrets)
    let files = try await database.read(as: tenant.id, within: .seconds(3600)) { session in
      try session.simple(ExportText.settings)
      var files: [ExportManifest.File] = []
      for table in try session.run(TenantTables()).sorted(by: { $0.name < $1.name }) {
        let rows = files.reduce(0) { $0 + $1.rows }
        let columns = ExportText.columns(of: table, withSecrets: withSecrets)
        files.append(
          try Self.write(table, columns, of: tenant, to: folder, in: &session) { progress(rows + $0) })
      }
      return files
    }
    let manifest = ExportManifest(of: tenant, files: files, hasSecrets: withSecrets)
    try manifest.text.write(to: folder.appending(path: ExportManifest.fileName))
    return manifest
  }

  private func makeFolder() throws {
    let manager = FileManager.default
    if let found = try? manager.contentsOfDirectory(atPath: folder.path) {
      guard found.isEmpty else {
        throw StoreError.badSetting(reason: "\(folder.path) is not empty", hint: "name a new folder")
      }
      return
    }
    do {
      // It will hold people's names.
      try manager.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError.badSetting(reason: "\(folder.path) cannot be made", hint: nil)
    }
  }

  private static func write(
    _ table: TenantTable, _ columns: String, of tenant: Tenant, to folder: URL, in session: inout Session,
    progress: (Int) -> Void
  ) throws -> ExportManifest.File {
    let order = (table.key.isEmpty ? table.columns : table.key).map(\.quotedName).joined(separator: ", ")
    let name = "\(table.name).csv"
    let file = try ExportedFile(folder.appending(path: name))
    var lines = 0
    let rows = try session.copyOut(
      """
      copy (select \(columns) from \(table.place) where tenant_id = \(tenant.id.rawValue) order by \(order))
      to stdout (format csv, header)
      """
    ) { row in
      try file.write(row)
      lines += 1
      if lines % 10_000 == 0 { progress(lines) }
    }
    let (bytes, checksum) = try file.finish()
    progress(rows)
    return ExportManifest.File(
      table: table.name, file: name, columns: table.columns, rows: rows, bytes: bytes, sha256: checksum)
  }
}

/// A file that is being written, with its checksum.
private final class ExportedFile {
  private let handle: FileHandle
  private var pending = Data()
  private var hash = SHA256()
  private var bytes = 0

  init(_ path: URL) throws {
    guard
      FileManager.default.createFile(atPath: path.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw StoreError.badSetting(reason: "\(path.path) cannot be written", hint: nil) }
    handle = try FileHandle(forWritingTo: path)
  }

  func write(_ row: RawSpan) throws {
    row.withUnsafeBytes { pending.append(contentsOf: $0) }
    if pending.count >= 1 << 18 { try flush() }
  }

  func finish() throws -> (bytes: Int, checksum: String) {
    try flush()
    try handle.close()
    return (bytes, hash.finalize().hexadecimal)
  }

  private func flush() throws {
    hash.update(data: pending)
    bytes += pending.count
    try handle.write(contentsOf: pending)
    pending.removeAll(keepingCapacity: true)
  }
}
