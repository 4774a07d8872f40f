public import Definitions
import Engine

/// Which column of a file means what, settled once before its rows are read.
public struct ColumnPlan: Sendable {
  public let kind: FileKind
  /// What a person should know before importing: columns that are left out, and why.
  public private(set) var notes: [String] = []

  var keys: [KeyColumn] = []
  /// The standard columns that are no keys, by name.
  var standard: [String: ColumnSlot] = [:]
  /// Attributes of a lead, or properties of an event.
  var attributes: ObjectShape
  var accountAttributes: ObjectShape

  /// - Parameter file: the name of the CSV, for faults.
  public init(_ kind: FileKind, header: CSVHeader, map: ColumnMap = .none, file: String) throws(PlanFault) {
    self.kind = kind
    var binder = ColumnBinder(kind, header, file: file)
    try binder.bind(map)
    binder.bindRest()
    try binder.checkRequired(map)
    keys = binder.keys
    standard = binder.standard
    notes = binder.notes
    attributes = try binder.shape(of: binder.attributes)
    accountAttributes = try binder.shape(of: binder.accountAttributes)
  }
}

/// Why a file and a map do not fit together. Nothing has been read but the header.
public enum PlanFault: Error, Sendable, CustomStringConvertible {
  case file(FileFault)
  case map(Diagnostic)

  public var description: String {
    switch self {
    case .file(let fault): fault.description
    case .map(let diagnostic): diagnostic.description
    }
  }
}
