import Foundation
import SimulationKernel
import Testing

/// The oracles on samplers, statistics and amounts, and the committed table.
@Suite struct UnitOracleTests {
  @Test func `samplers, statistics and amounts meet their oracles`() throws {
    let isFull = ScenarioOracleTests.isFull
    let verdicts = try UnitOracles.verdicts(isQuick: !isFull)
    #expect(verdicts.count == 138)
    if isFull {
      let lines = verdicts.map { "\($0.csv) \($0.reason)\n" }.joined()
      FileHandle.standardError.write(Data(lines.utf8))
    }
    for verdict in verdicts where verdict.status == .fail {
      Issue.record("\(verdict.oracle.name): \(verdict.csv) \(verdict.reason)")
    }
  }

  @Test func `a mean taken for that of the logarithm would show`() {
    // exp(mean) and the median of a distribution with mean 5 ms and cv 2 are far apart.
    let variance = log(5.0)
    let right = Sampler.lognormal(mu: log(0.005) - variance / 2, sigma: variance.squareRoot())
    let swapped = Sampler.lognormal(mu: log(0.005), sigma: variance.squareRoot())
    #expect(abs(right.mean - 0.005) < 1e-12)
    #expect(swapped.mean > 2 * right.mean)
  }

  @Test func `the committed table agrees with the oracles and has no failure`() throws {
    let file = VerificationTable.folder.appendingPathComponent("oracles.csv")
    let lines = CSVLines.parse(try String(contentsOf: file, encoding: .utf8))
    #expect(lines[0].joined(separator: ",") == Verdict.header)
    let oracles = try OracleRow.all()
    var byName: [String: OracleRow] = [:]
    for oracle in oracles { byName[oracle.name] = oracle }
    // The table may lag behind the oracles; `./test --full` completes it.
    #expect(lines.count > 300)
    for line in lines.dropFirst() {
      let oracle = try #require(byName[line[0]], "\(line[0]) is no oracle")
      #expect(line[3] == Verdict.digits(oracle.expected), "\(oracle.name)")
      #expect(line[7] != "fail", "\(oracle.name)")
      #expect(line[8] == oracle.how, "\(oracle.name)")
    }
  }
}
