import CatalogGenerator
import Foundation
import Testing

/// The generator on small folders of its own.
@Suite struct CatalogTests {
  @Test func aQueryBecomesAConstantOfItsFolder() throws {
    let catalog = try catalog(of: ["Queries/call_queue/by_tier.sql": "-- The queue.\n--\n-- Why.\nselect 1\n"])
    let file = try #require(catalog.files["CallQueue.generated.swift"])
    #expect(file.contains("public enum CallQueue {"))
    #expect(file.contains("    /// The queue.\n    public static let byTier = SQLFile("))
    #expect(file.contains(#"name: "call_queue/by_tier""#))
    #expect(file.contains("[SQLFile] = [byTier]"))
  }

  @Test func aListFollowsTheOrderOfItsNames() throws {
    let catalog = try catalog(of: [
      "Migrations/0002_b.sql": "select 2", "Migrations/0010_c.sql": "select 10", "Migrations/0001_a.sql": "select 1",
    ])
    let file = try #require(catalog.files["Migrations.generated.swift"])
    let positions = try ["0001_a", "0002_b", "0010_c"].map { try #require(file.range(of: $0)).lowerBound }
    #expect(positions == positions.sorted())
  }

  @Test func theChecksumIsTheFiles() throws {
    // printf 'select 1\n' | sha256sum
    let catalog = try catalog(of: ["Lints/0001.sql": "select 1\n"])
    #expect(
      catalog.files["Lints.generated.swift"]?
        .contains("8903abffd68710879da59014708c6187f8e839fadc2bdf94ae73a036aa591623") == true)
  }

  @Test func aTextThatWouldEndItsLiteralGetsALongerOne() throws {
    let catalog = try catalog(of: ["Code/a.sql": ##"select '"""#', '\#(1)'"##])
    #expect(catalog.files["Code.generated.swift"]?.contains("text: ##\"\"\"\n") == true)
  }

  @Test func aReservedWordIsEscaped() throws {
    let catalog = try catalog(of: ["Queries/file/import.sql": "select 1"])
    #expect(catalog.files["File.generated.swift"]?.contains("let `import` =") == true)
  }

  @Test(arguments: [
    "Queries/loose.sql", "Queries/a/b/c.sql", "Queries/a/B.sql", "Queries/a/1st.sql", "Queries/a/all.sql",
    "Queries/code/a.sql", "Queries/type/a.sql",
  ])
  func whatSwiftCannotNameIsRefused(path: String) {
    #expect(throws: CatalogError.self) { try catalog(of: [path: "select 1"]) }
  }

  @Test func aTextThatSwiftWouldChangeIsRefused() {
    #expect(throws: CatalogError.self) { try catalog(of: ["Roles/crlf.sql": "select 1\r\n"]) }
    #expect(throws: CatalogError.self) { try catalog(of: ["Roles/nul.sql": "select '\0'"]) }
  }

  @Test func writingTouchesOnlyWhatChangedAndRemovesWhatIsLeftOver() throws {
    try withFolder { folder in
      let first = try catalog(of: ["Queries/a/x.sql": "select 1", "Queries/b/y.sql": "select 1"])
      #expect(try first.write(to: folder).contains("B.generated.swift"))
      let second = try catalog(of: ["Queries/a/x.sql": "select 2"])
      #expect(second.stale(in: folder) == ["A.generated.swift", "B.generated.swift"])
      #expect(try second.write(to: folder) == ["A.generated.swift", "B.generated.swift"])
      #expect(try second.write(to: folder).isEmpty)
    }
  }

  private func catalog(of files: [String: String]) throws -> Catalog {
    try withFolder { folder in
      for (path, text) in files {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      return try Catalog(sql: folder)
    }
  }

  private func withFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
