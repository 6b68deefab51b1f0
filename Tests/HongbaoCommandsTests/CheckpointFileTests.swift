import Foundation
import Glibc
import HongbaoCommands
import TestSupport
import Testing

@Suite struct `A checkpoint file` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func checkpoint(_ bytes: [UInt8] = [1, 2, 3], version: String = "1.0.0") -> Checkpoint {
    Checkpoint(
      header: CheckpointHeader(
        toolVersion: version, scenario: "abcdef0123", seed: 7, detectsWarmup: false,
        simulatedSeconds: 1.5, totalSeconds: 60, wallSeconds: 0.25), state: bytes)
  }

  private func file() -> CheckpointFile { CheckpointFile(parent: folder.root, run: "seed-7") }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.root)) ?? []).sorted()
  }

  @Test func `it is read back as it was written, and replaced`() throws {
    var file = file()
    #expect(try file.read() == nil)
    #expect(try file.write(checkpoint()))
    #expect(try file.read() == checkpoint())
    #expect(try file.write(checkpoint([])))
    #expect(try file.read() == checkpoint([]))
    #expect(names == ["seed-7.checkpoint"])
    file.remove()
    #expect(names.isEmpty)
  }

  @Test func `its head is plain text`() throws {
    var file = file()
    #expect(try file.write(checkpoint()))
    let text = try String(contentsOfFile: file.path, encoding: .isoLatin1)
    #expect(text.hasPrefix("hongbao-checkpoint 1\nversion: 1.0.0\nscenario: abcdef0123\nseed: 7\n"))
    #expect(text.dropLast().split(separator: "\n").last?.hasPrefix("sha256 ") == false)
    #expect(text.contains("sha256 "))
  }

  @Test func `every changed or missing byte is seen`() throws {
    let bytes = checkpoint([UInt8](repeating: 10, count: 40)).bytes
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      let failure = #expect(throws: CheckpointFailure.self) {
        _ = try Checkpoint(reading: changed, path: "x")
      }
      #expect(failure?.status == .invalidInput)
    }
    for length in bytes.indices {
      #expect(throws: CheckpointFailure.self) {
        _ = try Checkpoint(reading: Array(bytes[..<length]), path: "x")
      }
    }
  }

  @Test func `what does not fit is named`() throws {
    let header = checkpoint().header
    #expect(header.objection(to: header) == nil)
    var other = header
    other.toolVersion = "1.0.1"
    #expect(
      header.objection(to: other)
        == "the checkpoint was made by hongbao 1.0.0, and this is 1.0.1")
    other = header
    other.scenario = "0123"
    #expect(header.objection(to: other)?.contains("another scenario (abcdef01") == true)
    other = header
    other.seed = 8
    #expect(header.objection(to: other) == "the checkpoint has the seed 7, and the run 8")
    other = header
    other.detectsWarmup = true
    #expect(header.objection(to: other)?.contains("without --warmup auto") == true)
  }

  @Test func `two runs of one name do not mix theirs`() throws {
    var first = file()
    var second = file()
    #expect(try first.write(checkpoint([1])))
    #expect(try !second.write(checkpoint([2])))
    #expect(try first.write(checkpoint([3])))
    #expect(try !second.write(checkpoint([4])))
    second.remove()
    #expect(try second.read() == checkpoint([3]))
    first.remove()
    #expect(try second.write(checkpoint([5])))
    #expect(try !first.write(checkpoint([6])))
  }

  @Test func `one that a dead run left is taken over`() throws {
    do {
      var dead = file()
      #expect(try dead.write(checkpoint([1])))
    }
    var next = file()
    #expect(try next.read() == checkpoint([1]))
    var late = file()
    #expect(try !late.write(checkpoint([2])))
    #expect(try next.write(checkpoint([3])))
  }

  @Test func `what a kill left half written is cleared`() throws {
    let child = try ProcessRunner("/bin/true").start()
    _ = try child.wait()
    try folder.write("half", to: ".tmp.\(child.process)-seed-7.checkpoint")
    var file = file()
    #expect(try file.write(checkpoint()))
    #expect(names == ["seed-7.checkpoint"])
  }

  @Test func `a folder or a file without permission is unreadable, not damaged`() throws {
    var file = file()
    try FileManager.default.createDirectory(
      atPath: file.path, withIntermediateDirectories: false)
    let failure = #expect(throws: CheckpointFailure.self) { _ = try file.read() }
    #expect(failure?.status == .missingInput)
    #expect(failure?.text.contains("error: cannot read the checkpoint: it is not a file") == true)
  }

  @Test(arguments: [("off", true), ("5min", false)])
  func `an interval is a time or off`(_ text: String, _ isOff: Bool) throws {
    #expect((try CheckpointInterval(parsing: text) == .off) == isOff)
    #expect(try CheckpointInterval(parsing: "5min") == .standard)
  }
}
