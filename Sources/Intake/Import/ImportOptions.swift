internal import Crypto
public import Engine
internal import Foundation
public import Store

/// How a file is to be read.
public struct ImportOptions: Sendable {
  public var map: ColumnMap
  /// What was said of the map, so that the same file under another map is another delivery.
  public var mapText: String
  public var zone: Zone
  /// The day the file counts as received; `nil`: today.
  public var receivedDay: Day?
  public var rates: [Currency: DecimalText]

  public init(
    map: ColumnMap = .none, mapText: String = "", zone: Zone, receivedDay: Day? = nil,
    rates: [Currency: DecimalText] = [:]
  ) {
    self.map = map
    self.mapText = mapText
    self.zone = zone
    self.receivedDay = receivedDay
    self.rates = rates
  }

  var digest: [UInt8] {
    let rates = rates.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: ",")
    return Array(SHA256.hash(data: Data("\(mapText)\u{1f}\(rates)\u{1f}\(receivedDay?.description ?? "")".utf8)))
  }
}

/// A file that was read once and can be imported.
public struct ImportSurvey: Sendable {
  public let path: String
  public let rows: Int
  public let bytes: Int
  public let header: CSVHeader
  /// What a person should know before importing: columns that are left out, and why.
  public var notes: [String] { plan.notes }
  let digest: [UInt8]
  let plan: ColumnPlan

  var fileName: String { URL(filePath: path).lastPathComponent }

  init(path: String, file: FileSurvey, plan: ColumnPlan) {
    self.path = path
    rows = file.rows
    bytes = file.bytes
    header = file.header
    digest = Array(file.digest)
    self.plan = plan
  }
}

/// What an import came to.
public struct ImportOutcome: Sendable {
  public var row: ImportRow
  /// `nil`: the file equals the last one imported of its kind, and nothing was done.
  public var tally: ImportTally?
  public var isResumed: Bool
}
