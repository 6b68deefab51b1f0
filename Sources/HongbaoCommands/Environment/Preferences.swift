import Quantities

/// What environment and files set where the command line says nothing.
///
/// The order: the command line, then `HONGBAO_*`, then `.hongbao.yaml` in the current folder, then
/// the user's `config.yaml`. None of it changes a result: seeds and overrides are not among them.
package struct Preferences {
  /// One that can be set.
  package struct Key: Sendable {
    /// In files; upper case and after `HONGBAO_` in the environment.
    package var name: String
    /// The option that it stands for.
    package var option: String
    /// Other options that say the same.
    package var others: [String] = []
    /// True for a flag, which is given for `true` and left out for `false`.
    package var isFlag = false
    /// Only for these verbs; nil: for all that have the option.
    package var verbs: [String]?
    /// What a value must be, for the end of a sentence; nil when any will do.
    package var expectation: String?
    /// Whether a value is one.
    package var isValid: @Sendable (String) -> Bool = { _ in true }
    package var meaning: String
  }

  /// All words that say how much is told.
  private static let loudness = ["--log-level", "--quiet", "-q", "--verbose", "-v"]

  /// `a, b or c`.
  private static func words<Word: CaseIterable & RawRepresentable>(_ type: Word.Type) -> String
  where Word.RawValue == String {
    let words = type.allCases.map(\.rawValue)
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  package static let keys: [Key] = [
    Key(
      name: "out", option: "--out", others: ["-o"], meaning: "The folder that takes results."),
    Key(
      name: "threads", option: "--threads", verbs: ["run", "watch"],
      expectation: "1 to 1024", isValid: { Int($0).map((1...1024).contains) ?? false },
      meaning: "Threads of a run, or for replications."),
    Key(
      name: "format", option: "--format", others: ["--json", "--fingerprint"],
      verbs: ["run", "merge"], expectation: words(OutputFormat.self),
      isValid: { OutputFormat(rawValue: $0) != nil },
      meaning: "How results are written to standard output."),
    Key(
      name: "color", option: "--color", expectation: words(ColorChoice.self),
      isValid: { ColorChoice(rawValue: $0) != nil }, meaning: "Colours: auto, always or never."),
    Key(
      name: "log-level", option: "--log-level", others: loudness,
      expectation: words(LogLevel.self), isValid: { LogLevel(rawValue: $0) != nil },
      meaning: "What is told on standard error: error, warning, info or debug."),
    Key(
      name: "quiet", option: "--quiet", others: loudness, isFlag: true,
      meaning: "true: nothing on standard error but warnings and errors."),
    Key(
      name: "no-progress", option: "--no-progress", isFlag: true,
      meaning: "true: no progress on standard error."),
  ]

  /// A line for the manual.
  package struct Line: Sendable {
    package var name: String
    package var meaning: String
  }

  /// The variables that are heard, for the manual.
  package static let variables: [Line] =
    keys.map { Line(name: variable($0), meaning: "As \($0.option). \($0.meaning)") }
    + [
      Line(
        name: "HONGBAO_MEMORY",
        meaning: "Takes this as the memory of the machine, for example 4GiB, when a run is judged "
          + "to be too large for it."),
      Line(
        name: RecordDate.variable,
        meaning: "Takes these seconds since 1970 as the date in run.json, for builds that are to "
          + "be the same each time."),
      Line(name: "NO_COLOR", meaning: "When it is not empty: no colours with --color auto."),
      Line(
        name: "CLICOLOR_FORCE, FORCE_COLOR",
        meaning: "When one is neither empty nor 0, and NO_COLOR is not set: colours everywhere."),
      Line(
        name: "LC_ALL, LC_CTYPE, LANG",
        meaning: "Text stays within ASCII where the locale is not UTF-8."),
      Line(
        name: "GITHUB_ACTIONS", meaning: "When it is true: errors are shown as annotations, too."),
    ]

  /// The files that are read, for the manual.
  package static let files: [Line] = [
    Line(
      name: projectFile,
      meaning: "Preferences of the project, one `name: value` a line; the names are "
        + keys.map(\.name).joined(separator: ", ") + "."),
    Line(
      name: "$XDG_CONFIG_HOME/hongbao/config.yaml",
      meaning: "Preferences of the user, the same; ~/.config without the variable."),
  ]

  static let projectFile = ".hongbao.yaml"

  private static func variable(_ key: Key) -> String {
    "HONGBAO_" + key.name.uppercased().replacing("-", with: "_")
  }

  /// A value and where it was said.
  private struct Setting {
    var value: String
    var origin: String
    /// The later one was read, the more it weighs.
    var rank: Int
  }

  private var settings: [String: Setting] = [:]

  /// Reads environment and files.
  ///
  /// - Parameter read: the text of a file; nil when there is none.
  /// - Throws: `PreferenceProblem`, also what `read` throws.
  package init(
    environment: [String: String], read: (String) throws(PreferenceProblem) -> String?
  ) throws(PreferenceProblem) {
    var files: [String] = []
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      files.append("\(folder)/hongbao/config.yaml")
    } else if let home = environment["HOME"], !home.isEmpty {
      files.append("\(home)/.config/hongbao/config.yaml")
    }
    files.append(Self.projectFile)
    for (rank, file) in files.enumerated() {
      if let text = try read(file) { try take(text, of: file, rank) }
    }
    for key in Self.keys {
      if let value = environment[Self.variable(key)], !value.isEmpty {
        settings[key.name] = Setting(
          value: value, origin: Self.variable(key), rank: files.count)
      }
    }
    try settleLoudness()
    try Self.checkMachine(environment)
  }

  /// What stands for no option is looked at here.
  private static func checkMachine(
    _ environment: [String: String]
  ) throws(PreferenceProblem) {
    for (name, expectation, isValid) in machine {
      guard let value = environment[name], !value.isEmpty, !isValid(value) else { continue }
      throw PreferenceProblem("`\(name)` is \(expectation), not `\(value)`", at: name)
    }
  }

  private static let machine: [(String, String, @Sendable (String) -> Bool)] = [
    (
      MachineLimits.variable, ByteSize.expectation,
      { text in (try? ByteSize(parsing: text)).map { $0.bytes > 0 } ?? false }
    ),
    (Lifeline.variable, "1 or 0", { ["0", "1"].contains($0) }),
  ]

  /// `quiet` and `log-level` say the same: the one that weighs more holds.
  private mutating func settleLoudness() throws(PreferenceProblem) {
    guard let quiet = settings["quiet"], let level = settings["log-level"] else { return }
    if quiet.rank == level.rank, try Self.isTrue(quiet, "quiet"), level.value != "warning" {
      throw PreferenceProblem(
        "`quiet` is `log-level: warning`, and contradicts `log-level: \(level.value)`",
        at: quiet.origin)
    }
    settings[quiet.rank > level.rank ? "log-level" : "quiet"] = nil
  }

  private mutating func take(
    _ text: String, of file: String, _ rank: Int
  ) throws(PreferenceProblem) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let origin = "\(file):\(index + 1)"
      let words = Self.withoutComment(line).split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false
      ).map { Self.withoutQuotes($0.trimmingSpaces) }
      if words == [""] { continue }
      guard words.count == 2, !words[1].isEmpty else {
        throw PreferenceProblem("`\(words[0])` is no `name: value`", at: origin)
      }
      let names = Self.keys.map(\.name)
      guard names.contains(words[0]) else {
        let near = VerbSuggestion.nearest(to: words[0], among: names)
        throw PreferenceProblem(
          "there is no preference `\(words[0])`; "
            + (near.map { "did you mean `\($0)`?" }
              ?? "expected one of: \(names.joined(separator: ", "))"),
          at: origin)
      }
      settings[words[0]] = Setting(value: words[1], origin: origin, rank: rank)
    }
  }

  /// As in YAML: a comment begins at a `#` at the start or after a space, but not inside quotes.
  private static func withoutComment(_ line: Substring) -> Substring {
    var quote: Character?
    var last: Character = " "
    for place in line.indices {
      let letter = line[place]
      if letter == "#", quote == nil, last.isWhitespace { return line[..<place] }
      if letter == quote {
        quote = nil
      } else if quote == nil, letter == "\"" || letter == "'", last.isWhitespace {
        quote = letter
      }
      last = letter
    }
    return line
  }

  private static func withoutQuotes(_ text: String) -> String {
    guard text.count >= 2, let quote = text.first, quote == text.last, "\"'".contains(quote) else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }

  /// True when nothing is set.
  package var isEmpty: Bool { settings.isEmpty }

  /// The command line with what is set and not said in it.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - options: those that the verb has.
  ///   - depth: how many words the verb has: two for `runs list`.
  /// - Throws: `PreferenceProblem` for a flag that is neither true nor false.
  package func completed(
    _ arguments: [String], options: [String], depth: Int = 1
  ) throws(PreferenceProblem) -> [String] {
    guard let verb = arguments.first else { return arguments }
    var words: [String] = []
    for key in Self.keys where options.contains(key.option) {
      guard let setting = settings[key.name], key.verbs?.contains(verb) ?? true else { continue }
      // A shard writes no result.
      if key.name == "format" && Self.says("--shard", in: arguments) { continue }
      if ([key.option] + key.others).contains(where: { Self.says($0, in: arguments) }) { continue }
      if let expectation = key.expectation, !key.isValid(setting.value) {
        throw PreferenceProblem(
          "`\(key.name)` is \(expectation), not `\(setting.value)`", at: setting.origin)
      }
      guard key.isFlag else {
        words.append("\(key.option)=\(setting.value)")
        continue
      }
      if try Self.isTrue(setting, key.name) { words.append(key.option) }
    }
    return Array(arguments.prefix(depth)) + words + arguments.dropFirst(depth)
  }

  private static func isTrue(
    _ setting: Setting, _ name: String
  ) throws(PreferenceProblem) -> Bool {
    switch setting.value {
    case "true", "1", "yes": return true
    case "false", "0", "no": return false
    default:
      throw PreferenceProblem(
        "`\(name)` is true or false, not `\(setting.value)`", at: setting.origin)
    }
  }

  private static func says(_ option: String, in arguments: [String]) -> Bool {
    arguments.contains { $0 == option || $0.hasPrefix("\(option)=") }
  }
}

extension Substring {
  /// Without spaces and tabs around.
  fileprivate var trimmingSpaces: String {
    var words = self
    while let last = words.last, last.isWhitespace { words.removeLast() }
    return String(words.drop(while: \.isWhitespace))
  }
}
