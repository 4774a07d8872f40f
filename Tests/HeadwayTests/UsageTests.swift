import Testing

@Suite struct UsageTests {
  @Test func helpAndVersionAreResults() async throws {
    let help = try await HeadwayBinary.run(["--help"])
    #expect(help.status == 0 && help.errors.isEmpty)
    #expect(help.output.contains("USAGE: headway"))
    let version = try await HeadwayBinary.run(["--version"])
    #expect(version.status == 0 && version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(arguments: [["lrv"], ["--nonsense"], ["--format", "xml"], ["--as-of", "2026-02-30"], ["--as-of"]])
  func wrongUsageIsStatus2AndPrintsNoResult(arguments: [String]) async throws {
    let outcome = try await HeadwayBinary.run(arguments)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("headway: "))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func everyShellGetsItsCompletions(shell: String) async throws {
    let outcome = try await HeadwayBinary.run(["--generate-completion-script", shell])
    #expect(outcome.status == 0 && outcome.output.contains("as-of"))
  }
}
