import Experiments
import Reports

extension PointRanks {
  /// The ranks of a crew, which send each other results as JSON.
  init(_ crew: RankCrew) {
    self.init(
      crew, text: { ResultDocument.json($0) },
      result: { try? ResultDocument.result(fromJSON: $0) })
  }
}
