import ScenarioTypes

/// The way of one kind of request, flat.
struct FlowTable: BitwiseCopyable {
  /// Tiers in order, `count` of them; then `afterCount` tiers that follow the answer.
  var tiers:
    (
      Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8, Int8
    )
  var count: UInt8
  var afterCount: UInt8
  /// Action by outcome code, 2 bits each: 0 stop, 1 retry, 2 open.
  var actions: UInt32
  var exists: Bool
  /// Places of the way that are caches, a bit each.
  var caches: UInt16 = 0
  /// Steps that branch, a bit each, and their ways.
  var branching: UInt16 = 0
  var branches = FlowBranches()
  /// Copies and copies needed by step; 0: one piece.
  var copies = SIMD16<UInt8>(repeating: 0)
  var needed = SIMD16<UInt8>(repeating: 0)
  var hasForks = false
  /// Some tier of the way calls the next one again.
  var hasCalls = false

  static var capacity: Int { 16 }

  /// The tier at a place of the way.
  @inline(__always)
  func tier(_ hop: UInt8) -> Int {
    withUnsafeBytes(of: tiers) { Int($0.load(fromByteOffset: Int(hop) & 15, as: Int8.self)) }
  }

  /// What the client does after an outcome.
  @inline(__always)
  func action(_ outcome: Outcome) -> Action {
    switch actions >> (2 * UInt32(outcome.code)) & 3 {
    case 1: .retry
    case 2: .open
    default: .stop
    }
  }
}
