import ScenarioTypes

/// A status of HTTP and a JSON text.
package struct TwinAnswer: Sendable, Equatable {
  package var status: Int
  package var body: [UInt8]

  package init(_ status: Int, _ body: String) {
    self.status = status
    self.body = Array((body + "\n").utf8)
  }

  /// `{"error": ...}`.
  package static func error(_ status: Int, _ text: String) -> TwinAnswer {
    TwinAnswer(status, "{\"error\":\(quoted(text))}")
  }

  /// The status that stands for a verdict; served is 200.
  ///
  /// What asking again cannot change is 410 (Gone), or 409 for a claim that was made before. 429
  /// says that a limit on admission was met, 503 that the cluster had no room or no node, 504 that
  /// the client's patience ended first.
  package static func status(of verdict: Verdict) -> Int {
    switch verdict {
    case .served: 200
    case .rejected(.soldOut), .rejected(.empty), .rejected(.expired): 410
    case .rejected(.duplicate): 409
    case .rejected(.limited): 429
    case .rejected(.queueFull), .rejected(.busy): 503
    case .failed(.nodeDown), .failed(.abandoned): 503
    case .failed(.timedOut), .failed(.lost): 504
    case .failed(.error): 500
    }
  }

  /// The answer to a request that was not served.
  package static func refusal(_ verdict: Verdict) -> TwinAnswer {
    switch verdict {
    case .served: TwinAnswer(200, "{}")
    case .rejected(let reason):
      TwinAnswer(status(of: verdict), "{\"rejected\":\"\(reason.name)\"}")
    case .failed(let reason):
      TwinAnswer(status(of: verdict), "{\"failed\":\"\(reason.name)\"}")
    }
  }

  /// A JSON string.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 32: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
