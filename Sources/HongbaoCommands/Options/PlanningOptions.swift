import ArgumentParser

/// What is known and judged before anything is run.
struct PlanningOptions: ParsableArguments {
  @Flag(
    name: .customLong("dry-run"),
    help: """
      Tell the effective scenario with the origin of each value, and what to expect: requests, \
      events, memory, time. Nothing is run to its end or written.
      """)
  var isDry = false

  @Flag(
    name: .long,
    help: "Run even when more than 80 % of the machine's memory is expected to be needed.")
  var force = false
}
