import Quantities
import ScenarioTypes

/// What must hold at the end.
extension ScenarioDecoder {
  func decodeObjectives(_ entry: SourceEntry) -> [Objective] {
    guard let nodes = entry.value.elements else {
      findings.add(
        .wrongShape, at: entry.value.span,
        "expected a list of objectives, found \(entry.value.kindName)",
        label: "expected for example `- p99(claim) < 400ms`", path: "objectives")
      return []
    }
    return nodes.enumerated().compactMap {
      objective($0.element, path: "objectives[\($0.offset)]")
    }
  }

  package static let metricNames = [
    "p50", "p90", "p95", "p99", "p99.9", "mean", "max", "rejected", "failed", "errors",
    "throughput", "peak-throughput", "goodput", "utilization",
  ]

  private static func latencyFigure(_ name: String) -> Metric.LatencyFigure? {
    switch name {
    case "mean": .mean
    case "max": .maximum
    case "p50": .quantile(0.5)
    case "p90": .quantile(0.9)
    case "p95": .quantile(0.95)
    case "p99": .quantile(0.99)
    case "p99.9", "p999": .quantile(0.999)
    default: nil
    }
  }

  private func objective(_ node: SourceNode, path: String) -> Objective? {
    guard let text = scalar(node, "a condition, such as p99(claim) < 400ms", path: path) else {
      return nil
    }
    guard let expression = ObjectiveExpression(text) else {
      findings.add(
        .malformedExpression, at: node.span, "`\(shown(text))` is no condition",
        label: "expected metric(subject) < limit, such as p99(claim) < 400ms",
        help: "comparisons are <, <=, > and >=", path: path)
      return nil
    }
    let metric = self.metric(expression, node, path: path)
    guard let metric, let limit = self.limit(expression.limit, of: metric, node, path: path) else {
      return nil
    }
    return Objective(
      expression: text, metric: metric, comparison: expression.comparison, limit: limit,
      line: node.span.line)
  }

  private func span(_ piece: ObjectiveExpression.Piece, _ node: SourceNode) -> SourceSpan {
    node.span(offset: piece.offset, length: piece.length)
  }

  // MARK: - Metrics

  private func metric(_ expression: ObjectiveExpression, _ node: SourceNode, path: String)
    -> Metric?
  {
    let name = KeyTable.canonical(expression.metric.text)
    let subject = expression.subject
    if let figure = Self.latencyFigure(name) {
      return latency(figure, subject, node, path: path)
    }
    let place = span(subject, node)
    switch name {
    case "errors":
      guard let kind = RequestKind.allCases.first(where: { $0.name == subject.text }) else {
        findings.add(
          .unknownWord, at: place, "unknown kind of request `\(shown(subject.text))`",
          label: "expected send, claim or open",
          help: NearestWord.help(subject.text, among: ["send", "claim", "open"]), path: path)
        return nil
      }
      return .userErrors(kind)
    case "rejected": return tier(subject, place, path).map { .rejected(tier: $0) }
    case "failed": return tier(subject, place, path).map { .failed(tier: $0) }
    case "throughput": return tier(subject, place, path).map { .throughput(tier: $0) }
    case "peak-throughput": return tier(subject, place, path).map { .peakThroughput(tier: $0) }
    case "goodput": return tier(subject, place, path).map { .goodput(tier: $0) }
    case "utilization": return tier(subject, place, path).map { .utilization(tier: $0) }
    default:
      findings.add(
        .unknownMetric, at: span(expression.metric, node),
        "unknown metric `\(shown(expression.metric.text))`",
        label: "expected one of: \(list(Self.metricNames))",
        help: NearestWord.help(name, among: Self.metricNames), path: path)
      return nil
    }
  }

  private func tier(_ piece: ObjectiveExpression.Piece, _ span: SourceSpan, _ path: String)
    -> Int?
  {
    tierIndex(piece.text, at: span, path: path)
  }

  /// `claim`, `cache`, or `claim at cache`.
  private func latency(
    _ figure: Metric.LatencyFigure, _ subject: ObjectiveExpression.Piece, _ node: SourceNode,
    path: String
  ) -> Metric? {
    let kinds = RequestKind.allCases
    if let kind = kinds.first(where: { $0.name == subject.text }) {
      return .userLatency(figure, kind)
    }
    let parts = subject.text.split(separator: " ").map(String.init)
    if parts.count == 3, parts[1] == "at",
      let kind = kinds.first(where: { $0.name == parts[0] })
    {
      let name = ObjectiveExpression.Piece(
        text: parts[2],
        offset: subject.offset + subject.length - parts[2].unicodeScalars.count,
        length: parts[2].unicodeScalars.count)
      return tier(name, span(name, node), path).map { .tierSojourn(figure, kind, tier: $0) }
    }
    if parts.count == 1, tierNames.contains(parts[0]) {
      return tier(subject, span(subject, node), path).map { .tierSojourn(figure, nil, tier: $0) }
    }
    let names = kinds.map(\.name) + tierNames
    findings.add(
      .unknownTier, at: span(subject, node),
      "`\(shown(subject.text))` is neither a kind of request nor a tier",
      label: "expected send, claim, open, a tier, or for example `claim at cache`",
      help: NearestWord.help(subject.text, among: names), path: path)
    return nil
  }

  // MARK: - Limits

  private func limit(
    _ piece: ObjectiveExpression.Piece, of metric: Metric, _ node: SourceNode, path: String
  ) -> Double? {
    let kind: String
    let value: Result<Double, QuantityError>
    let text = piece.text
    switch metric {
    case .userLatency, .tierSojourn:
      kind = "a time"
      value = Result { () throws(QuantityError) in try TimeSpan(parsing: text).milliseconds }
    case .throughput, .peakThroughput, .goodput:
      kind = "a rate"
      value = Result { () throws(QuantityError) in try Rate(parsing: text).perSecond }
    case .rejected, .failed, .userErrors, .utilization:
      kind = "a share in per cent"
      value = Result { () throws(QuantityError) in try Ratio(parsing: text).fraction }
    }
    switch value {
    case .success(let limit):
      guard !text.hasPrefix("-") else {
        findings.add(
          .valueOutOfRange, at: span(piece, node), "the limit is negative",
          label: "expected \(kind) that is not negative", path: path)
        return nil
      }
      return limit
    case .failure(let error):
      if let other = Self.quantityKind(text), other != kind {
        findings.add(
          .wrongQuantity, at: span(piece, node), "expected \(kind), found \(other)",
          label: "this metric is compared with \(kind)", path: path)
      } else {
        findings.add(error, at: span(piece, node), path: path)
      }
      return nil
    }
  }

  /// What a text is a quantity of; nil when it is none.
  private static func quantityKind(_ text: String) -> String? {
    if (try? TimeSpan(parsing: text)) != nil { return "a time" }
    return Amount.otherKind(text, than: .time)
  }
}
