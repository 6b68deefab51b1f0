import Digest
import Experiments
import Foundation
import Reports
import ResultTypes
import ScenarioTypes
import Synchronization

/// The folder of a capacity study: `<out>/<scenario>/capacity-<digest>/`.
///
/// Finished points lie in `points/`, a file each, whole or not there at all, with a checksum; a
/// killed study goes on from them, and shards find there what others have done. Report and result
/// are written beside them at the end.
final class CapacityFolder: CapacityPointStore {
  let path: String
  /// The file with the run that the pictures of the report show.
  static let pictureName = "picture.json"
  /// Where the points lie.
  let points: String
  private let failure = Mutex<OutputFailure?>(nil)

  /// Makes the folder.
  ///
  /// - Parameter isShared: other shards may be at work in it.
  init(
    _ loaded: LoadedScenario, in outputFolder: String, isShared: Bool
  ) throws(OutputFailure) {
    let slug = ResultFolderName.slug(of: loaded.scenario.name)
    path = "\(outputFolder)/\(slug)/capacity-\(loaded.digest.prefix(8))"
    points = path + "/points"
    try FolderMaking.makeAll(points)
    // Where a shard is at work, what is half written is its own.
    if !isShared, !PointLeases.areHeld(in: points) { AtomicFile.removeRemains(in: points) }
  }

  /// Why a point could not be kept.
  var writingFailure: OutputFailure? { failure.withLock { $0 } }

  private func file(_ key: String) -> String { "\(points)/\(key.prefix(32)).json" }

  func point(_ key: String) -> CapacityPoint? {
    guard let bytes = AtomicFile.read(file(key)), let text = Self.opened(bytes),
      let point = CapacityDocument.point(fromJSON: text), point.key == key
    else { return nil }
    return point
  }

  /// A text with its checksum in a line below.
  private static func sealed(_ text: String) -> String {
    text + SHA256.hexDigest(of: text.utf8) + "\n"
  }

  /// What was sealed; nil when a byte of it is another one.
  private static func opened(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes.dropLast(65), as: UTF8.self)
    return Array(sealed(text).utf8) == bytes ? text : nil
  }

  func keep(_ point: CapacityPoint) -> Bool {
    do throws(OutputFailure) {
      try AtomicFile.write(
        Array(Self.sealed(CapacityDocument.json(point)).utf8), to: file(point.key), in: points)
      return true
    } catch {
      failure.withLock { $0 = error }
      return false
    }
  }

  /// Writes one of the files at the end.
  func write(_ text: String, as name: String) throws(OutputFailure) {
    try AtomicFile.write(Array(text.utf8), to: "\(path)/\(name)", in: path)
  }
}
