import ArgumentParser
import Foundation

/// A verb as argument-parser describes it: what the pages of the manual are made of.
///
/// The layout is that of `ToolInfo`, version 0, which the parser writes as JSON.
struct CommandDescription: Decodable {
  var commandName: String
  /// The words before it: `hongbao launch`.
  var superCommands: [String]?
  var abstract: String?
  var discussion: String?
  var subcommands: [CommandDescription]?
  var arguments: [ArgumentDescription]?

  /// One argument, option or flag.
  struct ArgumentDescription: Decodable {
    var kind: String
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var allValues: [String]?
    var abstract: String?

    struct Name: Decodable {
      var kind: String
      var name: String

      /// As it is typed.
      var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }
  }

  /// The root of the command tree; nil when the parser writes another layout.
  static let root: CommandDescription? = {
    struct Tool: Decodable { var command: CommandDescription }
    let json = HongbaoCommand._dumpHelp()
    return (try? JSONDecoder().decode(Tool.self, from: Data(json.utf8)))?.command
  }()

  /// The command that `words` lead to; nil when there is none.
  func find(_ words: ArraySlice<String>) -> CommandDescription? {
    guard let word = words.first else { return self }
    return visible.first { $0.commandName == word }?.find(words.dropFirst())
  }

  /// The verbs below; the parser's own `help` is not one of them.
  var visible: [CommandDescription] { (subcommands ?? []).filter { $0.commandName != "help" } }

  /// The words that call it.
  var words: [String] { (superCommands ?? []) + [commandName] }

  /// It and all below it, from the top.
  var all: [CommandDescription] { [self] + visible.flatMap(\.all) }
}
