import ArgumentParser
import HongbaoCommands

/// The root of the live program's commands; `./hongbao serve` and `./hongbao twin` come here.
struct LiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hongbao",
    abstract: "The simulated cluster live: as a service, and in a dashboard.",
    subcommands: [ServeCommand.self, TwinCommand.self])

  /// Runs `arguments`; answers the exit status.
  static func status(of arguments: [String]) -> Int32 {
    do {
      let options = ["--log-level", "--quiet"] + (arguments.first == "serve" ? ["--out"] : [])
      let isVerb = ["serve", "twin"].contains(arguments.first)
      var command = try parseAsRoot(
        isVerb ? LiveSupport.preferred(arguments, options: options) : arguments)
      try command.run()
      return 0
    } catch {
      return LiveSupport.status(of: error, in: LiveCommand.self)
    }
  }
}
