import ArgumentParser
import Reports

/// `hongbao report RUN`: the report of a run that is stored, without running anything.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a stored run again, without running anything.",
    discussion: """
      RUN is an id of hongbao runs list or the beginning of one, latest for the finished run that \
      was kept last, the folder of a run, or its result.json. The page has the same bytes as the \
      one that the run wrote, as long as this is the version that ran it. Folders of comparisons, \
      sweeps and capacity studies do as well.

      EXAMPLES
        hongbao report latest --output report.html
        hongbao report new-year-peak-5f0c1c --format markdown
        hongbao report results/new-year-peak/seed-1-5d41402a --format text
      """)

  @Argument(
    help: ArgumentHelp(
      "The run: its id, the beginning of it, latest, a folder, or a result.json.",
      valueName: "run"),
    completion: Completions.runs)
  var word: String

  @Option(name: .long, help: "What is written (default: html).")
  var format: ReportFormat?

  @Flag(name: .long, help: "Short for --format json.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp("The file; - and by default standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var store: StoreOptions

  @OptionGroup var logging: LogOptions

  @OptionGroup var style: StyleOptions

  private var chosen: ReportFormat { format ?? (json ? .json : .html) }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) contradict each other")
    }
    if output?.isEmpty == true { throw ValidationError("--output must name a file, or be -") }
    if chosen == .html, output == nil, StandardStream.output.isTerminal {
      throw ValidationError(
        "a page is not for a terminal; name a file with --output report.html, or take --format text"
      )
    }
  }

  func run() throws {
    let read = StoredFile.path(word).map { path in
      [path] + (StoredKind.allCases.map(\.fileName) + Self.companions).map { "\(path)/\($0)" }
    }
    try NamedOutput.refuse(output, of: "--output", over: [store.path] + (read ?? []))
    let answer = try answer()
    let text: String
    if let format = chosen.output {
      text = answer.text(format, style)
    } else {
      text = try page(answer)
    }
    if let output, output != "-" {
      try NamedOutput.write(Array(text.utf8), to: output)
    } else {
      try StandardStream.output.write(text)
    }
  }

  /// Files beside an answer that are read with it.
  private static let companions = [
    RunRecord.name, CapacityFolder.pictureName, ReplicationsDocument.fileName,
  ]

  private func answer() throws -> Answer {
    if let path = StoredFile.path(word) { return try Answer(try StoredFile.read(path)) }
    return .run(try RunsShowCommand.stored(word, in: try store.open()))
  }

  /// The report, after what makes it another one than the first is told.
  private func page(_ answer: Answer) throws -> String {
    guard let page = answer.html else {
      throw StoredProblem(
        .missingInput,
        "there is no \(CapacityFolder.pictureName) beside the study, the run that its report shows",
        at: word, help: "--format text, json, csv and markdown need none")
    }
    if answer.toolVersion != ToolVersion.current {
      logging.log.note(
        "version \(answer.toolVersion) made the result, and this is "
          + "\(ToolVersion.current): the page may look otherwise")
    }
    if !answer.hasCommand {
      logging.log.note(
        "there is no \(RunRecord.name) of it: the page does not know the command that made it")
    }
    return page
  }
}
