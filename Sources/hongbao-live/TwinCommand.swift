import ArgumentParser
import ClusterModel
import HTTP2Transport
import HongbaoCommands
import LiveService
import Quantities
import ScenarioTypes

/// `hongbao twin FILE`: the simulated cluster as a service.
struct TwinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "twin",
    abstract: "Answer real HTTP requests as the simulated cluster would.",
    discussion: """
      POST /packets, /packets/{id}/claims and /packets/{id}/opens travel through the model, and \
      are answered when it says, with its amounts, rejections and faults; GET /status tells how \
      it is. HTTP/2 with or without TLS, and HTTP/1.1. It ends with Ctrl-C, or after --duration, \
      with its books. When the simulation is slower than real time, it says by how much: on \
      standard error, in /status, and in each answer's x-hongbao-lag-ms.

      EXAMPLES
        hongbao twin topologies/new-year-peak.yaml --port 8080
        curl -d '{"shares":3,"amount_cents":888}' http://127.0.0.1:8080/packets
      """)

  @Argument(
    help: ArgumentHelp("The scenario.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var listening: ListenOptions

  @Option(
    help: ArgumentHelp("Simulated time by real time, for example 0.5x.", valueName: "speed"),
    transform: Self.speed)
  var speed = 1.0

  @Option(help: ArgumentHelp("The share of the scenario's own users, 0 to 1.", valueName: "share"))
  var background = 0.0

  @Option(
    help: ArgumentHelp(
      "Packets that are there from the beginning, for POST /claims.", valueName: "n"))
  var packets = 0

  @Option(help: ArgumentHelp("The shares of each of them.", valueName: "n"))
  var shares = 10

  @Option(help: ArgumentHelp("Hours of simulated time after which it ends.", valueName: "hours"))
  var hours = 6.0

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Changes a value of the scenario; may be given again.", valueName: "path=value"))
  var overrides: [String] = []

  private static func speed(_ text: String) throws -> Double {
    let digits = text.hasSuffix("x") ? String(text.dropLast()) : text
    guard let value = Double(digits), value >= 0.001, value <= 1000 else {
      throw ValidationError("--speed must be 0.001x to 1000x, got '\(text)'")
    }
    return value
  }

  func validate() throws {
    guard (0...1).contains(background) else {
      throw ValidationError("--background must be 0 to 1, got '\(background)'")
    }
    guard (0...1_000_000).contains(packets), (1...60_000).contains(shares) else {
      throw ValidationError("--packets must be 0 to 1000000, and --shares 1 to 60000")
    }
    guard hours > 0, hours <= 24 else {
      throw ValidationError("--hours must be above 0 and at most 24, got '\(hours)'")
    }
  }

  func run() throws {
    let loaded = try LiveSupport.load(file, overrides: overrides, listening.logging.log)
    if let reason = LiveSupport.refusal(of: loaded) {
      LiveSupport.tell("error: \(file): \(reason)")
      throw ExitCode(ExitStatus.unavailable.rawValue)
    }
    var core = try core(loaded)
    core.fill(packets: packets, shares: shares)
    let driver = TwinDriver<TransportReply>(speed: speed) { LiveSupport.tell($0) }
    let server = try listening.listen(listening.configuration, TwinHandler(driver))
    LiveSignals.watch()
    LiveSupport.tell(
      "note: \(loaded.scenario.name) listens on \(listening.url(server.port)); Ctrl-C ends it")
    let summary = driver.run(core) { LiveSignals.received != nil }
    server.shutDown()
    try LiveSupport.print(summary.text)
    guard summary.violations.isEmpty else {
      for violation in summary.violations { LiveSupport.tell("error[A0001]: \(violation)") }
      throw ExitCode(ExitStatus.internalError.rawValue)
    }
    if let signal = LiveSignals.received { throw ExitCode(128 + signal) }
  }

  private func core(_ loaded: LoadedScenario) throws -> TwinCore<TransportReply> {
    var options = InteractiveSimulation.Options()
    options.acceptsRequests = true
    options.background = background
    options.duration = TimeSpan(nanoseconds: Int64(hours * 3600e9))
    options.warmup = .zero
    options.interval = TimeSpan(nanoseconds: 1_000_000_000)
    do throws(ModelError) {
      return TwinCore(
        try InteractiveSimulation(
          loaded, options: options, toolVersion: LiveSupport.toolVersion))
    } catch {
      LiveSupport.tell("error: \(file): \(error.description)")
      throw ExitCode(ExitStatus.invalidInput.rawValue)
    }
  }
}
