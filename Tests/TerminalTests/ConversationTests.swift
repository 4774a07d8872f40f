import Terminal
import Testing

@Suite struct ConversationTests {
  @Test func aFailureSaysWhatWhereAndWhatToDo() {
    let failure = Failure(
      .notFound, "there is no column 'e-mail'", at: "leads.csv, line 1", advice: "map it: email: \"E-mail\"")
    #expect(
      failure.text(on: .plain) == """
        headway: leads.csv, line 1: there is no column 'e-mail'
          map it: email: "E-mail"

        """)
  }

  @Test func aFailureMayHaveACaretAndNoEscapes() {
    let failure = Failure(.refused, "score >= \"a\u{1B}[2J\"\n         ^ expected a number", at: "d.yaml:3:10")
    #expect(failure.text(on: .plain) == "headway: d.yaml:3:10: score >= \"a␛[2J\"\n         ^ expected a number\n")
  }

  @Test func exitStatusesAreThoseOfTheInterface() {
    #expect(Failure.Kind.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 130])
  }

  @Test func whoSaidYesBeforehandIsNotAsked() throws {
    try Confirmation(isGiven: true, isInteractive: false) { _ in nil }.agree(to: "delete acme")
  }

  @Test func whereNobodyCanAnswerNothingIsDestroyed() {
    let confirmation = Confirmation(isGiven: false, isInteractive: false) { _ in "yes" }
    #expect(
      throws: Failure(
        .refused, "would delete acme, and nobody is there to ask", advice: "add --yes to agree beforehand")
    ) {
      try confirmation.agree(to: "delete acme")
    }
  }

  @Test(arguments: [("y", true), (" YES ", true), ("", false), ("n", false), ("yeah", false), (nil, false)])
  func onlyYesIsYes(answer: String?, agrees: Bool) {
    let confirmation = Confirmation(isGiven: false, isInteractive: true) { _ in answer }
    #expect(((try? confirmation.agree(to: "revert import 3")) != nil) == agrees)
  }

  @Test(arguments: [("acme", true), ("y", false), ("acm", false)])
  func whatCannotBeUndoneWantsTheWord(answer: String, agrees: Bool) {
    let confirmation = Confirmation(isGiven: false, isInteractive: true) { question in
      question == "This will delete acme. Type acme to go on: " ? answer : nil
    }
    #expect(((try? confirmation.agree(to: "delete acme", typing: "acme")) != nil) == agrees)
  }

  @Test func aSparklineIsAsHighAsItsValues() {
    #expect(Sparkline.text(of: [0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text(of: [-5, nil, 5]) == "▁ █")
    #expect(Sparkline.text(of: [3, 3]) == "▅▅")
    #expect(Sparkline.text(of: []).isEmpty)
    #expect(Sparkline.text(of: [nil, .nan]) == "  ")
    #expect(Sparkline.text(of: [-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude]) == "▁▅█")
    #expect(Sparkline.text(of: [0, .leastNonzeroMagnitude]) == "▅▅")
  }
}
