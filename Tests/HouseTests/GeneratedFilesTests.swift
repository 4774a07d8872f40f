import CatalogGenerator
import Foundation
import Testing

@Suite struct GeneratedFilesTests {
  @Test func theCatalogIsWhatTheSQLFolderGives() throws {
    let catalog = try Catalog(sql: packageRoot.appending(path: "SQL"))
    let stale = catalog.stale(in: packageRoot.appending(path: "Sources/SQLCatalog"))
    #expect(stale.isEmpty, "run: make catalog")
  }
}
