import Terminal
import Testing

@Suite struct TableTextTests {
  private let lvr = Table(
    [Table.Column("period_start", title: "month"), "opening", "lvr", "band"],
    rows: [
      [.date("2026-07-01"), 180, .decimal("25.000000", shown: "25.0"), "healthy"],
      [.date("2026-08-01"), 1225, .decimal("-4.250000", shown: "-4.3", ink: .bad), .text("shrinking", ink: .bad)],
      [.date("2026-09-01"), 0, nil, nil],
    ])

  @Test func numbersStandToTheRightAndNullIsADash() {
    #expect(
      Format.table.text(of: lvr, on: .plain) == """
        month       opening   lvr  band
        2026-07-01      180  25.0  healthy
        2026-08-01     1225  -4.3  shrinking
        2026-09-01        0     –  –

        """)
  }

  @Test func coloursEnclosePaintedWordsAndNotTheirPadding() {
    let text = Format.table.text(of: lvr, on: Screen(width: 80, hasColours: true))
    #expect(text.contains("\u{1B}[31m-4.3\u{1B}[0m  \u{1B}[31mshrinking\u{1B}[0m\n"))
    #expect(text.hasPrefix("\u{1B}[1mmonth\u{1B}[0m       \u{1B}[1mopening"))
  }

  @Test func wideAndCombiningCharactersKeepTheColumns() {
    let table = Table(
      ["name", "n"], rows: [["株式会社", 1], ["Zoe\u{301}", 2], ["👩‍👩‍👧", 3], ["🇧🇷 SA", 4], ["❤️", 5], ["Łódź", 6]])
    #expect(
      Format.table.text(of: table, on: .plain) == """
        name      n
        株式会社  1
        Zoe\u{301}       2
        👩‍👩‍👧        3
        🇧🇷 SA     4
        ❤️        5
        Łódź      6

        """)
  }

  @Test func onlyATerminalCutsAndOnlyTexts() {
    let table = Table(
      ["lead", "company", "momentum"],
      rows: [["a rather long name of a lead", "an even longer name of a company", 12_345_678]])
    #expect(Format.table.text(of: table, on: .plain).contains("an even longer name of a company"))
    #expect(
      Format.table.text(of: table, on: Screen(width: 40, hasColours: false)) == """
        lead            company         momentum
        a rather long…  an even longe…  12345678

        """)
    #expect(Format.table.text(of: table, on: Screen(width: 10, hasColours: false)).contains("12345678"))
  }

  @Test func whatAStrangerWroteCannotCommandTheTerminal() {
    let table = Table(["name"], rows: [["\u{1B}[2Jgone\nnext\u{202E}"]])
    #expect(Format.table.text(of: table, on: .plain) == "name\n␛[2Jgone␊next\u{FFFD}\n")
  }

  @Test func aRecordIsAFieldALine() {
    let table = Table.record(["slug": "acme", "time_zone": "Europe/Berlin", "arr": nil])
    #expect(
      Format.table.text(of: table, on: .plain) == """
        slug       acme
        time zone  Europe/Berlin
        arr        –

        """)
  }

  @Test func aColumnMayBeForProgramsAlone() {
    let table = Table([Table.Column("id", isHiddenInTables: true), "name"], rows: [[7, "acme"]])
    #expect(Format.table.text(of: table, on: .plain) == "name\nacme\n")
    #expect(Format.csv.text(of: table, on: .plain) == "id,name\n7,acme\n")
  }

  @Test func aTableWithoutRowsIsItsHeading() {
    #expect(Format.table.text(of: Table(["a", "b"]), on: .plain) == "a  b\n")
  }
}
