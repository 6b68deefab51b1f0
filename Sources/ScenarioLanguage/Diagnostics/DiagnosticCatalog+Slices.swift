/// Slices of a run: S0416 and following.
extension DiagnosticCatalog.Entry {
  static let sliceOutsideRun = Self(
    title: "a slice that is no part of the run",
    text: """
      `--slice` runs a part of a scenario, so it must lie between its first moment and its
      end, and end after it begins. A clock time means its first occurrence at or after the
      start; a time such as 23h50m counts from the start.
      """,
    wrong: """
      hongbao run topologies/new-years-eve.yaml --slice 23h50m-25h
      """,
    right: """
      hongbao run topologies/new-years-eve.yaml --slice 23h50m-24h
      """)

  static let sliceWithoutStart = Self(
    title: "a slice by the clock of a scenario without a start",
    text: """
      Clock times need the key `start`, which says when the run begins. Give the scenario
      one, or name the slice by times of the run, counted from its beginning.
      """,
    wrong: """
      hongbao run topologies/first-steps.yaml --slice 20:00-20:01
      """,
    right: """
      hongbao run topologies/first-steps.yaml --slice 10s-20s
      """)

  static let sliceNotPossible = Self(
    title: "a scenario that cannot begin later",
    text: """
      A source that ends after a `total` of requests, or works in `periods`, is at a later
      time where chance has brought it by then. No slice can know that without running
      all that comes before: run the scenario from the start, with a shorter duration.
      """,
    wrong: """
      hongbao run scenario.yaml --slice 40s-60s
      """,
    right: """
      hongbao run scenario.yaml --set duration=60s --set warmup=40s
      """)
}
