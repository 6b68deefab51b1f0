import Digest

/// A checkpoint as it lies in a file: header, state, and the SHA-256 of both.
package struct Checkpoint: Hashable, Sendable {
  package var header: CheckpointHeader
  /// What `ClusterSimulation.checkpoint` gave.
  package var state: [UInt8]

  package init(header: CheckpointHeader, state: [UInt8]) {
    self.header = header
    self.state = state
  }

  private static let trailerWord = "sha256 "
  /// `sha256 `, 64 digits and the end of the line.
  private static let trailerLength = 72

  /// The last line of a file that begins with `head` and `state`.
  static func trailer(_ head: [UInt8], _ state: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    head.withUnsafeBytes { hash.update($0) }
    state.withUnsafeBytes { hash.update($0) }
    return Array("\(trailerWord)\(hash.hexDigest())\n".utf8)
  }

  /// The whole file.
  package var bytes: [UInt8] {
    let head = Array(header.text.utf8)
    return head + state + Self.trailer(head, state)
  }

  /// Reads a file; `path` is for the message.
  package init(reading bytes: [UInt8], path: String) throws(CheckpointFailure) {
    guard bytes.starts(with: CheckpointHeader.magic.utf8) else {
      throw .damaged("the file is not a checkpoint", path)
    }
    let format = bytes.dropFirst(CheckpointHeader.magic.utf8.count).prefix { $0 != 10 }
    if let number = Int(String(decoding: format, as: UTF8.self)),
      number != CheckpointHeader.currentFormat
    {
      throw .mismatch("the checkpoint has the format \(number) of another version", path)
    }
    let end = bytes.count - Self.trailerLength
    guard end > 0 else { throw .damaged("the checkpoint is cut short", path) }
    guard Array(bytes[end...]) == Self.trailer(Array(bytes[..<end]), []) else {
      throw .damaged("the checkpoint is damaged or cut short: its checksum does not hold", path)
    }
    // The header ends with an empty line, and is short.
    var place = 0
    while place + 1 < min(end, 4096), bytes[place] != 10 || bytes[place + 1] != 10 { place += 1 }
    guard let header = CheckpointHeader(parsing: String(decoding: bytes[..<place], as: UTF8.self))
    else { throw .damaged("the checkpoint has no header", path) }
    self.init(header: header, state: Array(bytes[min(place + 2, end)..<end]))
  }
}
