import Experiments
import ResultTypes
import Synchronization

/// Keeps points in memory, and can be told to take no more.
final class PointBox: CapacityPointStore {
  private let kept = Mutex<[String: CapacityPoint]>([:])
  let most: Int

  init(most: Int = .max) { self.most = most }

  var count: Int { kept.withLock { $0.count } }

  func point(_ key: String) -> CapacityPoint? { kept.withLock { $0[key] } }

  func keep(_ point: CapacityPoint) -> Bool {
    kept.withLock { kept in
      guard kept.count < most else { return false }
      kept[point.key] = point
      return true
    }
  }

  /// The same points in a box that takes more.
  func opened() -> PointBox {
    let box = PointBox()
    kept.withLock { kept in box.kept.withLock { $0 = kept } }
    return box
  }
}
