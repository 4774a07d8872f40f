import LibPQ
internal import SQLCatalog

extension SQLText {
  /// A statement of `SQL/Queries`, under its file's name.
  init(_ file: SQLFile) {
    self.init(name: file.name, file.text)
  }
}
