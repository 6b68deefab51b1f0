import Foundation

/// The committed table of what is proven: one row for each oracle, and the reasons beside it.
struct VerificationTable {
  let verdicts: [Verdict]
  private let count: Int

  init(_ oracles: [OracleRow], _ verdicts: [Verdict]) {
    count = oracles.count
    var byName: [String: Verdict] = [:]
    for verdict in verdicts { byName[verdict.oracle.name] = verdict }
    self.verdicts = oracles.compactMap { byName[$0.name] }
  }

  var failures: [Verdict] { verdicts.filter { $0.status == .fail } }
  var isComplete: Bool { verdicts.count == count }

  static var folder: URL { OracleRow.root.appendingPathComponent("results/verification") }

  func write() throws {
    try FileManager.default.createDirectory(
      at: Self.folder, withIntermediateDirectories: true)
    let text = ([Verdict.header] + verdicts.map(\.csv)).joined(separator: "\n") + "\n"
    try text.write(
      to: Self.folder.appendingPathComponent("oracles.csv"), atomically: true, encoding: .utf8)
    try readme.write(
      to: Self.folder.appendingPathComponent("README.md"), atomically: true, encoding: .utf8)
  }

  private var readme: String {
    func number(_ status: Verdict.Status) -> Int { verdicts.filter { $0.status == status }.count }
    var lines = [
      "# Oracles", "",
      "What the simulator measures beside what theory says. Made by `./test --full`, which runs",
      "every scenario in `topologies/theory` and rewrites this folder.", "",
      "| verdict | oracles |", "|---|---:|", "| pass | \(number(.pass)) |",
      "| exempt | \(number(.exempt)) |", "| fail | \(number(.fail)) |", "",
      "A figure passes when its 95 % half-width is at most 1 % of the value (2 % for tails and for",
      "utilisations from 0.95 on) and the value lies within 4 standard errors. Deterministic ones",
      "are equal to the nanosecond, bounds are held as bounds, availabilities near 1 are compared",
      "as 1 - A, mean-field values within 1 % at 1,000 nodes, fluid limits within 5 to 10 %.", "",
      "| oracle | verdict | why |", "|---|---|---|",
    ]
    for verdict in verdicts where verdict.status != .pass || !verdict.reason.isEmpty {
      lines.append(
        "| `\(verdict.oracle.name)` | \(verdict.status.rawValue) | \(verdict.reason) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
