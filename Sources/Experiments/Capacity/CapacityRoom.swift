import ClusterModel
import ScenarioTypes
import Synchronization

/// How many points of a study fit into the memory at the same time.
///
/// It changes no result: points that do not fit side by side come one after the other, and one that
/// does not fit alone ends the study.
final class CapacityRoom: Sendable {
  /// Bytes that may be taken; nil: any.
  let limit: Int64?
  /// What was forecast, by what is simulated but the seed.
  private let known = Mutex<[String: Int64]>([:])

  init(limit: Int64?) { self.limit = limit }

  /// The bytes that a point needs; nil when it plainly fits so many times, which most do: that is
  /// seen without any simulation.
  private func bytes(
    _ loaded: LoadedScenario, named name: String, times: Int, limit: Int64, mayGoOn: () -> Bool
  ) throws(CapacityStop) -> Int64? {
    let least = Forecast.leastMemory(loaded.scenario)
    // What is there from the start must not be built to be seen.
    if least > limit { return least }
    guard Forecast.mostMemory(loaded.scenario) * Double(times) > Double(limit) else { return nil }
    if let bytes = known.withLock({ $0[name] }) { return bytes }
    let forecast: Forecast
    do throws(ModelError) {
      let plan = ReplicationPlan(loaded: loaded, toolVersion: "forecast")
      forecast = try Forecast(plan, effort: .quick, mayGoOn: mayGoOn)
    } catch {
      throw .model(error)
    }
    guard mayGoOn() else { throw .stopped }
    known.withLock { $0[name] = forecast.memoryBytes }
    return forecast.memoryBytes
  }

  /// How many points as large as this one may be simulated at the same time, `wanted` at most.
  ///
  /// - Parameters:
  ///   - name: of the point, without its seed.
  ///   - words: the same for people.
  /// - Throws: `CapacityStop.memory` when not even one fits, or what the model says.
  func places(
    for loaded: LoadedScenario, named name: String, _ words: String, wanted: Int,
    mayGoOn: () -> Bool
  ) throws(CapacityStop) -> Int {
    guard let limit else { return wanted }
    let found = try bytes(loaded, named: name, times: wanted, limit: limit, mayGoOn: mayGoOn)
    guard let bytes = found, bytes > 0 else { return wanted }
    guard bytes <= limit else { throw .memory(point: words, bytes: bytes, limit: limit) }
    return min(wanted, Int(limit / bytes))
  }
}
