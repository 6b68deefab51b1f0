import Reports
import ResultTypes

extension Answer {
  /// Reads a file of results.
  ///
  /// - Throws: `StoredProblem` 65 with the place of what is wrong.
  init(_ file: StoredFile) throws(StoredProblem) {
    switch file.kind {
    case .run: self = .run(try file.run())
    case .comparison:
      let result = try file.read { text throws(ResultDecodingError) in
        try ComparisonDocument.result(fromJSON: text)
      }
      self = .comparison(result, command: file.record?.command)
    case .sweep:
      let result = try file.read { text throws(ResultDecodingError) in
        try SweepDocument.result(fromJSON: text)
      }
      self = .sweep(result, command: file.record?.command)
    case .capacity:
      let result = try file.read { text throws(ResultDecodingError) in
        try CapacityDocument.result(fromJSON: text)
      }
      self = .capacity(
        result, picture: try file.picture(of: result), command: file.record?.command)
    }
  }
}
