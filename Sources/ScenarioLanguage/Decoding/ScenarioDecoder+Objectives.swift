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
    if node.entries == nil { return condition(node, path: path) }
    guard let form = fields(node, Grammar.objective, path: path, span: node.span) else {
      return nil
    }
    var objective = form["objective"].flatMap {
      condition($0.value, path: form.path("objective"))
    }
    let abort = word(form, "abort", among: ["true", "false"], fallback: "false")
    let grace = time(form, "grace", fallback: .zero)
    guard abort == "true" else {
      // Without the key `abort` the table of keys says the same.
      if let entry = form["grace"], form["abort"] != nil, abort == "false" {
        findings.add(
          .keyDoesNotApply, at: entry.keySpan, "the key `grace` does not apply here",
          label: "with `abort: false` nothing is checked before the end", path: form.path("grace"))
      }
      return objective
    }
    objective?.abortGrace = grace
    if let grace, let entry = form["grace"] {
      objectiveGraces.append((grace, entry.value.span, form.path("grace")))
    } else if form["grace"] == nil, let condition = form["objective"],
      let comparison = objective?.comparison, [.greater, .greaterOrEqual].contains(comparison)
    {
      findings.add(
        .floorWithoutGrace, at: condition.value.span, "a floor that may end the run at once",
        label: "checked from the first whole interval after the warm-up on",
        help: "give it the time that it needs, such as `grace: 10s`; `grace: 0s` says none",
        path: form.path("objective"))
    }
    return objective
  }

  /// A grace period that leaves nothing of the run to check in; not where `--set` shortened it.
  func checkGraces(warmup: TimeSpan, duration: TimeSpan) {
    guard !durationIsOverridden else { return }
    let rest = TimeSpan(nanoseconds: duration.nanoseconds - warmup.nanoseconds)
    for (grace, span, path) in objectiveGraces where grace >= rest {
      findings.add(
        .valueOutOfRange, at: span, "the grace period (\(grace.text)) lasts to the end of the run",
        label: "expected less than duration without warm-up, \(rest.text)", path: path)
    }
  }

  private func condition(_ node: SourceNode, path: String) -> Objective? {
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
      objectiveKinds.append((kind, place, path))
      return .userErrors(kind)
    case "utilization":
      guard let (kind, tier) = kindAtTier(subject, node, path: path) else { return nil }
      guard kind == nil else {
        findings.add(
          .malformedExpression, at: place, "a utilization is of all kinds together",
          label: "expected the tier alone, `\(tierNames[tier])`", path: path)
        return nil
      }
      return .utilization(tier: tier)
    case "rejected", "failed", "throughput", "peak-throughput", "goodput":
      guard let (kind, tier) = kindAtTier(subject, node, path: path) else { return nil }
      switch name {
      case "rejected": return .rejected(kind, tier: tier)
      case "failed": return .failed(kind, tier: tier)
      case "throughput": return .throughput(kind, tier: tier)
      case "peak-throughput": return .peakThroughput(kind, tier: tier)
      default: return .goodput(kind, tier: tier)
      }
    default:
      findings.add(
        .unknownMetric, at: span(expression.metric, node),
        "unknown metric `\(shown(expression.metric.text))`",
        label: "expected one of: \(list(Self.metricNames))",
        help: NearestWord.help(name, among: Self.metricNames), path: path)
      return nil
    }
  }

  /// `cache`, or `claim at cache`: a tier, and a kind if it is about one alone.
  private func kindAtTier(
    _ subject: ObjectiveExpression.Piece, _ node: SourceNode, path: String
  ) -> (kind: RequestKind?, tier: Int)? {
    let parts = subject.text.split(separator: " ").map(String.init)
    guard parts.count == 3, parts[1] == "at" else {
      let place = span(subject, node)
      let words = subject.text.split { $0 == " " || $0 == "," }.map(String.init)
      if let kind = RequestKind.allCases.first(where: { words.contains($0.name) }),
        let example = tierNames.first(where: words.contains) ?? tierNames.first
      {
        findings.add(
          .unknownTier, at: place, "`\(shown(subject.text))` is no tier",
          label: "expected one of: \(list(tierNames))",
          help: "one kind at one tier is written `\(kind.name) at \(example)`", path: path)
        return nil
      }
      return tierIndex(subject.text, at: place, path: path).map { (nil, $0) }
    }
    let name = ObjectiveExpression.Piece(
      text: parts[2],
      offset: subject.offset + subject.length - parts[2].unicodeScalars.count,
      length: parts[2].unicodeScalars.count)
    guard let kind = RequestKind.allCases.first(where: { $0.name == parts[0] }) else {
      let word = ObjectiveExpression.Piece(
        text: parts[0], offset: subject.offset, length: parts[0].unicodeScalars.count)
      findings.add(
        .unknownWord, at: span(word, node), "unknown kind of request `\(shown(parts[0]))`",
        label: "expected send, claim or open",
        help: NearestWord.help(parts[0], among: Grammar.kinds), path: path)
      return nil
    }
    guard let tier = tierIndex(name.text, at: span(name, node), path: path) else { return nil }
    objectiveVisits.append((kind, tier, span(subject, node), path))
    return (kind, tier)
  }

  /// `claim`, `cache`, or `claim at cache`.
  private func latency(
    _ figure: Metric.LatencyFigure, _ subject: ObjectiveExpression.Piece, _ node: SourceNode,
    path: String
  ) -> Metric? {
    let kinds = RequestKind.allCases
    if let kind = kinds.first(where: { $0.name == subject.text }) {
      objectiveKinds.append((kind, span(subject, node), path))
      return .userLatency(figure, kind)
    }
    let parts = subject.text.split(separator: " ")
    if (parts.count == 3 && parts[1] == "at") || tierNames.contains(subject.text) {
      return kindAtTier(subject, node, path: path).map {
        .tierSojourn(figure, $0.kind, tier: $0.tier)
      }
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
