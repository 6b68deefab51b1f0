import Foundation
import Glibc
import HongbaoCommands
import TestSupport
import Testing

@Suite struct `Replacing a folder` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func contents(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func `a new folder has all files and leaves nothing beside it`() throws {
    let parent = folder.path("deep/down")
    let done = try FolderReplacement(parent: parent, name: "run")
      .commit([.init(name: "a", text: "one"), .init(name: "b", text: "")])
    #expect(done)
    #expect(try contents(parent) == ["run"])
    #expect(try contents(parent + "/run") == ["a", "b"])
    #expect(try String(contentsOfFile: parent + "/run/a", encoding: .utf8) == "one")
  }

  @Test func `the old folder goes, with the files that others put there`() throws {
    let replacement = FolderReplacement(parent: folder.root, name: "run")
    _ = try replacement.commit([.init(name: "a", text: "old")])
    try folder.write("mine", to: "run/foreign")
    _ = try replacement.commit([.init(name: "a", text: "new")])
    #expect(try contents(folder.root) == ["run"])
    #expect(try contents(folder.path("run")) == ["a"])
    #expect(try String(contentsOfFile: folder.path("run/a"), encoding: .utf8) == "new")
  }

  @Test func `a no before the last step leaves the old folder and no trace`() throws {
    let replacement = FolderReplacement(parent: folder.root, name: "run")
    _ = try replacement.commit([.init(name: "a", text: "old")])
    let done = try replacement.commit([.init(name: "a", text: "new")], mayCommit: { false })
    #expect(!done)
    #expect(try contents(folder.root) == ["run"])
    #expect(try String(contentsOfFile: folder.path("run/a"), encoding: .utf8) == "old")
  }

  @Test func `what dead processes left is cleared, what living ones hold stays`() throws {
    let child = try ProcessRunner("/bin/true").start()
    _ = try child.wait()
    let stale = folder.path(".tmp.\(child.process)-run")
    let living = folder.path(".tmp.1-run")
    for path in [stale, living] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }
    _ = try FolderReplacement(parent: folder.root, name: "run").commit([])
    #expect(try contents(folder.root) == [".tmp.1-run", "run"])
  }

  @Test func `a file in the way is named with the reason and status 73`() throws {
    try folder.write("", to: "file")
    let replacement = FolderReplacement(parent: folder.path("file/below"), name: "run")
    let failure = #expect(throws: OutputFailure.self) { _ = try replacement.commit([]) }
    #expect(failure?.status == .cannotCreate)
    #expect(failure?.description.contains(folder.path("file")) == true)
    #expect(failure?.description.contains("Not a directory") == true)
  }
}
