import ArgumentParser

/// `hongbao licenses`: what of others is in the program.
struct LicensesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "licenses",
    abstract: "Print the licences of the libraries inside the program.",
    discussion: """
      EXAMPLES
        hongbao licenses
        hongbao licenses | less
      """)

  @OptionGroup var logging: LogOptions

  func run() throws { try StandardStream.output.write(Licenses.text) }
}
