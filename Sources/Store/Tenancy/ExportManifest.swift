import Foundation
internal import Engine
internal import SQLCatalog

/// What an export holds.
public struct ExportManifest: Sendable, Hashable, Codable {
  public struct File: Sendable, Hashable, Codable {
    public var table: String
    public var file: String
    public var columns: [String]
    public var rows: Int
    public var bytes: Int
    public var sha256: String
  }

  /// Settings as `tenant create` takes them; money in minor units.
  public struct Settings: Sendable, Hashable, Codable {
    public var slug: String
    public var name: String
    public var timezone: String
    public var currency: String
    public var arrMinor: Int64?
    public var identities: [String]
    public var commitment: Int?
  }

  /// Of this description.
  public var format = Self.format
  public static let format = 1
  /// The migrations that made the tables, oldest first.
  public var migrations: [String]
  public var tenant: Settings
  /// Whether sinks have their addresses and secrets.
  public var hasSecrets: Bool
  public var files: [File]

  init(of tenant: Tenant, files: [File], hasSecrets: Bool) {
    self.tenant = Settings(
      slug: tenant.slug, name: tenant.name, timezone: tenant.timezone, currency: tenant.currency,
      arrMinor: tenant.arrMinor, identities: tenant.identities.map(\.name), commitment: tenant.commitment)
    migrations = SQL.migrations.map(\.name)
    self.files = files
    self.hasSecrets = hasSecrets
  }

  /// Reads the manifest of a folder. Throws `StoreError.unfitExport`.
  init(reading folder: URL) throws(StoreError) {
    let file = folder.appending(path: Self.fileName)
    guard let text = try? Data(contentsOf: file) else {
      throw .unfitExport(
        path: file.path, reason: "cannot be read: this folder holds no export, or one that did not end")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let manifest = try? decoder.decode(Self.self, from: text) else {
      throw .unfitExport(path: file.path, reason: "is no manifest of an export")
    }
    self = manifest
  }

  static let fileName = "manifest.json"

  var text: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return try encoder.encode(self) + Data("\n".utf8)
    }
  }
}
