import ArgumentParser
import ClusterModel
import HTTP2Transport
import HongbaoCommands
import LiveService

/// `hongbao serve`: the dashboard.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the dashboard: edit, run and watch scenarios in a browser.",
    discussion: """
      The address that is printed carries a token; whoever has it may start and change runs, \
      everybody else on this machine may look. Nothing leaves the machine unless --address says \
      so. It ends with Ctrl-C, whoever still looks.

      EXAMPLES
        hongbao serve --port 8080
      """)

  @OptionGroup var listening: ListenOptions

  @Option(name: .customLong("out"), help: ArgumentHelp("The results folder.", valueName: "folder"))
  var results = "results"

  @Option(
    help: ArgumentHelp(
      "A folder with scenarios; may be given again. Without it: . and topologies.",
      valueName: "folder"))
  var scenarios: [String] = []

  @Option(
    help: ArgumentHelp("The token, at least 16 characters; drawn if not given.", valueName: "t"))
  var token: String?

  @Option(
    help: ArgumentHelp("Another name of this machine that browsers may use.", valueName: "name"))
  var name: [String] = []

  func validate() throws {
    if let token, token.utf8.count < 16 {
      throw ValidationError("--token must have at least 16 characters")
    }
  }

  func run() throws {
    let folder = results
    let dashboard = Dashboard(
      Dashboard.Configuration(
        scenarios: ScenarioShelf(folders: scenarios.isEmpty ? [".", "topologies"] : scenarios),
        results: ResultShelf(folder: folder), toolVersion: LiveSupport.toolVersion,
        simulator: LiveSupport.simulator, refusal: { LiveSupport.refusal(of: $0) },
        commandLine: { ShellWords.line($0) },
        save: { finished in
          do {
            return try LiveSupport.store(
              finished.output, below: folder, command: finished.command,
              wallSeconds: finished.wallSeconds)
          } catch {
            LiveSupport.tell("error: \(error)")
            return nil
          }
        }))
    let token = token ?? Self.drawToken()
    let late = LateHandler()
    let server = try listening.listen(listening.configuration, late)
    late.begin(
      DashboardHandler(
        dashboard,
        AccessRules(
          address: listening.address, port: server.port, names: name, token: token)))
    LiveSignals.watch()
    LiveSupport.tell("note: open \(listening.url(server.port))/#token=\(token)")
    let signal = LiveSignals.waitForEnd { dashboard.feed.ping() }
    dashboard.shutDown()
    server.shutDown()
    throw ExitCode(128 + signal)
  }

  private static func drawToken() -> String {
    var random = SystemRandomNumberGenerator()
    let digits = Array("abcdefghijkmnpqrstuvwxyz23456789")
    return String((0..<26).map { _ in digits[Int(random.next() % 32)] })
  }
}
