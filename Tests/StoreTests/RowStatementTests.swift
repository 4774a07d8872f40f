import LibPQ
import Testing

@testable import Store

@Suite struct RowStatementTests {
  @Test func aTextOfTwoRowsCountsItsParametersOn() {
    let one = SQLText(
      name: "a", "insert into t (a, b)\nvalues ($1, nullif($2, '')::jsonb)\non conflict (a) do nothing returning (true)"
    )
    let texts = RowTexts(one)
    #expect(texts[1] == one)
    #expect(
      texts[2].text == """
        insert into t (a, b)
        values ($1, nullif($2, '')::jsonb), ($3, nullif($4, '')::jsonb)
        on conflict (a) do nothing returning (true)
        """)
    #expect(texts[16].text.contains("($31, nullif($32, '')::jsonb)\non conflict"))
    #expect(texts[16].name == "a x 16")
  }
}
