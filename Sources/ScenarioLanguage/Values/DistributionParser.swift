import Glibc
import Quantities
import ScenarioTypes

/// Reads a distribution: `1 + geometric(mean 1.5)`, `lognormal(p50 300us p99 2ms min 60us)`, or
/// `10us`.
struct DistributionParser {
  let findings: Findings
  let kind: QuantityKind
  let path: String
  var phrase: Phrase

  /// A parameter that was given, with its place.
  struct Given {
    var value: Double
    var text: String
    var span: SourceSpan
  }

  /// The distribution that the whole text says; nil after a mistake.
  mutating func parse() -> Distribution? {
    if phrase.peek(1)?.text == "(" || phrase.current.map({ startsWithLetter($0) }) == true {
      return call(offset: nil)
    }
    let first = phrase.current
    guard let start = phrase.quantity(units: Amount.units(kind)) else {
      return malformed("expected a distribution", label: expectation)
    }
    guard let amount = amount(start) else { return nil }
    if phrase.skip("+") {
      guard phrase.current.map({ startsWithLetter($0) }) == true else {
        return malformed("expected a distribution behind `+`", label: expectation)
      }
      return call(offset: amount)
    }
    guard phrase.isAtEnd else {
      if let first, let second = phrase.current, phrase.peek(1) == nil,
        QuantityError.looksLikeUnit(second.text)
      {
        let text = first.text + " " + second.text
        if let other = Amount.otherKind(text, than: kind) {
          wrongKind(text, other, phrase.span(first, to: second))
          return nil
        }
      }
      return malformed("unexpected text behind the value", label: "expected nothing more here")
    }
    return .constant(amount.value, text: "constant(\(amount.text))")
  }

  private var expectation: String {
    "expected one of: \(DistributionFamily.names.joined(separator: ", "))"
  }

  private func startsWithLetter(_ word: Phrase.Word) -> Bool {
    word.text.unicodeScalars.first?.properties.isAlphabetic == true
  }

  func malformed(_ message: String, label: String, help: String? = nil) -> Distribution? {
    findings.add(
      .malformedExpression, at: phrase.here, message, label: label, help: help, path: path)
    return nil
  }

  func unclosed() -> Distribution? {
    malformed("the bracket is not closed", label: "expected `)`", help: phrase.commaAdvice)
  }

  private func wrongKind(_ text: String, _ other: String, _ span: SourceSpan) {
    findings.add(
      .wrongQuantity, at: span, "expected \(kind.article), found \(other)",
      label: "`\(text)` is \(other)", path: path)
  }

  /// The value of a word in the unit of the place.
  func amount(_ word: Phrase.Word) -> Given? {
    do throws(QuantityError) {
      let amount = try Amount(word.text, kind)
      return Given(value: amount.value, text: amount.text, span: phrase.span(word))
    } catch {
      if let other = Amount.otherKind(word.text, than: kind) {
        wrongKind(word.text, other, phrase.span(word))
      } else {
        findings.add(error, at: phrase.span(word), path: path)
      }
      return nil
    }
  }

  private mutating func call(offset: Given?) -> Distribution? {
    guard let name = phrase.next() else { return malformed("nothing here", label: expectation) }
    guard let family = DistributionFamily.named(name.text) else {
      findings.add(
        .unknownDistribution, at: phrase.span(name), "unknown distribution `\(name.text)`",
        label: expectation, help: NearestWord.help(name.text, among: DistributionFamily.names),
        path: path)
      return nil
    }
    guard phrase.skip("(") else {
      return malformed(
        "`\(family.name)` needs its parameters", label: "expected `(`: \(family.example)")
    }
    guard phrase.current?.text != "from" || family.name == "empirical" else {
      return malformed(
        "only `empirical` reads a file", label: "for example `empirical(from service.csv)`")
    }
    var result: Distribution?
    switch family.name {
    case "hyperexponential": result = hyperexponential(offset: offset)
    case "empirical": result = empirical(offset: offset)
    default: result = plain(family, name: name, offset: offset)
    }
    guard result != nil else { return nil }
    guard phrase.isAtEnd else {
      return malformed("unexpected text behind `)`", label: "expected nothing more here")
    }
    result?.offset = offset?.value ?? 0
    return result
  }

  // MARK: - Parameters by name or place

  private mutating func plain(_ family: DistributionFamily, name: Phrase.Word, offset: Given?)
    -> Distribution?
  {
    if family.name == "geometric", kind != .count {
      findings.add(
        .wrongQuantity, at: phrase.span(name),
        "`geometric` counts, but here \(kind.article) is expected",
        label: "use exponential, or another continuous distribution", path: path)
      return nil
    }
    guard let given = parameters(of: family, name: name) else { return nil }
    guard let form = complete(family, given, name: name) else { return nil }
    var clamp = Clamp()
    for bound in ["min", "max"] where !form.contains(where: { $0.name == bound }) {
      if let value = given[bound] { clamp.set(bound, value) }
    }
    guard check(form, given), let law = law(family.name, given) else { return nil }
    guard isOrdered(clamp) else { return nil }
    let words = form.map { parameter in
      family.forms.first?.count == 1 && parameter.name == "value"
        ? given[parameter.name]?.text ?? ""
        : "\(parameter.name) \(given[parameter.name]?.text ?? "")"
    }
    return distribution(law, family.name, words, clamp, offset)
  }

