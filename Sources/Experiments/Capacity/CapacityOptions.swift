import Quantities

/// How a capacity study is made.
public struct CapacityOptions: Sendable {
  /// Seeds by which a load is shown to hold; at least 3.
  public var replications: Int
  /// Largest width of the bracket around the largest load, relative.
  public var precision: Double
  /// Before the window of a point; nil: by the habits of the scenario's people.
  public var warmup: TimeSpan?
  /// What a point is judged by; nil: a million claims, and 2 s at least.
  public var window: TimeSpan?
  /// Of this process; changes no result.
  public var threads: Int
  /// Who else simulates points; changes no result.
  public var spreading = CapacitySpreading.here
  /// Bytes that points at work in this process may need together; nil: any. Changes no result, but
  /// a point that needs more alone ends the study.
  public var memoryLimit: Int64?

  public init(
    replications: Int = 4, precision: Double = 0.02, warmup: TimeSpan? = nil,
    window: TimeSpan? = nil, threads: Int = 1
  ) {
    self.replications = replications
    self.precision = precision
    self.warmup = warmup
    self.window = window
    self.threads = threads
  }
}
