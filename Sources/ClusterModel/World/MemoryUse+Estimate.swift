import Quantities
import ScenarioTypes
import SimulationKernel
import SimulationStatistics

/// What a run will need, told before it is built.
extension MemoryUse {
  /// Bytes of the columns by node and by interval, which are there from the start: about, and
  /// histograms apart that every run has.
  package static func fixedBytes(_ scenario: Scenario) -> Int64 {
    let duration = scenario.duration.nanoseconds
    let length = ClusterBuilder.intervalLength(duration)
    let intervals = max(1, Int((duration + length - 1) / length))
    let columns = min(intervals, 60)
    return scenario.tiers.reduce(0) { sum, tier in
      let rows = 3 * TierRecorder.Column.width * MemoryLayout<UInt32>.stride
      let byInterval = intervals * (rows + 2 * MemoryLayout<Int128>.stride)
      let byNode =
        (columns + 1) * MemoryLayout<Int128>.stride + tier.servers * MemoryLayout<Int64>.stride
        + nodeBytes
      return sum + Int64(byInterval) + Int64(tier.nodes) * Int64(byNode)
    }
  }

  /// The other columns of a node: its ring of starts, admission, place, life, outages.
  private static var nodeBytes: Int { MemoryLayout<StartRing>.stride + 64 }

  /// Bytes that each further partition of a run on several threads has for itself: histograms,
  /// and about half a MiB of calendar, tables and buffers of messages. (Columns that a partition
  /// does not use are never touched.)
  package static func partitionBytes(_ scenario: Scenario) -> Int64 {
    let histograms = scenario.tiers.count * TierRecorder.histogramCount + RequestKind.allCases.count
    let words = histograms * HistogramHandle.wordCount * MemoryLayout<UInt64>.stride
    return Int64(words) + (1 << 19)
  }

  /// Bytes of a pending event in its chunk of the calendar, chunks being full but for the last of
  /// each bucket.
  package static var eventBytes: Int { 256 / 15 }

  /// Bytes of a request in flight, with what `RequestExtra` holds where the scenario needs it.
  package static func requestBytes(of scenario: Scenario) -> Int {
    requestBytes + (ClusterBuilder.needsExtras(scenario) ? MemoryLayout<RequestExtra>.stride : 0)
  }
}

extension ClusterSimulation {
  /// Events that wait in the calendar. Costs a walk over all of them; for a run on one thread.
  package mutating func countPending() -> Int {
    var count = 0
    simulation.withWorld { _, queue in queue.forEachPending { _ in count += 1 } }
    return count
  }

  /// Bytes of a request in flight.
  package var requestBytes: Int { MemoryUse.requestBytes(of: loaded.scenario) }
}

extension Distribution {
  /// The mean of some draws, and 1 at least: for sizes of what is to come, not for results.
  package var roughMean: Double { ClusterBuilder.roughMean(self) }
}
