internal import Engine

/// Some rows of a file of any kind.
struct RowBatch: Sendable {
  enum Content: Sendable {
    case leads(LeadBatch)
    case events(EventBatch)
    case deals(DealBatch)
    case signals(SignalBatch)
  }

  var content: Content
  /// Of the file so far, this batch included.
  var rowsRead: Int

  var rejects: [Reject] {
    switch content {
    case .leads(let batch): batch.rejects
    case .events(let batch): batch.rejects
    case .deals(let batch): batch.rejects
    case .signals(let batch): batch.rejects
    }
  }
}

/// Reads a file of any kind.
final class RowReader {
  private enum Reader {
    case leads(LeadReader)
    case events(EventReader)
    case deals(DealReader)
    case signals(SignalReader)
  }

  private let reader: Reader

  init(_ kind: FileKind, _ survey: ImportSurvey, _ rules: IntakeRules) throws {
    let csv = try CSVReader(name: survey.path, source: PathSource(path: survey.path))
    reader =
      switch kind {
      case .leads: .leads(LeadReader(csv, plan: survey.plan, rules: rules))
      case .events: .events(EventReader(csv, plan: survey.plan, rules: rules))
      case .deals: .deals(DealReader(csv, plan: survey.plan, rules: rules))
      case .signals: .signals(SignalReader(csv, plan: survey.plan, rules: rules))
      }
  }

  var tally: ImportTally {
    switch reader {
    case .leads(let reader): reader.tally
    case .events(let reader): reader.tally
    case .deals(let reader): reader.tally
    case .signals(let reader): reader.tally
    }
  }

  var rowsRead: Int { tally.rows }

  /// The next rows, `limit` of them or what is left; `nil` at the end.
  func next(limit: Int) throws -> RowBatch? {
    let content: RowBatch.Content? =
      switch reader {
      case .leads(let reader): try reader.next(limit: limit).map { .leads($0) }
      case .events(let reader): try reader.next(limit: limit).map { .events($0) }
      case .deals(let reader): try reader.next(limit: limit).map { .deals($0) }
      case .signals(let reader): try reader.next(limit: limit).map { .signals($0) }
      }
    return content.map { RowBatch(content: $0, rowsRead: rowsRead) }
  }
}
