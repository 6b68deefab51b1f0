import ArgumentParser

/// What becomes of a result besides its folder and standard output.
struct DeliveryOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: """
      Print the fingerprint of the result and nothing else, as 'FINGERPRINT  FILE': what CI \
      compares.
      """)
  var fingerprint = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write the objectives and the audit as JUnit XML, for CI systems.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var junit: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write a summary in Markdown. In GitHub Actions it is also appended to the step's summary.",
      valueName: "file"),
    completion: .file(extensions: ["md"]))
  var summary: String?

  @Flag(
    name: .customLong("no-store"),
    help: "Do not keep the run in <out>/hongbao.sqlite, which hongbao runs reads.")
  var skipsStore = false

  func validate() throws {
    if junit?.isEmpty == true || summary?.isEmpty == true {
      throw ValidationError("--junit and --summary must name a file")
    }
  }

  /// Refuses two ways to print one result.
  func validate(with output: OutputOptions) throws {
    guard fingerprint, let words = output.formatting.words else { return }
    throw ValidationError(
      "--fingerprint and \(words) contradict each other; a result has its `fingerprint` in JSON: "
        + "--json | jq -r .fingerprint")
  }
}
