import ArgumentParser

struct LeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lead", abstract: "One prospect: what is known, and which rows mean it.",
    discussion: "A lead is named by its number, or by a key: email:ana@acme.io, external_id:42, ana@acme.io.",
    subcommands: [
      LeadShow.self, LeadConflictsCommand.self, LeadMergeCommand.self, LeadSplitCommand.self,
      LeadEraseCommand.self,
    ])

  @OptionGroup var options: GlobalOptions
}
