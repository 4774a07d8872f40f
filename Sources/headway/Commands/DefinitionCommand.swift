import ArgumentParser

struct DefinitionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "definition", abstract: "What \"qualified\" means for a tenant.",
    subcommands: [
      DefinitionSet.self, DefinitionShow.self, DefinitionList.self, DefinitionDiff.self, DefinitionCheck.self,
      DefinitionPreviewCommand.self,
      DefinitionTry.self,
      DefinitionTemplates.self,
    ])

  @OptionGroup var options: GlobalOptions
}
