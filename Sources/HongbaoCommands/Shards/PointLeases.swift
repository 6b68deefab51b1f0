import Experiments
import Foundation
import Glibc
import Synchronization

/// Who simulates which point of a capacity study that several shards share: a file a point under
/// way, `points/<key>.lease`.
///
/// Who makes the file has the point, and writes another number into it each second. A shard whose
/// file has not changed for ten seconds is taken for dead, and its points are taken over. The
/// seconds are those of whoever looks, so that no clocks are compared. To be wrong about a death
/// costs time and nothing else: two shards then make the same point, and keep the same bytes.
package final class PointLeases: CapacityClaims {
  /// What a file of another shard was when it was last seen to change.
  private struct Sight {
    var bytes: [UInt8]
    var since: ContinuousClock.Instant
  }

  private struct State {
    /// Descriptors of the files that this shard has made.
    var held: [String: Int32] = [:]
    var seen: [String: Sight] = [:]
    var beats = 0
    var isBeating = false
  }

  private static let suffix = ".lease"

  private let folder: String
  /// What stands in the files of this process and no other.
  private let mark: String
  private let patience: Duration
  private let state = Mutex(State())

  /// - Parameters:
  ///   - folder: where the points lie.
  ///   - patience: how long a file may stay the same before its shard is taken for dead.
  package init(_ shard: Shard, in folder: String, patience: Duration = .seconds(10)) {
    self.folder = folder
    self.patience = patience
    mark = "shard \(shard.text) \(String(UInt64.random(in: .min ... .max), radix: 16))"
  }

  /// True when there is any lease in a folder.
  static func areHeld(in folder: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { $0.hasSuffix(suffix) }
  }

  private func path(_ key: String) -> String { "\(folder)/\(key.prefix(32))\(Self.suffix)" }

  // MARK: Claims

  package func claim(_ key: String) -> Bool {
    let path = path(key)
    for _ in 0..<2 {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        take(key, descriptor)
        return true
      }
      // Where no file can be made, the point cannot be kept either, and that is told then.
      guard errno == EEXIST else { return true }
      guard isDead(key, path) else { return false }
      unlink(path)
    }
    return false
  }

  package func release(_ key: String) {
    let descriptor = state.withLock { $0.held.removeValue(forKey: key) }
    guard let descriptor else { return }
    close(descriptor)
    // Another shard may have taken the point over.
    let bytes = AtomicFile.read(path(key)) ?? []
    if bytes.starts(with: mark.utf8) { unlink(path(key)) }
  }

  private func take(_ key: String, _ descriptor: Int32) {
    let mustStart = state.withLock { state in
      state.held[key] = descriptor
      state.seen[key] = nil
      write(state.beats, to: descriptor)
      defer { state.isBeating = true }
      return !state.isBeating
    }
    if mustStart { Thread.detachNewThread { self.beat() } }
  }

  /// Whether the file of another shard has stayed the same for too long.
  private func isDead(_ key: String, _ path: String) -> Bool {
    guard let bytes = AtomicFile.read(path) else { return false }
    let now = ContinuousClock.now
    return state.withLock { state in
      if let sight = state.seen[key], sight.bytes == bytes { return now - sight.since > patience }
      state.seen[key] = Sight(bytes: bytes, since: now)
      return false
    }
  }

  // MARK: Beats

  /// Until the process ends.
  private func beat() {
    while true {
      sleep(1)
      state.withLock { state in
        state.beats += 1
        for descriptor in state.held.values { write(state.beats, to: descriptor) }
      }
    }
  }

  /// Through the descriptor, not the path: what was taken over is another file by now. What cannot
  /// be written makes this shard look dead, which is what it is for the others.
  private func write(_ beats: Int, to descriptor: Int32) {
    let bytes = Array("\(mark) \(beats)\n".utf8)
    _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    fdatasync(descriptor)
  }
}
