import Foundation

/// One page of the manual in the language of man(7).
struct ManualPage {
  let command: CommandDescription

  /// The file of the page: `hongbao-run.1`.
  var fileName: String { command.words.joined(separator: "-") + ".1" }

  private var isRoot: Bool { command.words.count == 1 }

  /// The text of the page.
  var text: String {
    var lines = [
      ".TH \(Self.escaped(command.words.joined(separator: "-").uppercased())) 1 \"\" "
        + "\"hongbao \(ToolVersion.current)\" \"User Commands\"",
      ".SH NAME",
      "\(Self.escaped(command.words.joined(separator: "-"))) \\- "
        + Self.escaped(Self.sentence(command.abstract ?? "")),
    ]
    lines += synopsis + discussion + verbs + options
    if isRoot { lines += environment }
    lines += exitStatus + seeAlso
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Sections

  private var shown: [CommandDescription.ArgumentDescription] {
    (command.arguments ?? []).filter(\.shouldDisplay)
  }

  private var synopsis: [String] {
    let name = command.words.joined(separator: " ")
    let values = shown.filter { $0.kind == "positional" }.map { argument in
      let word = "<\(argument.valueName ?? "value")>" + (argument.isRepeating ? "..." : "")
      return argument.isOptional ? "[\(word)]" : word
    }
    let rest = command.visible.isEmpty ? values : ["<verb>"]
    return [
      ".SH SYNOPSIS",
      "\\fB\(Self.escaped(name))\\fR "
        + Self.escaped((["[<option>...]"] + rest).joined(separator: " ")),
    ]
  }

  /// Paragraphs, and the examples as they are typed.
  private var discussion: [String] {
    var lines = [".SH DESCRIPTION"]
    var isExample = false
    for line in (command.discussion ?? "").split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line == "EXAMPLES" {
        lines += [".SH EXAMPLES", ".nf"]
        isExample = true
      } else if line.isEmpty {
        lines.append(isExample ? "" : ".PP")
      } else {
        lines.append(Self.escaped(String(line)))
      }
    }
    while lines.last == "" { lines.removeLast() }
    if isExample { lines.append(".fi") }
    // The description of a verb may be its examples alone.
    if lines.count > 1, lines[1] == ".SH EXAMPLES" {
      lines.insert(Self.escaped(command.abstract ?? ""), at: 1)
    }
    return lines
  }

  private var verbs: [String] {
    guard !command.visible.isEmpty else { return [] }
    return [".SH VERBS"]
      + command.visible.flatMap { verb in
        [".TP", "\\fB\(Self.escaped(verb.commandName))\\fR", Self.escaped(verb.abstract ?? "")]
      }
  }

  private var options: [String] {
    guard !shown.isEmpty else { return [] }
    return [".SH OPTIONS"]
      + shown.flatMap { argument -> [String] in
        let value = argument.valueName.map { "<\($0)>" } ?? "<value>"
        let names = (argument.names ?? []).map(\.text).joined(separator: ", ")
        let head =
          switch argument.kind {
          case "positional": value
          case "flag": names
          default: "\(names) \(value)"
          }
        var text = argument.abstract ?? ""
        if let values = argument.allValues, !values.isEmpty {
          text += " One of: \(values.joined(separator: ", "))."
        }
        if let standard = argument.defaultValue { text += " Default: \(standard)." }
        return [".TP", "\\fB\(Self.escaped(head))\\fR", Self.escaped(text)]
      }
  }

  private var environment: [String] {
    [".SH ENVIRONMENT"]
      + Preferences.variables.flatMap { variable in
        [".TP", "\\fB\(Self.escaped(variable.name))\\fR", Self.escaped(variable.meaning)]
      }
      + [".SH FILES"]
      + Preferences.files.flatMap { file in
        [".TP", "\\fI\(Self.escaped(file.name))\\fR", Self.escaped(file.meaning)]
      }
  }

  private var exitStatus: [String] {
    [".SH EXIT STATUS"]
      + ExitStatus.allCases.flatMap { status in
        [".TP", "\\fB\(status.rawValue)\\fR", Self.escaped(status.meaning)]
      }
  }

  private var seeAlso: [String] {
    let others = isRoot ? command.visible.map(\.words) : [[command.words[0]]]
    let pages = others.map { "\\fB\(Self.escaped($0.joined(separator: "-")))\\fR(1)" }
    return [".SH SEE ALSO", pages.joined(separator: ", ")]
  }

  // MARK: Words

  /// As the line NAME wants it: no capital, no full stop.
  private static func sentence(_ text: String) -> String {
    let words = text.hasSuffix(".") ? String(text.dropLast()) : text
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// Text that troff takes for text.
  static func escaped(_ text: String) -> String {
    var result = ""
    var isStart = true
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case ".", "'": result += isStart ? "\\&\(character)" : String(character)
      default: result.append(character)
      }
      isStart = character == "\n"
    }
    return result
  }
}
