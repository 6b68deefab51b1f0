import Glibc

/// Neighbouring time averages of a process that forgets at the rate e^-t/τ.
enum Relaxation {
  /// The correlation of the averages of two neighbouring parts of length x τ:
  /// (1 - e^-x)² / (2 (x - 1 + e^-x)).
  static func correlation(length x: Double) -> Double {
    let decay = exp(-x)
    return (1 - decay) * (1 - decay) / (2 * (x - 1 + decay))
  }

  /// The length, in relaxation times, of parts with a correlation; from 0.001 to 1000.
  static func length(correlation: Double) -> Double {
    var low = 1e-3
    var high = 1e3
    for _ in 0..<60 {
      let x = (low * high).squareRoot()
      if Self.correlation(length: x) > correlation { low = x } else { high = x }
    }
    return low
  }
}
