import Quantities
import ScenarioTypes

/// The families that are lists of pairs.
extension DistributionParser {
  /// The most points of a table.
  static let mostPoints = 10_000

  mutating func hyperexponential(offset: Given?) -> Distribution? {
    let example = "expected pairs such as `90% 0.5ms, 10% 5.5ms`"
    let start = phrase.here
    var branches: [Distribution.Branch] = []
    var words: [String] = []
    var clamp = Clamp()
    while let word = phrase.current {
      if phrase.skip(",") { continue }
      if phrase.skip(")") {
        return finish(branches, words, clamp, offset, at: start)
      }
      if word.text == "min" || word.text == "max" {
        phrase.position += 1
        guard let bound = nextAmount(example) else { return nil }
        clamp.set(word.text, bound)
        continue
      }
      guard let share = phrase.quantity(units: ["%"]) else {
        return malformed("expected a share in per cent", label: example)
      }
      let ratio: Ratio
      do throws(QuantityError) {
        ratio = try Ratio(parsing: share.text)
      } catch {
        findings.add(error, at: phrase.span(share), path: path)
        return nil
      }
      guard let mean = nextAmount(example) else { return nil }
      guard mean.value > 0 else {
        findings.add(
          .parameterOutOfRange, at: mean.span, "the mean of a branch is zero",
          label: "expected a value above 0", path: path)
        return nil
      }
      branches.append(Distribution.Branch(probability: ratio.fraction, mean: mean.value))
      words.append("\(ratio.text) \(mean.text)")
    }
    return unclosed()
  }

  private func finish(
    _ branches: [Distribution.Branch], _ words: [String], _ clamp: Clamp, _ offset: Given?,
    at span: SourceSpan
  ) -> Distribution? {
    let sum = branches.map(\.probability).reduce(0, +)
    guard abs(sum - 1) <= 1e-9 else {
      findings.add(
        .sharesDoNotSum, at: span,
        "the shares of the branches sum to \(Ratio(fraction: sum).roundedText)",
        label: "expected 100%", path: path)
      return nil
    }
    guard isOrdered(clamp) else { return nil }
    return distribution(.hyperexponential(branches), "hyperexponential", words, clamp, offset)
  }

  private mutating func nextAmount(_ example: String) -> Given? {
    guard let word = phrase.quantity(units: Amount.units(kind)) else {
      _ = malformed("expected \(kind.article)", label: example)
      return nil
    }
    return amount(word)
  }

  mutating func empirical(offset: Given?) -> Distribution? {
    let example = "for example `empirical(p0 1ms p50 2ms p99 9ms p100 20ms)`"
    let start = phrase.here
    var points: [Distribution.Point] = []
    var words: [String] = []
    var clamp = Clamp()
    if phrase.current?.text == "from" {
      phrase.position += 1
      guard let table = tableFromFile() else { return nil }
      points = table.map(\.point)
      words = table.map(\.words)
    }
    while let word = phrase.current {
      if phrase.skip(",") { continue }
      if phrase.skip(")") {
        guard isInverse(points, at: start), isOrdered(clamp) else { return nil }
        return distribution(.empirical(points), "empirical", words, clamp, offset)
      }
      phrase.position += 1
      if word.text == "min" || word.text == "max" {
        guard let bound = nextAmount(example) else { return nil }
        clamp.set(word.text, bound)
        continue
      }
      guard let probability = Self.percentile(word.text) else {
        findings.add(
          .distributionParameter, at: phrase.span(word), "`\(word.text)` is no percentile",
          label: "expected p0 to p100", help: example, path: path)
        return nil
      }
      guard let value = nextAmount(example) else { return nil }
      points.append(Distribution.Point(probability: probability.fraction, value: value.value))
      words.append("\(Self.label(probability)) \(value.text)")
    }
    return unclosed()
  }

  /// The share that `p99.9` names.
  static func percentile(_ text: String) -> Ratio? {
    guard text.hasPrefix("p") else { return nil }
    return try? Ratio(parsing: text.dropFirst() + "%")
  }

  private static func label(_ probability: Ratio) -> String {
    "p" + probability.text.dropLast()
  }

  private func isInverse(_ points: [Distribution.Point], at span: SourceSpan) -> Bool {
    var problem: String?
    if points.count < 2 {
      problem = "has fewer than two points"
    } else if points.first?.probability != 0 {
      problem = "does not begin with p0"
    } else if points.last?.probability != 1 {
      problem = "does not end with p100"
    }
    for (lower, upper) in zip(points, points.dropFirst()) where problem == nil {
      if lower.probability >= upper.probability { problem = "has percentiles that do not rise" }
      if lower.value > upper.value { problem = "has values that fall" }
    }
    guard let problem else { return true }
    findings.add(
      .distributionParameter, at: span, "the table \(problem)",
      label: "expected rising percentiles from p0 to p100", path: path)
    return false
  }

  // MARK: - Tables in files

  private mutating func tableFromFile() -> [(point: Distribution.Point, words: String)]? {
    guard let first = phrase.current, first.text != ")" else {
      _ = malformed("expected a file", label: "for example `empirical(from service.csv)`")
      return nil
    }
    var last = first
    phrase.position += 1
    while let word = phrase.current, word.text != ")" {
      last = word
      phrase.position += 1
    }
    let scalars = Array(phrase.text.unicodeScalars)[first.offset..<last.offset + last.length]
    let name = String(String.UnicodeScalarView(scalars))
    let span = phrase.span(first, to: last)
    guard let table = CSVTable.read(name, at: span, findings: findings, path: path) else {
      return nil
    }
    if table.header == ["value"] { return samples(table) }
    guard table.header == ["probability", "value"] else {
      table.refuseHeader("`probability,value` or `value`", findings: findings, path: path)
      return nil
    }
    var rows: [(point: Distribution.Point, words: String)] = []
    var isFine = true
    for row in table.rows {
      let share = row.cell(0, findings: findings, path: path) {
        (text: String) throws(QuantityError) in try Ratio(parsing: text)
      }
      let kind = self.kind
      let amount = row.cell(1, findings: findings, path: path) {
        (text: String) throws(QuantityError) in try Amount(text, kind)
      }
      guard let share, let amount else {
        isFine = false
        continue
      }
      rows.append(
        (
          Distribution.Point(probability: share.fraction, value: amount.value),
          "\(Self.label(share)) \(amount.text)"
        ))
    }
    return isFine ? rows : nil
  }

  /// One measured value a row: the sorted values, evenly spread over the probabilities.
  private func samples(_ table: CSVTable) -> [(point: Distribution.Point, words: String)]? {
    let kind = self.kind
    let values = table.rows.map { row in
      row.cell(0, findings: findings, path: path) { (text: String) throws(QuantityError) in
        try Amount(text, kind)
      }
    }
    let amounts = values.compactMap { $0 }.sorted { $0.value < $1.value }
    guard amounts.count == values.count else { return nil }
    guard amounts.count >= 2 else {
      table.refuseHeader("at least two rows", findings: findings, path: path)
      return nil
    }
    return amounts.enumerated().map { index, amount in
      let fraction = Double(index) / Double(amounts.count - 1)
      return (
        Distribution.Point(probability: fraction, value: amount.value),
        "\(Self.label(Ratio(fraction: fraction))) \(amount.text)"
      )
    }
  }
}

extension Ratio {
  /// In per cent with at most four digits after the point, for messages.
  var roundedText: String {
    let tenThousandths = (fraction * 1_000_000).rounded() / 1_000_000
    return Ratio(fraction: tenThousandths).text
  }
}
