import ArgumentParser
import ClusterModel
import Experiments
import Foundation
import ScenarioTypes

/// What is known and judged before a run.
extension RunCommand {
  /// The share of the memory that a run may take.
  static var mostOfMemory: Double { 0.8 }

  private var limit: (bytes: Int64, source: String) {
    let memory = MachineLimits.memory(ProcessInfo.processInfo.environment)
    return (Int64(Double(memory.total) * Self.mostOfMemory), memory.source)
  }

  /// Tells what the run would be.
  func foretell(_ loaded: LoadedScenario, _ plan: ReplicationPlan) throws {
    let count = statistics.isOfSeveralRuns ? statistics.wish?.most ?? plan.replications : 1
    let atOnce = min(plan.threads, count)
    let (limit, source) = limit
    try refuseFixed(loaded, atOnce: atOnce, limit: limit)
    let forecast = try forecast(
      loaded, threads: count > 1 ? 1 : plan.threads, effort: .thorough)
    let times = Double(count)
    var requests: [String: Double] = [:]
    for (kind, number) in forecast.requests { requests[kind.name] = number * times }
    let expected = DryRunDocument.Expectation(
      replications: count, threads: plan.threads, requests: requests,
      packets: forecast.packets * times, events: forecast.events * times,
      memoryBytes: forecast.memoryBytes * Int64(atOnce), memoryLimitBytes: limit,
      memoryOf: source,
      wallSeconds: forecast.wallSeconds.map { $0 * (times / Double(atOnce)).rounded(.up) },
      share: forecast.share)
    let document = DryRunDocument(loaded, expected)
    let isJSON = options.output.printedFormat == .json
    try StandardStream.output.write(isJSON ? try document.json() : document.text())
    try refuse(expected.memoryBytes, limit: limit)
  }

  /// Refuses a run that would need more than the machine has. Most are small enough to see it
  /// without any simulation.
  func guardMemory(_ loaded: LoadedScenario, _ plan: ReplicationPlan) throws {
    if planning.force { return }
    let count = statistics.isOfSeveralRuns ? statistics.wish?.most ?? plan.replications : 1
    let atOnce = min(plan.threads, count)
    let limit = limit.bytes
    try refuseFixed(loaded, atOnce: atOnce, limit: limit)
    if Forecast.mostMemory(loaded.scenario) * Double(atOnce) <= Double(limit) { return }
    let forecast = try forecast(loaded, threads: 1, effort: .quick)
    try refuse(forecast.memoryBytes * Int64(atOnce), limit: limit)
  }

  private func forecast(
    _ loaded: LoadedScenario, threads: Int, effort: Forecast.Effort
  ) throws -> Forecast {
    let forecast: Forecast
    do throws(ModelError) {
      forecast = try Forecast(loaded, threads: threads, effort: effort) {
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
  private func refuseFixed(_ loaded: LoadedScenario, atOnce: Int, limit: Int64) throws {
    let (bytes, overflows) = Forecast.leastMemory(loaded.scenario)
      .multipliedReportingOverflow(by: Int64(atOnce))
    if overflows || bytes > limit { try refuse(overflows ? .max : bytes, limit: limit) }
  }

  private func refuse(_ bytes: Int64, limit: Int64) throws {
    guard bytes > limit, !planning.force else { return }
    StandardStream.error.tell(
      """
      error[\(CommandCatalog.memoryLimit)]: the run needs about \(ByteText.text(bytes)) of memory, \
      more than \(ByteText.text(limit))
        --> \(file)
        = help: fewer --threads for replications, a --slice, fewer nodes; --force runs it

      """)
    throw ExitStatus.unavailable.error
  }
}
