/// A mean over independent runs with its standard error, to be held against theory.
public struct Estimate: CustomStringConvertible {
  public let mean: Double
  public let standardError: Double
  public let runs: Int

  /// From one value a run; at least two runs.
  public init(_ values: [Double]) {
    runs = values.count
    mean = values.reduce(0, +) / Double(max(values.count, 1))
    let center = mean
    let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    standardError = (squares / Double(max(runs - 1, 1)) / Double(max(runs, 1))).squareRoot()
  }

  /// Whether theory lies within `errors` standard errors, plus a relative allowance (the width of
  /// a histogram's buckets), and the interval is narrow enough to mean something: four standard
  /// errors are at most `width` of the value.
  public func agrees(
    with theory: Double, errors: Double = 4, allowance: Double = 0, width: Double = 0.1
  ) -> Bool {
    abs(mean - theory) <= errors * standardError + allowance * abs(theory)
      && errors * standardError <= width * abs(theory)
  }

  public var description: String { "\(mean) ± \(standardError) (\(runs) runs)" }
}
