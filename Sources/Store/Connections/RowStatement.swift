internal import LibPQ

/// A statement that inserts one row, in a text with one list of `values (…)`.
///
/// Several such are sent as one statement of as many rows: a policy of the table asks once a statement which tenant
/// this is, four times where there may be a conflict, and that is two thirds of what inserting a row costs.
protocol RowStatement: Statement {
  /// Its text, and that with more rows.
  static var texts: RowTexts { get }
}

extension RowStatement {
  static var sql: SQLText { texts.ofOne }
}

/// A text with one row of values, with two, four, eight and sixteen: few enough for a session to keep them all prepared.
struct RowTexts: Sendable {
  static let sizes = [16, 8, 4, 2, 1]
  private let texts: [Int: SQLText]

  /// - Parameter one: With one list of `values (…)`, in which all of its parameters stand.
  init(_ one: SQLText) {
    guard let start = one.text.firstRange(of: "values (")?.upperBound else {
      preconditionFailure("\(one.name) has no list of values")
    }
    var depth = 1
    let end = one.text[start...].firstIndex { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth == 0
    }
    let (before, values, after) = (one.text[..<start], one.text[start..<(end ?? start)], one.text[(end ?? start)...])
    let pieces = values.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    // Each parameter of a row by as many later as the rows before it have.
    func list(_ row: Int) -> String {
      pieces[0]
        + pieces.dropFirst().map { piece in
          let digits = piece.prefix(while: \.isNumber)
          return "$\((Int(digits) ?? 0) + row * (pieces.count - 1))" + piece.dropFirst(digits.count)
        }.joined()
    }
    texts = Dictionary(
      uniqueKeysWithValues: Self.sizes.map { rows in
        let text = before + (0..<rows).map(list).joined(separator: "), (") + after
        return (rows, rows == 1 ? one : SQLText(name: "\(one.name) x \(rows)", String(text)))
      })
    ofOne = one
  }

  let ofOne: SQLText
  subscript(rows: Int) -> SQLText { texts[rows] ?? ofOne }
}

/// As many rows as there is a text for, in one statement. Never the same row twice where it may be there already.
struct Rows<Single: RowStatement>: Statement {
  static var sql: SQLText { Single.sql }
  let rows: ArraySlice<Single>
  var text: SQLText { Single.texts[rows.count] }
  func bind(_ parameters: inout Parameters) { for row in rows { row.bind(&parameters) } }
}

extension Session {
  /// Inserts rows with the next exchange.
  mutating func post<Single: RowStatement>(rows: [Single]) throws(PostgresError) {
    var rest = rows[...]
    for size in RowTexts.sizes {
      while rest.count >= size {
        try post(Rows(rows: rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
    }
  }
}
