import Digest
import Foundation
import Reports

/// Drawing the report of the flagship from its stored result; a unit is one HTML file.
enum ReportBenchmark {
  static let benchmark = Benchmark(name: "report", unit: "reports") { scale, options, stopwatch in
    let times: Int
    switch scale {
    case .full: times = options.work ?? 50
    case .small: times = options.work ?? 2
    case .count: times = 1
    }
    let path = "results/baselines/new-year-peak.json"
    let text = try String(contentsOfFile: "\(options.root)/\(path)", encoding: .utf8)
    let result = try ResultDocument.result(fromJSON: text)
    let page = ResultDocument.html(result, command: "hongbao run")
    var bytes = 0
    stopwatch.measure {
      for _ in 0..<times {
        bytes += ResultDocument.html(result, command: "hongbao run").utf8.count
      }
    }
    guard bytes == times * page.utf8.count else { throw BenchmarkError("two pages differ") }
    return Work(
      parameters: "new-year-peak.json, \(page.utf8.count) bytes of HTML", amount: UInt64(times),
      hash: WorkHash.prefix(ofDigest: SHA256.hexDigest(of: page.utf8)))
  }
}
