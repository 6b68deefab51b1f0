import ArgumentParser
import Glibc
import ScenarioLanguage

/// `hongbao init`: a commented scenario to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented scenario to start from.",
    discussion: """
      Writes the files of a template into a folder, with the JSON Schema beside them and the lines \
      that name it to editors. Nothing is ever overwritten: when one of the files is there, none \
      is written (status 73).

      EXAMPLES
        hongbao init --list
        hongbao init office.yaml
        hongbao init party --template red-packet-peak
      """)

  @Argument(
    help: ArgumentHelp(
      "A folder, the current one by default; or NAME.yaml for the main file of the template.",
      valueName: "path"),
    completion: .directory)
  var path = "."

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Which template.", valueName: "name"),
    completion: .list(Template.all.map(\.name)))
  var template = "minimal"

  @Flag(name: .long, help: "List the templates and write nothing.")
  var list = false

  @OptionGroup var logging: LogOptions

  func run() throws {
    if list {
      let width = Template.all.map(\.name.count).max() ?? 0
      let lines = Template.all.map { template in
        let padding = String(repeating: " ", count: width - template.name.count + 2)
        return template.name + padding + template.summary + "\n"
      }
      return try StandardStream.output.write(lines.joined())
    }
    guard let chosen = Template.named(template) else {
      let names = Template.all.map(\.name)
      let help =
        VerbSuggestion.nearest(to: template, among: names).map { "did you mean '\($0)'?" }
        ?? "expected one of: \(names.joined(separator: ", "))"
      throw ValidationError("there is no template '\(template)'; \(help)")
    }
    try write(chosen)
  }

  /// The folder, and the name of the main file where it is given.
  private var place: (folder: String, main: String?) {
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
      return (path.isEmpty ? "." : path, nil)
    }
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[slash...].dropFirst()))
  }

  private func write(_ template: Template) throws {
    let (folder, main) = place
    var files = template.files
    if let main { rename(&files, to: main) }
    func path(_ name: String) -> String { folder == "." ? name : "\(folder)/\(name)" }
    for file in files where access(path(file.name), F_OK) == 0 {
      throw OutputFailure(
        .cannotCreate, action: "create", path: path(file.name), errorNumber: EEXIST)
    }
    try FolderMaking.makeAll(folder)
    for file in files {
      let head = file.isScenario ? Template.modelines : ""
      try AtomicFile.writeNew(head + file.text, to: path(file.name))
      logging.log.note("wrote \(path(file.name))")
    }
    let schema = path(Template.schemaFile)
    // One of another template is as good.
    if access(schema, F_OK) != 0 { try AtomicFile.writeNew(ScenarioSchema.json(), to: schema) }
    let command = ShellWords.line(["hongbao", "run", path(files[0].name)])
    logging.log.note("`\(command)` runs it")
  }

  /// Gives the main file another name, also where others name it.
  private func rename(_ files: inout [Template.File], to name: String) {
    let old = files[0].name
    for index in files.indices {
      files[index].text = files[index].text.replacing(old, with: name)
    }
    files[0].name = name
  }
}