  /// Bounds that apply to any family.
  struct Clamp {
    var minimum: Given?
    var maximum: Given?

    mutating func set(_ name: String, _ given: Given) {
      if name == "min" { minimum = given } else { maximum = given }
    }
  }

  func isOrdered(_ clamp: Clamp) -> Bool {
    guard let low = clamp.minimum, let high = clamp.maximum, low.value > high.value else {
      return true
    }
    findings.add(
      .parameterOutOfRange, at: high.span, "`max` is below `min`",
      label: "expected at least \(low.text)", path: path)
    return false
  }

  func distribution(
    _ law: Distribution.Family, _ name: String, _ words: [String], _ clamp: Clamp, _ offset: Given?
  ) -> Distribution {
    var words = words
    if let low = clamp.minimum { words.append("min \(low.text)") }
    if let high = clamp.maximum { words.append("max \(high.text)") }
    let prefix = offset.map { "\($0.text) + " } ?? ""
    let separator = name == "hyperexponential" ? ", " : " "
    let bounds = [clamp.minimum, clamp.maximum].compactMap { $0 }.count
    var text = words.joined(separator: " ")
    if name == "hyperexponential" {
      let branches = words.dropLast(bounds).joined(separator: separator)
      text = ([branches] + words.suffix(bounds)).joined(separator: " ")
    }
    return Distribution(
      family: law, minimum: clamp.minimum?.value, maximum: clamp.maximum?.value,
      text: "\(prefix)\(name)(\(text))")
  }

  /// The parameters by name, up to the closing bracket.
  private mutating func parameters(of family: DistributionFamily, name: Phrase.Word)
    -> [String: Given]?
  {
    var known = family.forms.flatMap { $0.map(\.name) }
    for bound in ["min", "max"] where !known.contains(bound) { known.append(bound) }
    let positional = family.namesAreOptional ? family.forms.first ?? [] : []
    var given: [String: Given] = [:]
    var isFine = true
    while let word = phrase.current {
      if phrase.skip(")") { return isFine ? given : nil }
      if phrase.skip(",") { continue }
      var label: String
      if startsWithLetter(word) {
        phrase.position += 1
        label = word.text
        guard known.contains(label) else {
          unknownParameter(word, family, known)
          isFine = false
          _ = phrase.quantity(units: Amount.units(kind))
          continue
        }
      } else if let next = positional.first(where: { given[$0.name] == nil }) {
        label = next.name
      } else {
        findings.add(
          .distributionParameter, at: phrase.span(word),
          "`\(word.text)` stands without the name of its parameter",
          label: "for example `\(family.example)`", path: path)
        return nil
      }
      let kinds = family.forms.flatMap { $0 }.first { $0.name == label }?.kind ?? .value
      guard let value = value(of: label, kinds, family) else {
        isFine = false
        if phrase.isAtEnd { return nil }
        continue
      }
      if given.updateValue(value, forKey: label) != nil {
        findings.add(
          .distributionParameter, at: value.span, "`\(label)` is given twice",
          label: "keep one of the two", path: path)
        isFine = false
      }
    }
    _ = unclosed()
    return nil
  }

  private func unknownParameter(
    _ word: Phrase.Word, _ family: DistributionFamily, _ known: [String]
  ) {
    findings.add(
      .distributionParameter, at: phrase.span(word),
      "`\(family.name)` has no parameter `\(word.text)`",
      label: "expected one of: \(known.joined(separator: ", "))",
      help: NearestWord.help(word.text, among: known) ?? "for example `\(family.example)`",
      path: path)
  }

  private mutating func value(
    of label: String, _ parameter: DistributionFamily.ParameterKind, _ family: DistributionFamily
  ) -> Given? {
    guard let word = phrase.quantity(units: parameter == .value ? Amount.units(kind) : []) else {
      findings.add(
        .distributionParameter, at: phrase.here, "`\(label)` needs a value",
        label: "for example `\(family.example)`", path: path)
      if phrase.current.map({ ![")", ","].contains($0.text) }) == true { phrase.position += 1 }
      return nil
    }
    if parameter == .value { return amount(word) }
    guard let number = DecimalNumber(word.text) else {
      findings.add(
        Amount.otherKind(word.text, than: .count) == nil ? .notANumber : .wrongQuantity,
        at: phrase.span(word), "`\(label)` is a plain number", label: "expected no unit here",
        path: path)
      return nil
    }
    guard let value = number.double(), value >= 0.001, value <= 1_000_000,
      parameter != .whole || isWhole(value)
    else {
      findings.add(
        .parameterOutOfRange, at: phrase.span(word), "`\(label)` is out of range",
        label: parameter == .whole
          ? "expected a whole number from 1 to 1000000" : "expected a number from 0.001 to 1000000",
        path: path)
      return nil
    }
    return Given(value: value, text: number.text(), span: phrase.span(word))
  }

