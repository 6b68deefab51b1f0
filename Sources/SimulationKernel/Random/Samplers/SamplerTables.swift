/// Owns the tables that some samplers point into: hyperexponential, empirical and Zipf.
///
/// A sampler made with these tables must not draw after its owner is gone; keep the owner beside
/// the samplers, in the world that uses them. Tables are never moved or changed once made.
public struct SamplerTables: ~Copyable {
  private var blocks: [UnsafeMutablePointer<Double>] = []

  /// Creates an owner without tables.
  public init() {}

  /// Keeps a copy of `numbers` until the owner goes.
  mutating func keep(_ numbers: [Double]) -> UnsafePointer<Double> {
    let block = UnsafeMutablePointer<Double>.allocate(capacity: max(1, numbers.count))
    block.initialize(repeating: 0, count: max(1, numbers.count))
    for (index, number) in numbers.enumerated() { block[index] = number }
    blocks.append(block)
    return UnsafePointer(block)
  }

  deinit {
    for block in blocks { block.deallocate() }
  }
}
