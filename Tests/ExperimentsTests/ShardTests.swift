import Experiments
import Reports
import ResultTypes
import ScenarioTypes
import Synchronization
import TestSupport
import Testing

/// Parts of the work, and replications that are written down and read back.
@Suite struct ShardTests {
  private func plan(replications: Int, change: (inout ReplicationPlan) -> Void = { _ in })
    -> ReplicationPlan
  {
    var builder = ScenarioBuilder(seconds: 400, warmup: 50)
    let tier = builder.tier("server", service: .exponential(seconds: 1))
    builder.path(.claim, [tier])
    builder.requests(rate: .steady(0.5))
    var plan = ReplicationPlan(
      loaded: LoadedScenario(
        scenario: builder.scenario, file: "a/test.yaml", digest: "", effectiveText: "",
        parameters: [], warnings: []),
      toolVersion: "0", replications: replications, threads: 2)
    change(&plan)
    return plan
  }

  /// The files of all replications.
  private func files(_ plan: ReplicationPlan) throws -> [RecordFile] {
    let key = Study(plan).key
    let kept = Mutex<[RecordFile]>([])
    try ReplicationWorkers(plan).run(
      Array(0..<plan.replications), planned: plan.replications, progress: { _ in true },
      keep: { record in
        let file = RecordFile(record, study: key) { ResultDocument.json($0) }
        kept.withLock { $0.append(file) }
        return true
      })
    return kept.withLock { $0 }
  }

  private func record(_ file: RecordFile) throws -> ReplicationRecord {
    try file.record { try? ResultDocument.result(fromJSON: $0) }
  }

  // MARK: Parts

  @Test(arguments: [
    ("0/1", 0, 1), ("0/4", 0, 4), ("3/4", 3, 4), ("007/10", 7, 10),
    ("999999/1000000", 999_999, 1_000_000),
  ])
  func `a shard is a part from 0 on`(_ text: String, _ index: Int, _ count: Int) {
    #expect(Shard(text) == Shard(index: index, count: count))
    #expect(Shard(text)?.index == index)
  }

  @Test(arguments: [
    "", "/", "1", "1/", "/2", "4/4", "5/4", "-1/4", "+1/4", "0/0", "1/4/2", " 1/4", "a/4",
    "0/1000001", "0/99999999999999999999", "\u{661}/4",
  ])
  func `what is no part is none`(_ text: String) { #expect(Shard(text) == nil) }

  @Test func `the shards of any number of parts have each piece once`() {
    for count in 1...13 {
      for total in [0, 1, 5, 10, 13] {
        let parts = (0..<count).compactMap { Shard(index: $0, count: count)?.numbers(of: total) }
        #expect(parts.flatMap(\.self).sorted() == Array(0..<total))
        let sizes = parts.map(\.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
        for (index, numbers) in parts.enumerated() {
          for number in numbers {
            #expect(Shard.holding(number, count: count)?.index == index)
          }
        }
      }
    }
  }

  // MARK: Records

  @Test(arguments: [1, 2, 10], [false, true])
  func `records that were written and read give the same result, in any order`(
    _ count: Int, _ detectsWarmup: Bool
  ) throws {
    let plan = plan(replications: count) { $0.detectsWarmup = detectsWarmup }
    let expected = ResultDocument.json(
      ResultDocument.fingerprinted(try ReplicationRunner(plan).run().result))
    let files = try files(plan).sorted { left, right in
      left.bytes.lexicographicallyPrecedes(right.bytes)
    }
    for order in [files, files.reversed()] {
      var gathered = GatheredReplications(detectsWarmup: detectsWarmup)
      for file in order { gathered.add(try record(RecordFile(bytes: file.bytes))) }
      #expect(gathered.count == count)
      let result = ResultDocument.fingerprinted(gathered.output(count: count).result)
      #expect(ResultDocument.json(result) == expected)
    }
  }

  @Test func `a record is the same wherever it is run, the seconds apart`() throws {
    let plan = plan(replications: 3)
    let first = try files(plan).sorted { (try? $0.number()) ?? 0 < (try? $1.number()) ?? 0 }
    let second = try files(plan).sorted { (try? $0.number()) ?? 0 < (try? $1.number()) ?? 0 }
    #expect(zip(first, second).allSatisfy { $0.hasSameFigures(as: $1) })
    #expect(!first[0].hasSameFigures(as: first[1]))
    #expect(try record(first[2]).number == 2)
    #expect(first[0].study == Study(plan).key)
  }

  @Test func `a change of any byte is seen, and so is a cut at any place`() throws {
    let bytes = try #require(try files(plan(replications: 2)).last).bytes
    for place in stride(from: 0, to: bytes.count, by: max(bytes.count / 400, 1)) {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(throws: RecordError.self) { try RecordFile(bytes: changed) }
      #expect(throws: RecordError.self) { try RecordFile(bytes: Array(bytes.prefix(place))) }
    }
  }

  // MARK: Studies

  @Test func `a study is what decides the bytes of a result`() {
    let base = Study(plan(replications: 3))
    #expect(base == Study(plan(replications: 3) { $0.threads = 7 }))
    #expect(base == Study(plan(replications: 3) { $0.loaded.file = "elsewhere/test.yaml" }))
    let changes: [(inout ReplicationPlan) -> Void] = [
      { $0.toolVersion = "1" }, { $0.replications = 4 }, { $0.detectsWarmup = true },
      { $0.loaded.digest = "f" }, { $0.loaded.scenario.seed += 1 }, { $0.loaded.file = "b.yaml" },
      { $0.loaded.warnings = ["test.yaml:3: odd"] },
      {
        $0.loaded.parameters = [
          ParameterNote(path: "a", value: "1", provenance: .measured, source: "there")
        ]
      },
    ]
    for change in changes {
      let other = Study(plan(replications: 3, change: change))
      #expect(other != base)
      #expect(other.key != base.key)
      #expect(base.differences(from: other).count == 1)
    }
    #expect(base.differences(from: base).isEmpty)
  }
}
