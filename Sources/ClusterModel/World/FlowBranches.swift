/// Where requests of one kind go after a step that branches, flat; owned and freed by the world.
struct FlowBranches: BitwiseCopyable {
  /// One way on: below this point of the unit interval the request goes to `step`.
  struct Way: BitwiseCopyable {
    var upTo: Double
    var step: UInt8
  }

  /// Ways by step, at most `FlowTable.capacity` each.
  let ways: UnsafeMutablePointer<Way>
  /// Number of ways of each step; 0 with `branches` set: every request is answered there.
  let counts: UnsafeMutablePointer<UInt8>

  init() {
    ways = .allocate(capacity: FlowTable.capacity * FlowTable.capacity)
    ways.initialize(
      repeating: Way(upTo: 0, step: 0), count: FlowTable.capacity * FlowTable.capacity)
    counts = zeroed(FlowTable.capacity)
  }

  func deallocate() {
    ways.deallocate()
    counts.deallocate()
  }

  /// The step after `step` for a draw from the unit interval; nil: answered there.
  func next(after step: UInt8, draw: Double) -> UInt8? {
    let row = ways + Int(step) * FlowTable.capacity
    for place in 0..<Int(counts[Int(step)]) where draw < row[place].upTo { return row[place].step }
    return nil
  }
}
