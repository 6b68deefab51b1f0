import Quantities
import ScenarioTypes

/// Reads rate curves in all their forms.
extension ScenarioDecoder {
  func curve(_ node: SourceNode, path: String) -> RateCurve? {
    switch node.content {
    case .sequence(let points): return curve(points, node, path: path)
    case .mapping:
      guard let fields = fields(node, Grammar.curve, path: path, span: node.span),
        let points = fields["points"]
      else { return nil }
      var result = curve(points.value, path: fields.path("points"))
      if result?.words != nil { return periodic(result, fields) }
      let repeats = word(fields, "repeat", among: ["true", "false"], fallback: "false")
      if repeats == "true", let last = result?.points.last, last.time == .zero {
        findings.add(
          .malformedCurve, at: points.value.span, "a curve that repeats must last for some time",
          label: "its last point is at 0s", path: path)
        return nil
      }
      result?.repeats = repeats == "true"
      return repeats == nil ? nil : result
    case .scalar:
      let expected =
        "a rate (760k/s), points ([0s 12k/s, 10s 35k/s]), steps(...), "
        + "sine(...) or from FILE.csv"
      guard let text = scalar(node, expected, path: path) else { return nil }
      var phrase = Phrase(node, text)
      switch phrase.current?.text {
      case "steps": return steps(&phrase, path: path)
      case "sine": return sine(&phrase, path: path)
      case "from": return curve(from: phrase, path: path)
      default: return rate(node, path: path).map { .constant($0) }
      }
    }
  }

  private func curve(_ nodes: [SourceNode], _ whole: SourceNode, path: String) -> RateCurve? {
    let points = nodes.map { point($0, path: path) }
    let good = points.compactMap { $0 }
    guard good.count == points.count else { return nil }
    return checked(good, whole.span, path: path)
  }

  /// One point: `10s 35.8k/s`.
  private func point(_ node: SourceNode, path: String) -> (RateCurve.Point, SourceSpan)? {
    let expected = "a time and a rate, such as 10s 35.8k/s"
    guard let text = scalar(node, expected, path: path) else { return nil }
    var phrase = Phrase(node, text)
    guard let point = point(&phrase, path: path) else { return nil }
    guard phrase.isAtEnd else {
      findings.add(
        .malformedCurve, at: phrase.here, "unexpected text behind the point",
        label: "expected \(expected)", path: path)
      return nil
    }
    return (point, node.span)
  }

  private func point(_ phrase: inout Phrase, path: String) -> RateCurve.Point? {
    let expected = "expected a time and a rate, such as 10s 35.8k/s"
    guard let timeWord = phrase.quantity(units: Amount.units(.time)),
      let rateWord = phrase.quantity(units: ["/s", "/min", "/h", "/d", "k/s", "M/s", "k/min"])
    else {
      let span = phrase.peek(phrase.isAtEnd ? -1 : 0).map { phrase.span($0) } ?? phrase.here
      findings.add(
        .malformedCurve, at: span, "this is no point of a curve", label: expected, path: path)
      return nil
    }
    var isFine = true
    func read<Value>(
      _ word: Phrase.Word, _ parse: (String) throws(QuantityError) -> Value
    ) -> Value? {
      do throws(QuantityError) {
        let value = try parse(word.text)
        if word.text.hasPrefix("-") {
          throw QuantityError(
            .outOfRange, text: word.text, expected: "a value that is not negative")
        }
        return value
      } catch {
        findings.add(error, at: phrase.span(word), path: path)
        isFine = false
        return nil
      }
    }
    let time = read(timeWord) { (text: String) throws(QuantityError) in
      try Self.boundedTime(text)
    }
    let rate = read(rateWord) { (text: String) throws(QuantityError) in
      try Self.boundedRate(text)
    }
    guard isFine, let time, let rate else { return nil }
    return RateCurve.Point(time: time, rate: rate)
  }

