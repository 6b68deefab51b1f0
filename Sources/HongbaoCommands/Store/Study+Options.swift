import Experiments

extension Study {
  /// The options that shape the result, as `StatisticsOptions.identity` has them for one command.
  var options: String {
    ((replications == 1 ? [] : ["--replications", String(replications)])
      + (detectsWarmup ? ["--warmup", "auto"] : [])).joined(separator: " ")
  }
}
