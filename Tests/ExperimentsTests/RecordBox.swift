import Experiments
import Synchronization

/// Files of replications by their number.
final class RecordBox: Sendable {
  private let files = Mutex<[Int: RecordFile]>([:])

  func add(_ file: RecordFile, _ number: Int) { files.withLock { $0[number] = file } }

  func file(_ number: Int) -> RecordFile? { files.withLock { $0[number] } }
}
