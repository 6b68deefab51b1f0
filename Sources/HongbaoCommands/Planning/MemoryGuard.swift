import ArgumentParser
import ClusterModel
import Experiments
import Foundation
import ScenarioTypes

/// Refuses what would need more than 80 % of the machine's memory.
struct MemoryGuard {
  /// The scenario's file, for the message.
  var file: String
  /// What would need it: `the run`.
  var what: String
  /// What can be done about it.
  var help: String
  /// True: whatever it needs, it is run.
  var isForced: Bool
  /// The share of the memory that may be taken, in bytes, and whose memory it is.
  let limit: (bytes: Int64, source: String)

  static let mostOfMemory = 0.8

  init(
    _ file: String, what: String = "the run",
    help: String = "fewer --threads for replications, a --slice, fewer nodes", isForced: Bool
  ) {
    self.file = file
    self.what = what
    self.help = help
    self.isForced = isForced
    let memory = MachineLimits.memory(ProcessInfo.processInfo.environment)
    limit = (Int64(Double(memory.total) * Self.mostOfMemory), memory.source)
  }

  /// Refuses scenarios of which so many, the largest ones, run at the same time. Most are small
  /// enough to see it without any simulation.
  ///
  /// - Parameter threads: of one run, where it has several.
  func check(_ points: [LoadedScenario], atOnce: Int, threads: Int = 1) throws {
    guard !isForced, !points.isEmpty else { return }
    for point in points { try refuseFixed(point, atOnce: atOnce) }
    let sizes = points.map { Forecast.mostMemory($0.scenario) }
    guard let most = sizes.max(), let place = sizes.firstIndex(of: most),
      most * Double(atOnce) > Double(limit.bytes)
    else { return }
    let forecast = try forecast(
      ReplicationPlan(loaded: points[place], toolVersion: "forecast", threads: threads),
      effort: .quick)
    try refuse(forecast.memoryBytes * Int64(atOnce))
  }

  /// A forecast of a run, or of one of several; a signal ends it, and the command.
  func forecast(_ plan: ReplicationPlan, effort: Forecast.Effort) throws -> Forecast {
    let forecast: Forecast
    do throws(ModelError) {
      forecast = try Forecast(plan, effort: effort) {
        Interruption.status == nil
      }
    } catch {
      StandardStream.error.tell(
        "error[\(CommandCatalog.modelLimit)]: \(error)\n  --> \(file)\n")
      throw ExitStatus.invalidInput.error
    }
    if let status = Interruption.status { throw status.error }
    return forecast
  }

  /// What is there from the start is known at once, and must not be built to be seen.
  func refuseFixed(_ loaded: LoadedScenario, atOnce: Int) throws {
    let (bytes, overflows) = Forecast.leastMemory(loaded.scenario)
      .multipliedReportingOverflow(by: Int64(atOnce))
    if overflows || bytes > limit.bytes { try refuse(overflows ? .max : bytes) }
  }

  /// Refuses so many bytes, if they are too many.
  func refuse(_ bytes: Int64) throws {
    guard bytes > limit.bytes, !isForced else { return }
    StandardStream.error.tell(
      """
      error[\(CommandCatalog.memoryLimit)]: \(what) needs about \(ByteText.text(bytes)) of memory, \
      more than \(ByteText.text(limit.bytes))
        --> \(file)
        = help: \(help); --force runs it

      """)
    throw ExitStatus.unavailable.error
  }
}
