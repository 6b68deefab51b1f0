import ArgumentParser
import ClusterModel
import Experiments
import Foundation
import Reports
import ResultTypes
import ScenarioLanguage
import ScenarioTypes

/// What the live program shares with this one: reading scenarios, storing results, and how errors
/// become words and statuses.
package enum LiveSupport {
  /// The version that results carry.
  package static var toolVersion: String { ToolVersion.current }

  /// The path of the program `hongbao` beside this one; nil when it is not there.
  package static var simulator: String? { SiblingProgram(name: "hongbao").path }

  /// Reads a scenario; says what is wrong with it on standard error and throws the status.
  package static func load(
    _ file: String, overrides: [String], _ log: MessageLog
  ) throws -> LoadedScenario {
    let printer = DiagnosticPrinter(style: try StyleOptions.parse([]))
    return try printer.accept(
      ScenarioLoader.load(path: file, overrides: overrides), showsWarnings: log.shows(.warning))
  }

  /// Stores the output of a run that is complete in its folder below `folder`; answers the folder.
  package static func store(
    _ output: RunOutput, below folder: String, command: String, wallSeconds: Double
  ) throws -> String {
    let result = ResultDocument.fingerprinted(output.result)
    let machine = MachineResult(
      wallSeconds: wallSeconds, loopSeconds: wallSeconds,
      claimsPerWallSecond: output.claims.map { Double($0) / max(wallSeconds, 1e-9) },
      eventsPerWallSecond: Double(result.events) / max(wallSeconds, 1e-9), threads: 1, ranks: 1,
      peakMemoryBytes: MachineProbe.peakMemoryBytes())
    // Without intervals, and so another result than that of `hongbao run`.
    let run = RunFolder(result: result, machine: machine, command: command, options: "live")
    // Beside that of `hongbao run`, which has intervals, too.
    let replacement = FolderReplacement(
      parent: "\(folder)/\(ResultFolderName.slug(of: result.scenario.name))",
      name: "live-" + ResultFolderName.run(seed: result.seed, digest: result.scenario.digest))
    _ = try replacement.commit(try run.files(date: RecordDate.text))
    return replacement.target
  }

  /// Why the machine cannot hold a scenario; nil when what is there from its start fits. Said
  /// before anything is built.
  package static func refusal(of loaded: LoadedScenario) -> String? {
    let memory = MachineLimits.memory(ProcessInfo.processInfo.environment)
    let limit = Int64(Double(memory.total) * MemoryGuard.mostOfMemory)
    let bytes = Forecast.leastMemory(loaded.scenario)
    guard bytes > limit else { return nil }
    return "it needs about \(ByteText.text(bytes)) of memory, more than \(ByteText.text(limit))"
  }

  /// A line to standard error.
  package static func tell(_ line: String) { StandardStream.error.tell(line + "\n") }

  /// A text to standard output.
  package static func print(_ text: String) throws { try StandardStream.output.write(text) }

  /// The command line with what `HONGBAO_*` and files of preferences say of the options named,
  /// where it says nothing itself.
  ///
  /// - Throws: `PreferenceProblem`.
  package static func preferred(
    _ arguments: [String], options: [String]
  ) throws -> [String] {
    try Preferences(
      environment: ProcessInfo.processInfo.environment, read: PreferenceFile.text
    ).completed(arguments, options: options)
  }

  /// The status of an error that ended `root` or a command of it, after its message, or the help
  /// that was asked for, is printed.
  package static func status<Command: ParsableCommand>(
    of error: any Error, in root: Command.Type
  ) -> Int32 {
    if let failure = error as? OutputFailure {
      tell("error: \(failure)")
      return failure.status.rawValue
    }
    if let problem = error as? PreferenceProblem {
      StandardStream.error.tell(problem.text)
      return problem.status.rawValue
    }
    let code = root.exitCode(for: error).rawValue
    let message = root.fullMessage(for: error)
    if code == ExitStatus.done.rawValue {
      try? print(message + "\n")
    } else if !(error is ExitCode) {
      tell(message)
    }
    return code
  }
}
