/// Reads the YAML document of a definition.
enum DefinitionReader {
  static func read(_ text: String, file: String, vocabulary: Vocabulary?) throws(Diagnostics) -> Definition {
    throw Diagnostics([])
  }
}
