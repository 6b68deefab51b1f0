/// How each family of distributions is written.
package struct DistributionFamily: Sendable {
  /// What a parameter is.
  package enum ParameterKind: Sendable {
    /// In the unit of the place: a time, a count, an amount of money.
    case value
    /// A plain number above zero.
    case number
    /// A plain whole number from 1.
    case whole
  }

  package struct Parameter: Sendable {
    var name: String
    var kind: ParameterKind
  }

  package var name: String
  /// The ways to give the parameters; one of them must be complete.
  package var forms: [[Parameter]]
  /// The names may be left out when the parameters stand in this order.
  package var namesAreOptional = true
  package var example: String

  package static let all: [DistributionFamily] = [
    DistributionFamily(
      name: "constant", forms: [[Parameter(name: "value", kind: .value)]],
      example: "constant(10us)"),
    DistributionFamily(
      name: "exponential", forms: [[Parameter(name: "mean", kind: .value)]],
      example: "exponential(mean 10ms)"),
    DistributionFamily(
      name: "erlang",
      forms: [[Parameter(name: "k", kind: .whole), Parameter(name: "mean", kind: .value)]],
      example: "erlang(k 3 mean 10ms)"),
    DistributionFamily(
      name: "hyperexponential", forms: [], example: "hyperexponential(90% 0.5ms, 10% 5.5ms)"),
    DistributionFamily(
      name: "lognormal",
      forms: [
        [Parameter(name: "mean", kind: .value), Parameter(name: "cv", kind: .number)],
        [Parameter(name: "p50", kind: .value), Parameter(name: "p99", kind: .value)],
      ], namesAreOptional: false, example: "lognormal(mean 200us cv 0.5)"),
    DistributionFamily(
      name: "gamma",
      forms: [[Parameter(name: "mean", kind: .value), Parameter(name: "cv", kind: .number)]],
      namesAreOptional: false, example: "gamma(mean 10ms cv 0.5)"),
    DistributionFamily(
      name: "weibull",
      forms: [[Parameter(name: "scale", kind: .value), Parameter(name: "shape", kind: .number)]],
      example: "weibull(scale 10ms shape 1.5)"),
    DistributionFamily(
      name: "pareto",
      forms: [[Parameter(name: "min", kind: .value), Parameter(name: "shape", kind: .number)]],
      example: "pareto(min 1ms shape 2.5)"),
    DistributionFamily(
      name: "bounded-pareto",
      forms: [
        [
          Parameter(name: "min", kind: .value), Parameter(name: "max", kind: .value),
          Parameter(name: "shape", kind: .number),
        ]
      ], example: "bounded-pareto(min 1ms max 1s shape 1.5)"),
    DistributionFamily(
      name: "uniform",
      forms: [[Parameter(name: "low", kind: .value), Parameter(name: "high", kind: .value)]],
      example: "uniform(1ms 3ms)"),
    DistributionFamily(
      name: "geometric", forms: [[Parameter(name: "mean", kind: .number)]],
      example: "geometric(mean 1.5)"),
    DistributionFamily(
      name: "empirical", forms: [], example: "empirical(p0 1ms p50 2ms p99 9ms p100 20ms)"),
  ]

  package static let names = all.map(\.name)

  package static func named(_ name: String) -> DistributionFamily? {
    let canonical = KeyTable.canonical(name)
    return all.first { $0.name == canonical }
  }
}
