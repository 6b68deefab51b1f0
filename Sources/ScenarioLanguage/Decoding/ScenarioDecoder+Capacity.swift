import Quantities
import ScenarioTypes

/// The section `capacity`.
extension ScenarioDecoder {
  func decodeCapacity(_ entry: SourceEntry) -> CapacityQuestion? {
    guard
      let top = fields(entry.value, Grammar.capacity, path: "capacity", span: entry.keySpan)
    else { return nil }
    var question = CapacityQuestion()
    if let plan = top["plan"] {
      question.plan = rate(plan.value, path: top.path("plan"))
      if question.plan?.perSecond == 0 {
        findings.add(
          .valueOutOfRange, at: plan.value.span, "a plan of no claims",
          label: "expected a rate above 0", path: top.path("plan"))
      }
    }
    let largest = 1...Grammar.largestStudyCount
    question.message = top["message"].flatMap { size($0.value, path: top.path("message")) }
    question.record = top["record"].flatMap { size($0.value, path: top.path("record")) }
    question.records = count(top, "records", in: largest)
    question.users = count(top, "users", in: largest)
    question.tiers = top["tiers"].map { decodeBounds($0, path: top.path("tiers")) } ?? []
    question.uncertain =
      top["uncertain"].map { decodeUncertain($0, path: top.path("uncertain")) } ?? []
    return question
  }

  private func decodeBounds(_ entry: SourceEntry, path: String) -> [CapacityBounds] {
    namedEntries(entry, what: "tiers", path: path).compactMap { item in
      let place = "\(path).\(item.key)"
      guard let tier = tierIndex(item.key, at: item.keySpan, path: place),
        let fields = fields(item.value, Grammar.capacityTier, path: place, span: item.keySpan)
      else { return nil }
      return bounds(of: tier, fields)
    }.sorted { $0.tier < $1.tier }
  }

  private func bounds(of tier: Int, _ fields: Fields) -> CapacityBounds {
    var bounds = CapacityBounds(tier: tier)
    bounds.nodes = fields["nodes"].flatMap { steps($0.value, path: fields.path("nodes")) }
    bounds.servers = fields["servers"].flatMap { steps($0.value, path: fields.path("servers")) }
    if let entry = fields["servers"], fields["nodes"] != nil {
      findings.add(
        .exclusiveKeys, at: entry.keySpan, "both `nodes` and `servers` are to be chosen",
        label: "a study chooses one of them for a tier",
        help: "leave `servers` out, or `nodes`", path: fields.path("servers"))
    }
    if let entry = fields["cost"] {
      bounds.cost =
        plainNumber(
          entry.value, from: 1e-6, to: 1e9, path: fields.path("cost")) ?? 1
    }
    let largest = 1...Grammar.largestStudyCount
    bounds.memory = fields["memory"].flatMap { size($0.value, path: fields.path("memory")) }
    bounds.connections = count(fields, "connections", in: largest)
    bounds.bandwidth = fields["bandwidth"].flatMap {
      bandwidth($0.value, path: fields.path("bandwidth"))
    }
    bounds.pool = count(fields, "pool", in: 1...1_000_000, fallback: 1) ?? 1
    return bounds
  }

  // MARK: - What is uncertain

  private func decodeUncertain(_ entry: SourceEntry, path: String) -> [UncertainInput] {
    guard let nodes = entry.value.elements else {
      findings.add(
        .wrongShape, at: entry.value.span,
        "expected a list of uncertain inputs, found \(entry.value.kindName)",
        label: "expected for example `- {input: load, range: 20%}`", path: path)
      return []
    }
    var seen: Set<UncertainInput.Input> = []
    return nodes.enumerated().compactMap { index, node in
      let place = "\(path)[\(index)]"
      guard let input = uncertainInput(node, path: place) else { return nil }
      guard seen.insert(input.input).inserted else {
        findings.add(
          .duplicateKey, at: node.span, "this input is given twice",
          label: "each input has one range", path: place)
        return nil
      }
      return input
    }
  }

  private func uncertainInput(_ node: SourceNode, path: String) -> UncertainInput? {
    guard let fields = fields(node, Grammar.uncertainInput, path: path, span: node.span),
      let entry = fields["input"], let input = input(entry.value, path: fields.path("input"))
    else { return nil }
    guard (fields["values"] == nil) != (fields["range"] == nil) else {
      let both = fields["values"] != nil
      findings.add(
        both ? .exclusiveKeys : .missingKey, at: node.span,
        both ? "both `values` and `range` are given" : "an uncertain input needs its range",
        label: "expected `range: 20%`, or `values: [1, 3, 15]`", path: path)
      return nil
    }
    if let range = fields["range"] {
      let place = fields.path("range")
      guard let half = ratio(range.value, path: place)?.fraction else { return nil }
      guard half > 0, half < 1 else {
        findings.add(
          .valueOutOfRange, at: range.value.span, "`range` is out of range",
          label: "expected a share above 0% and below 100%", path: place)
        return nil
      }
      return UncertainInput(input: input, factors: .range(half: half))
    }
    return fields["values"].flatMap { factors($0, path: fields.path("values")) }
      .map { UncertainInput(input: input, factors: .values($0)) }
  }

