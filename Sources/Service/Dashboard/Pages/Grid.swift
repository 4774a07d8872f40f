internal import Engine
internal import Store

/// Rows and columns of a page.
struct Grid: Sendable {
  let caption: String
  var hidesCaption = false
  let columns: [Column]
  private(set) var rows: [Row] = []
  /// `cards`: on a narrow screen each row is one.
  var kind: String?

  struct Column: Sendable {
    let title: String
    let isNumber: Bool

    init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }

    static func number(_ title: String) -> Column { Column(title, isNumber: true) }
  }

  struct Row: Sendable {
    let cells: [Cell]
    let kind: String?
  }

  struct Cell: Sendable {
    var text = ""
    /// In small type below.
    var note: String?
    var href: String?
    /// The text is somebody's name.
    var isName = false
    var isHeading = false
    /// The classes of a badge around the text.
    var badge: String?
    var curve: Curve?
    var bar: LedgerBar?
    var kind = ""
    /// The title of its column, for cards.
    var column = ""

    static func text(_ text: String?, note: String? = nil) -> Cell {
      Cell(text: text ?? "–", note: note, kind: text == nil && note == nil ? "void" : "")
    }
    static func number(_ text: String?, note: String? = nil) -> Cell {
      Cell(text: text ?? "–", note: note, kind: text == nil && note == nil ? "number void" : "number")
    }
    static func count(_ number: Int?) -> Cell { .number(number.map(Typography.count)) }
    static func day(_ text: String?) -> Cell {
      var cell = Cell.text(text)
      cell.kind += " nowrap"
      return cell
    }
    static func name(_ text: String, href: String? = nil, note: String? = nil) -> Cell {
      Cell(text: text, note: note, href: href, isName: true)
    }
    /// Somebody, with the address and what else there is below, leading to a page.
    static func person(_ somebody: some Somebody, _ lead: LeadID, of tenant: Tenant, note: String? = nil) -> Cell {
      let below = [somebody.address, note].compactMap(\.self).joined(separator: " · ")
      return name(
        somebody.shortName ?? "lead \(lead.rawValue)", href: tenant.path(of: lead), note: below.isEmpty ? nil : below)
    }
    static func badge(_ text: String?, _ kind: String) -> Cell {
      Cell(text: text ?? "–", badge: text == nil ? nil : kind, kind: text == nil ? "void" : "")
    }
    static func bar(_ bar: LedgerBar) -> Cell { Cell(bar: bar, kind: "drawn") }

    /// What the row is about.
    var heading: Cell {
      var cell = self
      cell.isHeading = true
      return cell
    }
  }

  init(_ caption: String, hidesCaption: Bool = false, kind: String? = nil, _ columns: [Column]) {
    self.caption = caption
    self.hidesCaption = hidesCaption
    self.kind = kind
    self.columns = columns
  }

  mutating func append(_ cells: [Cell], kind: String? = nil) {
    let titled = zip(cells, columns).map { cell, column in
      var cell = cell
      cell.column = column.title
      return cell
    }
    rows.append(Row(cells: titled, kind: kind))
  }

  var isEmpty: Bool { rows.isEmpty }
}
