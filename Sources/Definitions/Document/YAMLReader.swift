import CYaml

/// Reads a YAML file into a tree, or says in one sentence, with line and column, why not.
///
/// This reads libyaml's events (module `CYaml`, the C library that Yams brings along) instead of
/// Yams' own tree: that tree has no end marks, so a caret inside a quoted expression could not be
/// placed, and it hashes keys recursively, so that 22 lines of nested aliases used as a key take
/// 2.7 s and each line more doubles it. Here the size, the depth and what aliases unfold to are
/// bounded before anything is built.
public enum YAMLReader {
  /// A definition has a hundred lines; an import map or a momentum model not many more.
  public static let largestFile = 256 * 1024
  static let deepest = 32
  /// Nodes after aliases are unfolded.
  static let mostNodes = 20_000

  /// The one document of a file.
  public static func read(_ text: String, file: String) throws(Diagnostic) -> YAMLNode {
    guard text.utf8.count <= largestFile else {
      throw SourceText("", file: file).diagnostic(
        at: SourcePosition(line: 1, column: 1),
        "the file has \(text.utf8.count) bytes; at most \(largestFile) are read")
    }
    var composer = YAMLComposer(source: SourceText(text, file: file))
    return try composer.document()
  }
}

/// What libyaml said next, copied out of its memory.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(YAMLScalar)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }

  let kind: Kind
  let start: SourcePosition
  let anchor: String?
  let tag: String?
}

/// Owns libyaml's parser and the bytes it reads.
final class YAMLEventStream {
  private var parser = yaml_parser_t()
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let source: SourceText

  init(source: SourceText) {
    self.source = source
    bytes = .allocate(capacity: max(1, source.text.utf8.count))
    let filled = bytes.initialize(fromContentsOf: source.text.utf8)
    yaml_parser_initialize(&parser)
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, bytes.baseAddress, filled)
  }

  deinit {
    yaml_parser_delete(&parser)
    bytes.deallocate()
  }

  func next() throws(Diagnostic) -> YAMLEvent {
    var raw = yaml_event_t()
    guard yaml_parser_parse(&parser, &raw) == 1 else { throw problem() }
    defer { yaml_event_delete(&raw) }
    return YAMLEvent(raw)
  }

  private func problem() -> Diagnostic {
    let sentence = parser.problem.map { String(cString: $0) } ?? "it could not be read"
    let context = parser.context.map { " " + String(cString: $0) } ?? ""
    if parser.error == YAML_READER_ERROR {
      return source.diagnostic(at: position(ofByte: parser.problem_offset), "this is not YAML: \(sentence)")
    }
    if sentence.hasPrefix("Maximum nesting level") {
      // libyaml has a limit of its own (1,000), met while it looks ahead, and blames the first line.
      return source.diagnostic(
        at: SourcePosition(parser.problem_mark), "this is nested more than \(YAMLReader.deepest) levels deep")
    }
    return source.diagnostic(
      at: SourcePosition(parser.problem_mark), "this is not YAML:\(context), \(sentence)")
  }

  private func position(ofByte offset: Int) -> SourcePosition {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourcePosition(line: line, column: column)
  }
}

extension SourcePosition {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
  }
}

extension YAMLEvent {
  fileprivate init(_ raw: yaml_event_t) {
    start = SourcePosition(raw.start_mark)
    switch raw.type {
    case YAML_ALIAS_EVENT:
      (kind, anchor, tag) = (.alias(Self.text(raw.data.alias.anchor) ?? ""), nil, nil)
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      kind = .scalar(YAMLScalar(scalar, end: SourcePosition(raw.end_mark)))
      anchor = Self.text(scalar.anchor)
      tag = Self.text(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart
      anchor = Self.text(raw.data.sequence_start.anchor)
      tag = Self.text(raw.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart
      anchor = Self.text(raw.data.mapping_start.anchor)
      tag = Self.text(raw.data.mapping_start.tag)
    case YAML_SEQUENCE_END_EVENT: (kind, anchor, tag) = (.sequenceEnd, nil, nil)
    case YAML_MAPPING_END_EVENT: (kind, anchor, tag) = (.mappingEnd, nil, nil)
    case YAML_DOCUMENT_START_EVENT: (kind, anchor, tag) = (.documentStart, nil, nil)
    case YAML_DOCUMENT_END_EVENT: (kind, anchor, tag) = (.documentEnd, nil, nil)
    case YAML_STREAM_START_EVENT: (kind, anchor, tag) = (.streamStart, nil, nil)
    default: (kind, anchor, tag) = (.streamEnd, nil, nil)
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}

extension YAMLScalar {
  fileprivate init(_ raw: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, end: SourcePosition) {
    text = String(decoding: UnsafeBufferPointer(start: raw.value, count: raw.length), as: UTF8.self)
    self.end = end
    switch raw.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: style = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: style = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: style = .literal
    case YAML_FOLDED_SCALAR_STYLE: style = .folded
    default: style = .plain
    }
  }
}