  private func factors(_ entry: SourceEntry, path: String) -> [Double]? {
    let values = (entry.value.elements ?? []).compactMap {
      plainNumber($0, from: 1e-3, to: Double(Grammar.largestLoad), path: path)
    }
    let rising = Set(values).sorted()
    guard rising.count == entry.value.elements?.count, (2...100).contains(rising.count) else {
      if !findings.hasErrors {
        findings.add(
          .wrongShape, at: entry.value.span, "`values` are no list of 2 to 100 different numbers",
          label: "expected for example [1, 3, 15]", path: path)
      }
      return nil
    }
    return rising
  }

  /// `load`, or `tiers.settlement.service`.
  private func input(_ node: SourceNode, path: String) -> UncertainInput.Input? {
    let expected = "load, or the service times of a tier: tiers.NAME.service"
    guard let text = scalar(node, expected, path: path) else { return nil }
    if text == "load" { return .load }
    let parts = text.split(separator: ".")
    guard parts.count == 3, parts[0] == "tiers", parts[2] == "service" else {
      findings.add(
        .unknownWord, at: node.span, "`\(shown(text))` is no input of a study",
        label: "expected \(expected)", path: path)
      return nil
    }
    return tierIndex(String(parts[1]), at: node.span, path: path).map { .service(tier: $0) }
  }

  // MARK: - Values

  /// `64..512/16`, `1..64`.
  private func steps(_ node: SourceNode, path: String) -> CapacityRange? {
    let expected = "numbers to choose from, such as 64..512/16"
    guard let text = scalar(node, expected, path: path) else { return nil }
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    let ends = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    let most = Grammar.poolLimits.upperBound
    guard halves.count <= 2, ends.count == 3, ends[1].isEmpty,
      let least = Self.wholeNumber(ends[0]), let last = Self.wholeNumber(ends[2]),
      let step = halves.count == 2 ? Self.wholeNumber(halves[1]) : 1
    else {
      findings.add(
        .malformedExpression, at: node.span, "`\(shown(text))` are no numbers to choose from",
        label: "expected \(expected)", path: path)
      return nil
    }
    guard least >= 1, last >= least, last <= most, step >= 1, step <= most else {
      findings.add(
        .valueOutOfRange, at: node.span, "`\(shown(text))` is out of range",
        label: "expected rising numbers from 1 to \(most), and a step from 1", path: path)
      return nil
    }
    return CapacityRange(least: least, most: last, step: step)
  }

  private func size(_ node: SourceNode, path: String) -> ByteSize? {
    guard let text = scalar(node, ByteSize.expectation, path: path) else { return nil }
    return size(text, node, path: path)
  }

  private func size(_ text: String, _ node: SourceNode, path: String) -> ByteSize? {
    do throws(QuantityError) {
      let size = try ByteSize(parsing: text)
      guard size.bytes > 0 else {
        throw QuantityError(.outOfRange, text: text, expected: "a size of at least a byte")
      }
      return size
    } catch {
      findings.add(error, at: node.span, path: path)
      return nil
    }
  }

  /// `1.2GB/s`.
  private func bandwidth(_ node: SourceNode, path: String) -> ByteSize? {
    let expected = "a size a second, such as 1.2GB/s"
    guard let text = scalar(node, expected, path: path) else { return nil }
    guard text.hasSuffix("/s") else {
      findings.add(
        .missingUnit, at: node.span, "`\(shown(text))` is no size a second",
        label: "expected \(expected)", path: path)
      return nil
    }
    return size(String(text.dropLast(2)), node, path: path)
  }

  private func plainNumber(
    _ node: SourceNode, from least: Double, to most: Double, path: String
  ) -> Double? {
    let expected = "a plain number, such as 1.5"
    guard let text = scalar(node, expected, path: path) else { return nil }
    let number = DecimalNumber(text)
    if let value = number?.double(), value >= least, value <= most { return value }
    findings.add(
      number == nil ? .notANumber : .valueOutOfRange, at: node.span,
      "`\(shown(text))` is \(number == nil ? "not a number" : "out of range")",
      label: "expected \(expected)", path: path)
    return nil
  }
}
