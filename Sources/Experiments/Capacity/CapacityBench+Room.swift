import ScenarioTypes

/// Points and the memory that there is.
extension CapacityBench {
  /// How many of some points this process may simulate at the same time: as many as there is memory
  /// for, by the one that may need most.
  ///
  /// - Throws: `CapacityStop.memory` when not even that one fits alone.
  func places(for jobs: [Job], wanted: Int, _ step: String) throws(CapacityStop) -> Int {
    guard room.limit != nil else { return wanted }
    var largest = jobs[0].variant
    var most = -1.0
    for job in jobs {
      let size = Forecast.mostMemory(job.variant.scenario(loaded.scenario, on: plateau))
      if size > most { (largest, most) = (job.variant, size) }
    }
    return try places(for: scenario(of: largest), largest, wanted: wanted, step)
  }

  /// The same for points like this one.
  func places(
    for loaded: LoadedScenario, _ variant: CapacityVariant?, wanted: Int, _ step: String
  ) throws(CapacityStop) -> Int {
    try room.places(
      for: loaded, named: variant?.text ?? "the pictures",
      variant.map { "the point `\(words($0))`" } ?? "the run for the pictures", wanted: wanted,
      mayGoOn: { self.tell(step) })
  }

  /// Whether a point that nobody has asked for yet fits.
  func fits(_ job: Job) -> Bool {
    guard room.limit != nil else { return true }
    do throws(CapacityStop) {
      return try places(for: scenario(of: job.variant), job.variant, wanted: 1, "") > 0
    } catch {
      return false
    }
  }

  private func scenario(of variant: CapacityVariant) -> LoadedScenario {
    var copy = loaded
    copy.scenario = variant.scenario(loaded.scenario, on: plateau)
    return copy
  }
}