  private func isWhole(_ value: Double) -> Bool {
    value >= 1 && value <= 1_000_000 && value.rounded() == value
  }

  private func complete(
    _ family: DistributionFamily, _ given: [String: Given], name: Phrase.Word
  ) -> [DistributionFamily.Parameter]? {
    if let form = family.forms.first(where: { $0.allSatisfy { given[$0.name] != nil } }) {
      let others = family.forms.flatMap { $0 }.filter { other in
        !form.contains { $0.name == other.name }
      }
      for other in others {
        guard let extra = given[other.name] else { continue }
        let names = form.map(\.name).joined(separator: " and ")
        findings.add(
          .distributionParameter, at: extra.span, "`\(other.name)` is one too many",
          label: "\(names) say it all", path: path)
        return nil
      }
      return form
    }
    let forms = family.forms.map { $0.map(\.name).joined(separator: " and ") }
    let span = phrase.span(name)
    findings.add(
      .distributionParameter, at: span,
      "`\(family.name)` needs \(forms.joined(separator: ", or "))",
      label: "for example `\(family.example)`", path: path)
    return nil
  }

  /// Values of zero make no sense but in `constant` and as a lower bound.
  private func check(_ form: [DistributionFamily.Parameter], _ given: [String: Given]) -> Bool {
    for parameter in form where parameter.name != "value" && parameter.name != "low" {
      guard let value = given[parameter.name], value.value <= 0 else { continue }
      findings.add(
        .parameterOutOfRange, at: value.span, "`\(parameter.name)` is zero",
        label: "expected a value above 0", path: path)
      return false
    }
    for (low, high) in [("p50", "p99"), ("low", "high"), ("min", "max")] {
      guard form.contains(where: { $0.name == high }), let small = given[low],
        let large = given[high], small.value >= large.value
      else { continue }
      findings.add(
        .parameterOutOfRange, at: large.span, "`\(high)` is not above `\(low)`",
        label: "expected more than \(small.text)", path: path)
      return false
    }
    return true
  }

  /// The 99th percentile of the standard normal distribution.
  static let normalQuantile99 = 2.3263478740408408

  /// Parameters rounded to multiples of 2^-40 (a relative change of draws below 10^-11), so that
  /// another C library's logarithm, which may differ in the last bit, gives the same run.
  private func lognormal(mu: Double, sigma: Double) -> Distribution.Family {
    .lognormal(
      mu: (mu * 0x1p40).rounded() * 0x1p-40, sigma: (sigma * 0x1p40).rounded() * 0x1p-40)
  }

  private func law(_ name: String, _ given: [String: Given]) -> Distribution.Family? {
    func value(_ key: String) -> Double { given[key]?.value ?? 0 }
    switch name {
    case "constant": return .constant(value("value"))
    case "exponential": return .exponential(mean: value("mean"))
    case "erlang": return .erlang(shape: Int(value("k")), mean: value("mean"))
    case "lognormal":
      if given["p50"] != nil {
        return lognormal(
          mu: log(value("p50")), sigma: log(value("p99") / value("p50")) / Self.normalQuantile99)
      }
      // From mean = exp(mu + sigma²/2) and cv² = exp(sigma²) - 1.
      let variance = log1p(value("cv") * value("cv"))
      return lognormal(mu: log(value("mean")) - variance / 2, sigma: variance.squareRoot())
    case "gamma":
      // cv² = 1 / shape.
      let shape = 1 / (value("cv") * value("cv"))
      return .gamma(shape: shape, scale: value("mean") / shape)
    case "weibull": return .weibull(shape: value("shape"), scale: value("scale"))
    case "pareto": return .pareto(shape: value("shape"), minimum: value("min"))
    case "bounded-pareto":
      return .boundedPareto(
        shape: value("shape"), minimum: value("min"), maximum: value("max"))
    case "uniform": return .uniform(low: value("low"), high: value("high"))
    case "geometric": return .geometric(mean: value("mean"))
    default: return nil
    }
  }
}

extension QuantityError {
  /// True for the words that follow a number as its unit.
  static func looksLikeUnit(_ text: String) -> Bool {
    QuantityKind.allUnits.contains(text) || text == "%" || text.hasPrefix("/")
  }
}

extension QuantityKind {
  static let allUnits = Amount.units(.time) + Amount.units(.money)
}
