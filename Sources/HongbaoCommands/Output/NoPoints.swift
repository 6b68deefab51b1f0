import Experiments
import ResultTypes

/// The store of a rank that leaves it to rank 0 to keep points.
struct NoPoints: CapacityPointStore {
  func point(_ key: String) -> CapacityPoint? { nil }

  func keep(_ point: CapacityPoint) -> Bool { true }
}
