import ClusterModel
import Foundation
import Quantities
import ScenarioLanguage
import ScenarioTypes
import Synchronization

/// The dashboard without sockets: requests in, answers out, events to those who listen.
///
/// Called from several threads. At most one run and one study are under way.
package final class Dashboard: Sendable {
  /// What it shows and where.
  package struct Configuration: Sendable {
    package var scenarios: ScenarioShelf
    package var results: ResultShelf
    package var toolVersion: String
    /// The path of the program that studies are made with; nil: there is none.
    package var simulator: String?
    /// Why this machine cannot hold a scenario; nil when it can.
    package var refusal: @Sendable (LoadedScenario) -> String?
    /// Words as one line of a shell.
    package var commandLine: @Sendable ([String]) -> String
    /// Stores a run that is complete; answers the folder, or nil when that failed.
    package var save: @Sendable (FinishedRun) -> String?

    package init(
      scenarios: ScenarioShelf, results: ResultShelf, toolVersion: String,
      simulator: String? = nil,
      refusal: @escaping @Sendable (LoadedScenario) -> String? = { _ in nil },
      commandLine: @escaping @Sendable ([String]) -> String,
      save: @escaping @Sendable (FinishedRun) -> String?
    ) {
      self.scenarios = scenarios
      self.results = results
      self.toolVersion = toolVersion
      self.simulator = simulator
      self.refusal = refusal
      self.commandLine = commandLine
      self.save = save
    }
  }

  /// The run of now or of before, and what it was made of.
  struct Current: Sendable {
    var session: RunSession
    var path: String
    var text: String?
    var overrides: [String]
  }

  let configuration: Configuration
  package let feed = LiveFeed()
  private let current = Mutex<(number: Int, run: Current?)>((0, nil))
  private let studies = Mutex<(number: Int, study: StudySession?)>((0, nil))

  package init(_ configuration: Configuration) { self.configuration = configuration }

  /// Answers a request that `AccessRules` let through.
  package func respond(to request: DashboardRequest) -> DashboardResponse {
    guard let parts = request.parts else { return .error(400, "the path is no UTF-8") }
    let isGet = request.method == "GET" || request.method == "HEAD"
    if parts.isEmpty {
      guard isGet else { return Self.wrongMethod }
      return .answer(
        status: 200, type: "text/html; charset=utf-8", body: Array(DashboardPage.text.utf8))
    }
    guard parts[0] == "api" else { return Self.notFound }
    return isGet ? show(parts, request) : change(parts, request)
  }

  /// Ends the run and the study, if any is under way.
  package func shutDown() {
    current.withLock { $0.run }?.session.ask(.stop)
    study?.stop()
  }

  /// The study of now or of before.
  var study: StudySession? { studies.withLock { $0.study } }

  /// Begins the study that `make` makes of its number, unless another one is under way.
  func beginStudy(_ make: (Int) -> StudySession) -> DashboardResponse {
    studies.withLock { studies in
      if let study = studies.study, !study.isOver {
        return .error(409, "a study is under way; stop it first")
      }
      let session = make(studies.number + 1)
      do throws(ChildProcess.Failure) {
        try session.begin()
      } catch {
        return .error(503, "the study cannot be started: \(error.reason)")
      }
      studies.number += 1
      studies.study = session
      return .json(201, ["study": studies.number])
    }
  }

  static let notFound = DashboardResponse.error(404, "no such thing; see /api/openapi.json")
  static let wrongMethod = DashboardResponse.error(405, "this path takes another method")

  // MARK: Looking

  private func show(_ parts: [String], _ request: DashboardRequest) -> DashboardResponse {
    switch parts.dropFirst().first {
    case nil: return .json(200, ["tool": "hongbao", "version": configuration.toolVersion])
    case "openapi.json" where parts.count == 2:
      return .answer(
        status: 200, type: "application/json", body: Array(DashboardDescription.text.utf8))
    case "scenarios" where parts.count == 2: return .json(200, configuration.scenarios.entries)
    case "scenario" where parts.count == 2:
      guard let path = request.parameter("path"),
        let text = configuration.scenarios.text(of: path)
      else { return Self.notFound }
      return .json(200, ["path": path, "text": text])
    case "run" where parts.count == 2:
      guard let run = current.withLock({ $0.run }) else { return .error(404, "nothing was run") }
      return .json(200, RunPage(state: run.session.state, rows: run.session.rows))
    case "study" where parts.count == 2: return showStudy()
    case "results" where parts.count == 2: return .json(200, configuration.results.entries)
    case "results" where parts.count == 5:
      guard let file = configuration.results.file(parts[2], parts[3], parts[4]) else {
        return Self.notFound
      }
      return .answer(status: 200, type: file.type, body: file.body)
    case "live" where parts.count == 2: return listen(request)
    default: return Self.notFound
    }
  }

  private func listen(_ request: DashboardRequest) -> DashboardResponse {
    var topics = Set(LiveTopic.allCases)
    if let words = request.parameter("topics") {
      topics = []
      for word in words.split(separator: ",") {
        guard let topic = LiveTopic(rawValue: String(word)) else {
          return .error(400, "no such topic: \(word)")
        }
        topics.insert(topic)
      }
    }
    return .events(topics: topics, lastEvent: request.parameter("last").flatMap(UInt64.init))
  }

  // MARK: Changing

  private func change(_ parts: [String], _ request: DashboardRequest) -> DashboardResponse {
    switch (request.method, parts.count, parts[safe: 1], parts[safe: 2]) {
    case ("POST", 2, "validate", _): return validate(request.body)
    case ("POST", 2, "runs", _): return start(request.body)
    case ("POST", 2, "studies", _): return startStudy(request.body)
    case ("POST", 3, "study", "stop"): return stopStudy()
    case ("POST", 3, "run", let verb?): return control(verb, request.body)
    case ("DELETE", 4, "run", "faults"):
      guard let number = Int(parts[3]) else { return Self.notFound }
      return ask(.lift(number))
    default: return Self.notFound
    }
  }

  private func validate(_ body: [UInt8]) -> DashboardResponse {
    guard let wish = JSONText.decode(ScenarioWish.self, body) else { return ScenarioWish.malformed }
    switch load(wish) {
    case .loaded(let loaded, let warnings):
      return .json(200, Validation(loaded, warnings))
    case .unreadable(let diagnostic): return .json(200, Validation([diagnostic]))
    case .invalid(let diagnostics): return .json(200, Validation(diagnostics))
    }
  }

  private func load(_ wish: ScenarioWish) -> ScenarioLoader.Outcome {
    // Only files on the shelf, and texts that stand in their place.
    guard wish.text != nil || configuration.scenarios.text(of: wish.path) != nil else {
      return .unreadable(
        Diagnostic(code: "S0001", message: "no scenario `\(wish.path)` here", file: wish.path))
    }
    let path = configuration.scenarios.text(of: wish.path) == nil ? "scenario.yaml" : wish.path
    return configuration.scenarios.load(
      path: path, text: wish.text, overrides: wish.overrides ?? [])
  }

  private func start(_ body: [UInt8]) -> DashboardResponse {
    guard let wish = JSONText.decode(ScenarioWish.self, body) else { return ScenarioWish.malformed }
    if let speed = wish.speed, !(speed > 0 && speed <= 1e9) {
      return .error(400, "a speed is above 0; leave it out for as fast as it can")
    }
    let loaded: LoadedScenario
    switch load(wish) {
    case .loaded(let good, _): loaded = good
    case .unreadable(let diagnostic): return .json(422, Validation([diagnostic]))
    case .invalid(let diagnostics): return .json(422, Validation(diagnostics))
    }
    if let reason = configuration.refusal(loaded) { return .error(422, reason) }
    return current.withLock { current in
      if let run = current.run, !run.session.isOver {
        return .error(409, "a run is under way; stop it first")
      }
      let session = RunSession(
        number: current.number + 1, loaded, toolVersion: configuration.toolVersion,
        speed: wish.speed, feed: feed, command: command(wish, loaded),
        save: configuration.save)
      do throws(ModelError) {
        try session.begin()
      } catch {
        return .error(422, error.description)
      }
      current.number += 1
      current.run = Current(
        session: session, path: wish.path, text: wish.text, overrides: wish.overrides ?? [])
      return .json(201, ["run": current.number])
    }
  }

  /// The line that makes a result again, as far as the text is that of a file.
  private func command(_ wish: ScenarioWish, _ loaded: LoadedScenario) -> String {
    let sets = (wish.overrides ?? []).flatMap { ["--set", $0] }
    let words = ["./hongbao", "run", loaded.file, "--seed", String(loaded.scenario.seed)] + sets
    let note = wish.text == nil ? "" : "  # with the text as it was edited in the dashboard"
    return configuration.commandLine(words) + note
  }

  private func control(_ verb: String, _ body: [UInt8]) -> DashboardResponse {
    guard let wish = body.isEmpty ? ControlWish() : JSONText.decode(ControlWish.self, body) else {
      return .error(400, "the body is no JSON object with numbers and words where they belong")
    }
    switch verb {
    case "pause": return ask(.pause)
    case "resume": return ask(.resume)
    case "stop": return ask(.stop)
    case "step":
      guard let seconds = wish.seconds, seconds > 0, seconds < 1e9 else {
        return .error(400, "`seconds` says how far to step")
      }
      return ask(.step(Int64(seconds * 1e9)))
    case "speed":
      if let speed = wish.speed, !(speed > 0 && speed <= 1e9) {
        return .error(400, "a speed is above 0; leave it out for as fast as it can")
      }
      return ask(.speed(wish.speed))
    case "faults": return inject(wish)
    default: return Self.notFound
    }
  }

  private func inject(_ wish: ControlWish) -> DashboardResponse {
    guard let run = current.withLock({ $0.run }), !run.session.isOver else { return Self.noRun }
    guard let words = wish.fault else { return .error(400, "`fault` says what breaks") }
    let reader = FaultWords(
      shelf: configuration.scenarios, path: run.path, text: run.text, overrides: run.overrides)
    switch reader.read(words) {
    case .fault(let fault): return ask(.inject(fault))
    case .wrong(let diagnostics): return .json(422, Validation(diagnostics))
    }
  }

  private func ask(_ wish: RunWish) -> DashboardResponse {
    guard let run = current.withLock({ $0.run }), !run.session.isOver else { return Self.noRun }
    run.session.ask(wish)
    return .json(202, ["run": run.session.number])
  }

  private static let noRun = DashboardResponse.error(409, "no run is under way")
}

extension Array {
  /// The element, or nil beyond the end.
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
