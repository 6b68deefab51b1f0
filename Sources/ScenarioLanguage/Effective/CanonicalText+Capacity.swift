import Quantities
import ScenarioTypes

/// The section `capacity`, if the scenario has one.
extension CanonicalText {
  mutating func write(_ question: CapacityQuestion) {
    guard question != CapacityQuestion() else { return line(0, "capacity", "{}") }
    open(0, "capacity")
    if let plan = question.plan { line(1, "plan", plan.text) }
    if !question.tiers.isEmpty { open(1, "tiers") }
    for bounds in question.tiers {
      open(2, Self.name(scenario.tiers[bounds.tier].name))
      if let nodes = bounds.nodes { line(3, "nodes", nodes.text) }
      if let servers = bounds.servers { line(3, "servers", servers.text) }
      line(3, "cost", Self.number(bounds.cost))
      if let memory = bounds.memory { line(3, "memory", memory.text) }
      if let connections = bounds.connections { line(3, "connections", "\(connections)") }
      if let bandwidth = bounds.bandwidth { line(3, "bandwidth", bandwidth.text + "/s") }
      line(3, "pool", "\(bounds.pool)")
    }
    if let message = question.message { line(1, "message", message.text) }
    if let record = question.record { line(1, "record", record.text) }
    if let records = question.records { line(1, "records", "\(records)") }
    if let users = question.users { line(1, "users", "\(users)") }
    if !question.uncertain.isEmpty { open(1, "uncertain") }
    for item in question.uncertain { write(item) }
  }

  private mutating func write(_ item: UncertainInput) {
    let input =
      switch item.input {
      case .load: "load"
      case .service(let tier): "tiers.\(scenario.tiers[tier].name).service"
      }
    text += "    - input: \(Self.quoted(input))\n"
    switch item.factors {
    case .values(let values):
      line(3, "values", "[" + values.map(Self.number).joined(separator: ", ") + "]")
    case .range(let half): line(3, "range", Ratio(fraction: half).text)
    }
  }

  /// The shortest digits of a number.
  private static func number(_ value: Double) -> String {
    DecimalNumber(shortest: value)?.text() ?? "\(value)"
  }
}
