import ClusterModel
import ArgumentParser
import Experiments
import ScenarioTypes
import Synchronization

/// `hongbao run FILE --replications N --shard i/n`: one part of the replications, no result.
extension RunCommand {
  /// Runs what is not yet done of a shard, and keeps each replication as soon as it is done.
  func run(_ shard: Shard, _ loaded: LoadedScenario) throws {
    let plan = plan(loaded, on: SingleRank())
    let study = Study(plan)
    let folder = ShardFolder(study: study, shard: shard, out: options.outputFolder)
    let lock = try folder.open(
      command: ShellWords.line(words(loaded)), topology: loaded.topology)
    defer { lock.release() }
    let wanted = shard.numbers(of: plan.replications)
    let left = wanted.filter { number in
      switch folder.state(of: number) {
      case .done: return false
      case .missing: return true
      case .damaged(let reason):
        options.log.warn("\(folder.path(of: number)) is damaged and made again: \(reason)")
        return true
      }
    }
    guard !left.isEmpty else {
      note("\(words(shard, wanted.count, of: plan)): nothing is left to do in \(folder.path)")
      return
    }
    try simulate(left, wanted.count - left.count, plan, folder)
    note("\(words(shard, wanted.count, of: plan)): kept in \(folder.path)")
  }

  private func simulate(
    _ numbers: [Int], _ done: Int, _ plan: ReplicationPlan, _ folder: ShardFolder
  ) throws {
    let reporter = Mutex(ProgressReporter())
    let failure = Mutex<OutputFailure?>(nil)
    let kept = Atomic(done)
    let planned = done + numbers.count
    let workers = ReplicationWorkers(plan, done: done)
    do throws(RunFailure) {
      try workers.run(
        numbers, planned: planned,
        progress: { progress in
          if showsProgress { reporter.withLock { $0.show(progress) } }
          return Interruption.status == nil
        },
        keep: { record in
          guard record.isComplete else { return false }
          do throws(OutputFailure) {
            try folder.keep(record)
            kept.add(1, ordering: .relaxed)
            return Interruption.status == nil
          } catch {
            failure.withLock { $0 = $0 ?? error }
            return false
          }
        })
    } catch {
      throw refused(error, checkpoints(plan.loaded, on: SingleRank()))
    }
    reporter.withLock { $0.clear() }
    if let failure = failure.withLock({ $0 }) { throw failure }
    let count = kept.load(ordering: .relaxed)
    if count < planned {
      StandardStream.error.tell(
        "error: stopped by a signal; \(count) of \(planned) replications of the shard are kept "
          + "in \(folder.path)\n")
      throw (Interruption.status ?? .interrupted).error
    }
  }

  private func words(_ shard: Shard, _ count: Int, of plan: ReplicationPlan) -> String {
    "shard \(shard.text), \(count) of \(plan.replications) replications"
  }
}
