import SimulationStatistics

/// The waits of customers in order: their sum in nanoseconds, whole and for each of 20 batches.
struct WaitRecord {
  /// As many batches as hold their confidence at high utilisation (`SeriesAnalysis.batchMeans`).
  static let batches = 20

  /// Customers per batch.
  let size: Int
  private(set) var sum: Int64 = 0
  private var leftInBatch: Int
  private var sumAtBorder: Int64 = 0
  private var batchMeans: [Double] = []

  /// For a run of `customers`; they should be a multiple of 20.
  init(customers: Int) {
    size = max(customers / Self.batches, 1)
    leftInBatch = size
  }

  @inline(__always)
  mutating func add(_ wait: Int64) {
    sum += wait
    leftInBatch -= 1
    if leftInBatch == 0 { endBatch() }
  }

  @inline(never)
  private mutating func endBatch() {
    batchMeans.append(Double(sum - sumAtBorder) / Double(size))
    sumAtBorder = sum
    leftInBatch = size
  }

  /// The mean wait beside the theory's, in units of the mean service time.
  func note(theory: Double, serviceNanoseconds: Double) -> String {
    guard let interval = ConfidenceInterval.ofIndependent(batchMeans) else {
      return "mean wait: too few customers"
    }
    let mean = Self.rounded(interval.mean / serviceNanoseconds)
    let half = Self.rounded(interval.halfWidth / serviceNanoseconds)
    return "mean wait \(mean) ± \(half) services (95 %, \(Self.batches) batches), "
      + "theory \(Self.rounded(theory))"
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
