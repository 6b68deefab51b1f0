import Foundation
import TestSupport
import Testing

/// Runs every benchmark with little work, so that none can rot, and compares what it did with
/// `small-hashes.csv`; `UPDATE_SNAPSHOTS=1` rewrites the file, and a commit that does so says why.
@Suite struct `Benchmarks` {
  /// What `--json` says of one benchmark, as far as these tests look at it.
  private struct Entry: Decodable {
    var benchmark: String
    var parameters: String
    var unit: String
    var work: UInt64
    var hash: String
    var notes: [String]

    /// The line of `small-hashes.csv`. The page of the report is held by a snapshot of its own, and
    /// the file of the flagship by its digest: only that there was work is held here.
    var line: String {
      ["decode", "report"].contains(benchmark)
        ? "\(benchmark),\(work),-" : "\(benchmark),\(work),\(hash)"
    }
  }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func run(_ arguments: [String]) throws -> FinishedProcess {
    let program = URL(fileURLWithPath: try ProcessRunner.hongbaoPath())
      .deletingLastPathComponent().appendingPathComponent("KernelBenchmarks").path
    return try ProcessRunner(program, arguments + ["--root", root.path]).run()
  }

  private static func entries(_ arguments: [String]) throws -> [Entry] {
    let finished = try run(["--small", "--json"] + arguments)
    try #require(finished.status == 0, "\(finished.error)")
    return try JSONDecoder().decode([Entry].self, from: Data(finished.output.utf8))
  }

  @Test func `each one does the work that it did when its hash was committed`() throws {
    let file = Self.root.appendingPathComponent("Tests/BenchmarkTests/small-hashes.csv")
    let entries = try Self.entries([])
    let lines = ["benchmark,units,hash"] + entries.map(\.line)
    let found = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(found.utf8).write(to: file)
    }
    let committed = try String(contentsOf: file, encoding: .utf8)
    #expect(found == committed, "the work of a benchmark changed; UPDATE_SNAPSHOTS=1 rewrites it")
    #expect(entries.count > 8)
    #expect(entries.allSatisfy { $0.work > 0 && $0.hash.count == 16 })
  }

  @Test func `one event per customer gives the waits of two, to the nanosecond`() throws {
    let entries = try Self.entries(["--only", "mm1", "--only", "mm1-computed"])
    #expect(entries.map(\.benchmark) == ["mm1", "mm1-computed"])
    #expect(Set(entries.map(\.hash)).count == 1)
    #expect(Set(entries.map(\.notes)).count == 1)
  }

  @Test func `two runs of a benchmark are compared with each other`() throws {
    let entries = try Self.entries(["--only", "hold-64", "--repeat", "2", "--work", "1000"])
    #expect(entries.map(\.benchmark) == ["hold-64"])
  }

  @Test func `an unknown word, name or number of threads is wrong use`() throws {
    for arguments in [["--smal"], ["--only", "mm2"], ["--threads", "0"], ["--only"]] {
      let finished = try Self.run(arguments)
      #expect(finished.status == 64)
      #expect(finished.error.hasPrefix("error: "))
      #expect(finished.output.isEmpty)
    }
  }

  @Test func `every benchmark that is counted has a budget, and no other`() throws {
    let counted = try Self.run(["--list-counted"]).output.split(separator: "\n").map(String.init)
    let text = try String(
      contentsOf: Self.root.appendingPathComponent("Benchmarks/budgets.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(!counted.isEmpty)
    #expect(Set(rows.map { String($0[0]) }) == Set(counted))
    #expect(rows.allSatisfy { $0.count == 3 && (Double($0[2]) ?? 0) > 0 })
  }
}
