import ResultTypes
import ScenarioTypes

/// Words that all formats share.
package enum ReportWords {
  /// Noes that say that the cluster had no room, and failures for the same reason.
  static let wantOfRoom: Set<String> = [
    RejectionReason.queueFull.name, RejectionReason.limited.name, RejectionReason.busy.name,
  ]

  /// `10 s to 60 s`.
  static func window(_ result: RunResult) -> String {
    "\(NumberText.seconds(result.warmupSeconds)) to \(NumberText.seconds(result.simulatedSeconds))"
  }

  /// How far a partial result goes: `stopped at 12 s of 60 s`.
  static func reached(_ partial: PartialResult) -> String {
    if let replications = partial.replications {
      let planned = partial.plannedReplications.map { " of \($0)" } ?? ""
      return "stopped after \(replications)\(planned) replications"
    }
    return "stopped at \(NumberText.seconds(partial.reachedSeconds)) of "
      + "\(NumberText.seconds(partial.plannedSeconds)) simulated"
  }

  /// When an objective ended a run: `at 12 s of 60 s simulated`.
  static func ended(_ early: EarlyEnd) -> String {
    let run = early.replication.map { number in
      "in replication \(number)"
        + (early.plannedReplications.map { " of 0 to \($0 - 1)" } ?? "") + ", "
    }
    return (run ?? "") + "at \(NumberText.seconds(early.reachedSeconds)) of "
      + "\(NumberText.seconds(early.plannedSeconds)) simulated"
  }

  /// What is said behind the objective that ended a run; nil for the others.
  static func mark(_ objective: ObjectiveResult, in result: RunResult) -> String? {
    guard let early = result.endedEarly, early.line == objective.line,
      early.objective == objective.expression
    else { return nil }
    return "ended the run \(ended(early))"
  }

  /// Over what the best rate of a run is a mean: `second`, or `minute` where the run is a day.
  static func bestInterval(_ result: RunResult) -> String {
    let seconds = result.series.intervalSeconds
    if seconds <= 1 { return "second" }
    return seconds == 60 ? "minute" : seconds == 3600 ? "hour" : NumberText.seconds(seconds)
  }

  /// Opens that were answered yes although no settlement was written for them: repeats of an
  /// opening already committed. A lower bound, as an answer can be lost after its commit.
  static func repeatedOpens(_ result: RunResult) -> UInt64 {
    let served = result.tiers.filter { $0.operation == "settle" }
      .reduce(UInt64(0)) { $0 + ($1.kinds["open"]?.served ?? 0) }
    return served > result.audit.settlements ? served - result.audit.settlements : 0
  }

  /// Words on the yeses beyond the settlements; empty without any.
  static func repeats(_ result: RunResult) -> String {
    let repeats = repeatedOpens(result)
    guard repeats > 0 else { return "" }
    return " (\(NumberText.grouped(repeats)) more opens were answered yes, repeats of an opening "
      + "already committed)"
  }

  /// The measured value of an objective in its unit; says so when there is none.
  static func value(of objective: ObjectiveResult) -> String {
    guard let value = objective.value else { return "0 measurements" }
    return quantity(value, unit: objective.unit)
  }

  /// What was measured beside the limit: `measured 10.9 %, the limit is 0.10 %`.
  package static func measured(_ objective: ObjectiveResult) -> String {
    "measured \(value(of: objective)), the limit is "
      + quantity(objective.limit, unit: objective.unit)
  }

  /// A number in the unit of an objective: `ms`, `1/s` or `1`.
  static func quantity(_ value: Double, unit: String) -> String {
    switch unit {
    case "ms": NumberText.milliseconds(value)
    case "1/s": NumberText.short(value) + "/s"
    case "1": NumberText.percent(value)
    default: NumberText.short(value) + " " + unit
    }
  }

  /// How far an objective is from its limit, as a share of the limit; empty without a value.
  static func margin(of objective: ObjectiveResult) -> String {
    guard let value = objective.value, objective.limit > 0 else { return "–" }
    let ratio = value / objective.limit
    return ratio >= 10
      ? "\(NumberText.short(ratio)) times the limit" : NumberText.percent(ratio) + " of the limit"
  }

  /// Names of faults that begin and end together, with their window.
  static func title(of band: FaultBand, in result: RunResult) -> String {
    let end =
      band.toSeconds >= result.simulatedSeconds
      ? "the end" : NumberText.seconds(band.toSeconds)
    return "\(band.text) (\(NumberText.seconds(band.fromSeconds)) to \(end))"
  }

  /// How fast the machine was.
  static func speed(_ result: RunResult, _ machine: MachineResult) -> String {
    var parts: [String] = []
    let wall = machine.wallSeconds
    let times = wall > 0 ? " (\(NumberText.short(result.simulatedSeconds / wall))× real time)" : ""
    parts.append(
      "\(NumberText.seconds(result.simulatedSeconds)) simulated in "
        + "\(NumberText.seconds(wall))\(times)")
    if let claims = machine.claimsPerWallSecond {
      parts.append("\(NumberText.short(claims)) claims/s")
    }
    parts.append("\(NumberText.short(machine.eventsPerWallSecond)) events/s")
    parts.append(NumberText.plural(machine.threads, "thread"))
    if machine.ranks > 1 { parts.append(NumberText.plural(machine.ranks, "rank")) }
    if machine.peakMemoryBytes > 0 {
      parts.append("\(NumberText.bytes(machine.peakMemoryBytes)) of memory at peak")
    }
    return parts.joined(separator: " · ")
  }
}
