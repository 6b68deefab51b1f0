/// One benchmark: a name, what it counts, and how to do its work once.
struct Benchmark: Sendable {
  /// How much work is done.
  enum Scale: Sendable {
    /// Enough for a rate that repeats: seconds.
    case full
    /// Milliseconds, for the tests.
    case small
    /// A fixed amount that an instruction counter, fifty times slower, gets through.
    case count
  }

  /// As `--only` takes it and `budgets.csv` names it.
  var name: String
  /// What `Work.amount` counts, in the plural.
  var unit: String
  /// Whether instructions per unit have a budget.
  var hasBudget = true
  /// Does the work at a scale; only what runs inside `Stopwatch.measure` counts.
  var run: @Sendable (Scale, BenchmarkOptions, inout Stopwatch) throws -> Work
}

/// What one run of a benchmark did.
struct Work: Hashable {
  /// The parameters that decide what is done, `name value`, joined by commas.
  var parameters: String
  /// How many units of work were done.
  var amount: UInt64
  /// Tells whether the same work was done: a number of our own, the same on every machine.
  var hash: UInt64
  /// What else is worth saying, one sentence each: the mean wait beside the theory.
  var notes: [String] = []
}
