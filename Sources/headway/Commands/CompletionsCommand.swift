import ArgumentParser
import Terminal

struct CompletionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a shell's completions.",
    discussion: """
      bash:  headway completions bash > /etc/bash_completion.d/headway
      zsh:   headway completions zsh > "${fpath[1]}/_headway"
      fish:  headway completions fish > ~/.config/fish/completions/headway.fish
      """)

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var parsed: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @OptionGroup var options: GlobalOptions

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() async throws {
    options.console.show(Headway.completionScript(for: shell.parsed))
  }
}