  private func checked(_ points: [(RateCurve.Point, SourceSpan)], _ whole: SourceSpan, path: String)
    -> RateCurve?
  {
    guard let first = points.first else {
      findings.add(
        .malformedCurve, at: whole, "the curve has no points", label: "expected at least one",
        path: path)
      return nil
    }
    guard first.0.time == .zero else {
      findings.add(
        .malformedCurve, at: first.1, "the curve does not begin at 0s",
        label: "expected a first point at 0s", path: path)
      return nil
    }
    for (index, (earlier, later)) in zip(points, points.dropFirst()).enumerated() {
      if later.0.time < earlier.0.time {
        findings.add(
          .malformedCurve, at: later.1, "the points are not in order of time",
          label: "expected a time from \(earlier.0.time.text)", path: path)
        return nil
      }
      if later.0.time == earlier.0.time, index + 2 < points.count,
        points[index + 2].0.time == later.0.time
      {
        findings.add(
          .malformedCurve, at: points[index + 2].1, "three points share a time",
          label: "two make a jump", path: path)
        return nil
      }
    }
    return RateCurve(points: points.map(\.0))
  }

  /// `steps(0s 10k/s, 20s 50k/s)`: each rate holds until the next time.
  private func steps(_ phrase: inout Phrase, path: String) -> RateCurve? {
    phrase.position += 1
    let whole = phrase.node.span
    guard phrase.skip("(") else {
      findings.add(
        .malformedCurve, at: phrase.here, "`steps` needs its points",
        label: "expected `(`: steps(0s 10k/s, 20s 50k/s)", path: path)
      return nil
    }
    var points: [(RateCurve.Point, SourceSpan)] = []
    while !phrase.isAtEnd {
      if phrase.skip(",") { continue }
      if phrase.skip(")") {
        guard phrase.isAtEnd else { break }
        guard let curve = checked(points, whole, path: path) else { return nil }
        return jumps(curve, whole, path: path)
      }
      let span = phrase.here
      guard let point = point(&phrase, path: path) else { return nil }
      points.append((point, span))
    }
    findings.add(
      .malformedCurve, at: phrase.here, "the steps do not end well", label: "expected one `)`",
      help: phrase.commaAdvice, path: path)
    return nil
  }

  private func jumps(_ curve: RateCurve, _ span: SourceSpan, path: String) -> RateCurve? {
    var points: [RateCurve.Point] = []
    for point in curve.points {
      if let last = points.last {
        guard point.time > last.time else {
          findings.add(
            .malformedCurve, at: span, "two steps share the time \(point.time.text)",
            label: "expected one rate for each time", path: path)
          return nil
        }
        points.append(RateCurve.Point(time: point.time, rate: last.rate))
      }
      points.append(point)
    }
    return RateCurve(points: points)
  }

  private func curve(from phrase: Phrase, path: String) -> RateCurve? {
    guard let first = phrase.peek(1), let last = phrase.words.last else {
      findings.add(
        .malformedCurve, at: phrase.here, "`from` needs a file",
        label: "for example `from rates.csv`", path: path)
      return nil
    }
    let scalars = Array(phrase.text.unicodeScalars)[first.offset..<last.offset + last.length]
    let name = String(String.UnicodeScalarView(scalars))
    let span = phrase.span(first, to: last)
    guard let table = CSVTable.read(name, at: span, findings: findings, path: path) else {
      return nil
    }
    guard table.header == ["time", "rate"] else {
      table.refuseHeader("the header `time,rate`", findings: findings, path: path)
      return nil
    }
    var points: [(RateCurve.Point, SourceSpan)] = []
    var isFine = true
    for row in table.rows {
      let time = row.cell(0, findings: findings, path: path) {
        (text: String) throws(QuantityError) in try Self.boundedTime(text)
      }
      let rate = row.cell(1, findings: findings, path: path) {
        (text: String) throws(QuantityError) in try Self.boundedRate(text)
      }
      guard let time, let rate else {
        isFine = false
        continue
      }
      points.append((RateCurve.Point(time: time, rate: rate), row.cells[0].span))
    }
    return isFine ? checked(points, span, path: path) : nil
  }
}
