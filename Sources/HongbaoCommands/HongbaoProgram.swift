import ArgumentParser
import ClusterModel
import Foundation
import Glibc

/// The whole program: arguments in, exit status out.
public enum HongbaoProgram {
  /// Runs the command line of this process and ends it.
  public static func main() -> Never {
    ignoreSignals()
    CrashReport.listen()
    Lifeline.watch()
    exit(status(of: Array(CommandLine.arguments.dropFirst())))
  }

  /// A reader that has enough (`| head`) and a file size limit are answers of `write`, not reasons
  /// to die.
  static func ignoreSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Does what `arguments` (without the program's name) ask for and answers the exit status.
  static func status(
    of arguments: [String], on ranks: any RankGroup = SingleRank()
  ) -> Int32 {
    if arguments.isEmpty { return printed(shortHelp) }
    if arguments.first == "help", arguments.dropFirst().first == "exit-codes" {
      return printed(ExitStatus.table + "\n")
    }
    // `help VERB` of argument-parser shows the general help for a word that is no verb.
    let isHelp = arguments.first == "help"
    if let complaint = complaint(about: isHelp ? Array(arguments.dropFirst()) : arguments) {
      StandardStream.error.tell("error: \(complaint)\n")
      return ExitStatus.usage.rawValue
    }
    if let verbs = nestedVerbs[arguments.first ?? ""],
      let complaint = VerbSuggestion.complaint(about: Array(arguments.dropFirst()), verbs: verbs)
    {
      StandardStream.error.tell("error: \(complaint)\n")
      return ExitStatus.usage.rawValue
    }
    do {
      var command = try HongbaoCommand.parseAsRoot(try preferred(arguments))
      do {
        if let shared = command as? any SharedCommand {
          try shared.run(on: ranks)
        } else {
          try command.run()
        }
      } catch let error as ValidationError {
        // Argument-parser would show how to use the tool, not the verb.
        StandardStream.error.tell(
          "Error: \(error.message)\n  See 'hongbao \(arguments.first ?? "") --help' for more "
            + "information.\n")
        return ExitStatus.usage.rawValue
      }
      return ExitStatus.done.rawValue
    } catch {
      return status(of: error)
    }
  }

  /// The status of an error, after its message (or the help that was asked for) is printed.
  private static func status(of error: any Error) -> Int32 {
    if let failure = error as? OutputFailure {
      StandardStream.error.tell("error: \(failure)\n")
      return failure.status.rawValue
    }
    if let problem = error as? PreferenceProblem {
      StandardStream.error.tell(problem.text)
      return problem.status.rawValue
    }
    if let problem = error as? ShardProblem {
      StandardStream.error.tell(problem.text)
      return problem.status.rawValue
    }
    if let problem = error as? StoredProblem {
      StandardStream.error.tell(problem.text)
      return problem.status.rawValue
    }
    let code = HongbaoCommand.exitCode(for: error).rawValue
    let message = HongbaoCommand.fullMessage(for: error)
    if code == ExitStatus.done.rawValue { return printed(message + "\n") }
    // An error that is only a status was explained where it was thrown.
    if !(error is ExitCode) { StandardStream.error.tell(message + "\n") }
    return code
  }

  private static func printed(_ text: String) -> Int32 {
    do throws(OutputFailure) {
      try StandardStream.output.write(text)
      return ExitStatus.done.rawValue
    } catch {
      StandardStream.error.tell("error: \(error)\n")
      return error.status.rawValue
    }
  }

  /// What is wrong with the verbs of a command line; nil when nothing is.
  private static func complaint(about arguments: [String]) -> String? {
    let verbs = names(HongbaoCommand.configuration.subcommands) + ["help"]
    if let complaint = VerbSuggestion.complaint(about: arguments, verbs: verbs) {
      return complaint
    }
    let verb = HongbaoCommand.configuration.subcommands.first {
      $0.configuration.commandName == arguments.first
    }
    let below = names(verb?.configuration.subcommands ?? [])
    if below.isEmpty { return nil }
    return VerbSuggestion.complaint(about: Array(arguments.dropFirst()), verbs: below + ["help"])
  }

  private static func names(_ commands: [any ParsableCommand.Type]) -> [String] {
    commands.compactMap { $0.configuration.commandName }
  }

  /// The command line with the preferences that it says nothing about.
  static func preferred(_ arguments: [String]) throws -> [String] {
    let preferences = try Preferences(
      environment: ProcessInfo.processInfo.environment, read: PreferenceFile.text)
    guard !preferences.isEmpty, var verb = CommandDescription.root?.find(arguments.prefix(1))
    else { return arguments }
    var depth = 1
    while depth < arguments.count, let below = verb.find(arguments[depth...depth]) {
      verb = below
      depth += 1
    }
    let options = (verb.arguments ?? []).flatMap { ($0.names ?? []).map(\.text) }
    return try preferences.completed(arguments, options: options, depth: depth)
  }

  /// The words that may stand behind a verb which has verbs of its own.
  private static var nestedVerbs: [String: [String]] {
    var verbs: [String: [String]] = [:]
    for verb in HongbaoCommand.configuration.subcommands {
      let words = verb.configuration.subcommands.compactMap { $0.configuration.commandName }
      if let name = verb.configuration.commandName, !words.isEmpty { verbs[name] = words }
    }
    return verbs
  }

  /// What a call without arguments prints.
  private static let shortHelp = """
    hongbao simulates a red-packet cluster at its peak, request by request.

    EXAMPLES
      hongbao init office.yaml                      write a commented scenario to start from
      hongbao run topologies/new-year-peak.yaml     run a scenario, write its report

    See 'hongbao --help' for all verbs.

    """
}
