import Experiments
import ScenarioTypes

/// What is known and judged before a run.
extension RunCommand {
  private var memory: MemoryGuard { MemoryGuard(file, isForced: planning.force) }

  /// Tells what the run would be.
  func foretell(_ loaded: LoadedScenario, _ plan: ReplicationPlan) throws {
    let count = statistics.isOfSeveralRuns ? statistics.wish?.most ?? plan.replications : 1
    let atOnce = min(plan.threads, count)
    let memory = memory
    if !memory.isForced { try memory.refuseFixed(loaded, atOnce: atOnce) }
    let forecast = try memory.forecast(plan, effort: .thorough)
    let times = Double(count)
    var requests: [String: Double] = [:]
    for (kind, number) in forecast.requests { requests[kind.name] = number * times }
    let expected = DryRunDocument.Expectation(
      replications: count, threads: plan.threads, requests: requests,
      packets: forecast.packets * times, events: forecast.events * times,
      memoryBytes: forecast.memoryBytes * Int64(atOnce), memoryLimitBytes: memory.limit.bytes,
      memoryOf: memory.limit.source,
      cores: count > 1 ? atOnce : forecast.threads,
      wallSeconds: forecast.wallSeconds.map { $0 * (times / Double(atOnce)).rounded(.up) },
      share: forecast.share)
    let document = DryRunDocument(loaded, expected)
    let isJSON = options.output.printedFormat == .json
    try StandardStream.output.write(isJSON ? try document.json() : document.text())
    try memory.refuse(expected.memoryBytes)
  }

  /// Refuses a run that would need more than the machine has.
  func guardMemory(_ loaded: LoadedScenario, _ plan: ReplicationPlan) throws {
    let count = statistics.isOfSeveralRuns ? statistics.wish?.most ?? plan.replications : 1
    let atOnce = min(plan.threads, count)
    try memory.check([loaded], atOnce: atOnce, threads: count == 1 ? plan.threads : 1)
  }
}
