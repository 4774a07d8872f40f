import Engine
import LibPQ

/// What is asked of every wrapper around the same wire.
enum WireCall: String, CaseIterable, Sendable {
  /// Many rows of five numbers into values of a type.
  case numbers
  /// The same with two strings among them.
  case strings
  /// One prepared statement after the other, each waited for.
  case one
  /// A read in the context of a tenant.
  case tenant

  /// Rows, or calls, at scale 1.
  var count: Int {
    switch self {
    case .numbers, .strings: 1_000_000
    case .one, .tenant: 20_000
    }
  }

  var metric: String {
    switch self {
    case .numbers: "rows/s of five numbers"
    case .strings: "rows/s with two strings"
    case .one: "prepared select 1 a second"
    case .tenant: "reads as a tenant a second"
    }
  }

  /// Of what C on libpq does. One read as a tenant takes 1.15 times as long at most.
  var goal: Figure.Goal? {
    switch self {
    case .numbers: .atLeast(0.9)
    case .strings: .atLeast(0.7)
    case .one: nil
    case .tenant: .atLeast(1 / 1.15)
    }
  }
}

struct ReadNumbers: Statement {
  struct Row: Sendable {
    var n: Int64
    var small: Int32
    var ratio: Double
    var isEven: Bool
    var at: Int64
  }

  static let sql = SQLText(name: "Bench/numbers", "select n, small, ratio, is_even, at from bench.wire limit $1")
  var count: Int64
  func bind(_ parameters: inout Parameters) { parameters.add(count) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
    Row(
      n: try row.int64(), small: try row.int32(), ratio: try row.double(), isEven: try row.bool(),
      at: try row.timestamp())
  }
}

struct ReadStrings: Statement {
  struct Row: Sendable {
    var n: Int64
    var name: String
    var note: String
    var ratio: Double
    var at: Int64
  }

  static let sql = SQLText(name: "Bench/strings", "select n, name, note, ratio, at from bench.wire limit $1")
  var count: Int64
  func bind(_ parameters: inout Parameters) { parameters.add(count) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
    Row(
      n: try row.int64(), name: try row.string(), note: try row.string(), ratio: try row.double(),
      at: try row.timestamp())
  }
}

struct ReadOne: Statement {
  static let sql = SQLText(name: "Bench/one", "select 1")
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int32 { try row.int32() }
}

struct CountMarks: Statement {
  static let sql = SQLText(name: "Bench/marks", "select count(*) from core.dirty")
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}
