import CatalogGenerator
import Foundation

/// `catalog [--check]`, run in the root of the package: makes `Sources/SQLCatalog` what `SQL/` says,
/// or only tells whether it is.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.isEmpty || Array(arguments) == ["--check"] else { finish("usage: catalog [--check]", status: 2) }
    let root = URL(filePath: FileManager.default.currentDirectoryPath)
    let target = root.appending(path: "Sources/SQLCatalog")
    do {
      let catalog = try Catalog(sql: root.appending(path: "SQL"))
      if arguments.isEmpty {
        for name in try catalog.write(to: target) { print("Sources/SQLCatalog/\(name)") }
      } else {
        let stale = catalog.stale(in: target)
        guard stale.isEmpty else {
          finish("not what SQL/ gives: \(stale.joined(separator: ", ")). Run: make catalog", status: 1)
        }
        print("\(catalog.files.count) generated files are current")
      }
    } catch {
      finish("\(error)", status: 1)
    }
  }

  private static func finish(_ message: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("catalog: \(message)\n".utf8))
    exit(status)
  }
}
