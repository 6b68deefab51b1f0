import ArgumentParser

/// `hongbao man [VERB...]`: pages of the manual.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man",
    abstract: "Print a page of the manual, or write all pages.",
    discussion: """
      The pages are made of the same words as --help, with the exit statuses of 'hongbao help \
      exit-codes'.

      EXAMPLES
        hongbao man run | man -l -
        hongbao man --folder ~/.local/share/man/man1
      """)

  @Argument(help: ArgumentHelp("The verb; the tool itself without one.", valueName: "verb"))
  var verbs: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("Write all pages into this folder.", valueName: "dir"),
    completion: .directory)
  var folder: String?

  @OptionGroup var logging: LogOptions

  func validate() throws {
    if folder != nil && !verbs.isEmpty {
      throw ValidationError("--folder writes all pages; name no verb")
    }
  }

  func run() throws {
    guard let root = CommandDescription.root else {
      StandardStream.error.tell("error: the command tree cannot be described\n")
      throw ExitStatus.internalError.error
    }
    if let folder {
      try FolderMaking.makeAll(folder)
      for command in root.all {
        let page = ManualPage(command: command)
        try AtomicFile.write(
          Array(page.text.utf8), to: "\(folder)/\(page.fileName)", in: folder)
      }
      return
    }
    guard let command = root.find(verbs[...]) else {
      throw ValidationError("there is no verb '\(verbs.joined(separator: " "))'")
    }
    try StandardStream.output.write(ManualPage(command: command).text)
  }
}
