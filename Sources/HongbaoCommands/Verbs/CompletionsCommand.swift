import ArgumentParser

/// `hongbao completions SHELL`: what a shell needs to complete command lines.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completion script of a shell.",
    discussion: """
      Verbs, options, their words and scenario files are completed. The Debian package brings the \
      scripts along.

      EXAMPLES
        hongbao completions bash > ~/.local/share/bash-completion/completions/hongbao
        hongbao completions zsh > ~/.zsh/completions/_hongbao
        hongbao completions fish > ~/.config/fish/completions/hongbao.fish
      """)

  @Argument(help: "The shell.")
  var shell: Shell

  @OptionGroup var logging: LogOptions

  /// The shells that are known.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    fileprivate var kind: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  func run() throws {
    let script = HongbaoCommand.completionScript(for: shell.kind)
    try StandardStream.output.write(script.hasSuffix("\n") ? script : script + "\n")
  }
}
