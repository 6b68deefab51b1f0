/// The forms of single values.
extension SchemaWriter {
  /// A text with a pattern.
  private func text(_ pattern: String) -> SchemaValue {
    .object([
      ("type", .string("string")), ("pattern", .string(SchemaPattern.anchored(pattern))),
    ])
  }

  /// A whole number, as a number or as text.
  private func whole(_ least: Int, _ most: UInt64) -> SchemaValue {
    .object([
      ("type", .strings(["integer", "string"])), ("minimum", .integer(UInt64(least))),
      ("maximum", .integer(most)), ("pattern", .string(SchemaPattern.anchored("[0-9]+"))),
    ])
  }

  /// A whole number, or a word.
  private func wholeOr(_ word: String, _ range: ClosedRange<Int>) -> SchemaValue {
    .object([
      ("type", .strings(["integer", "string"])), ("minimum", .integer(UInt64(range.lowerBound))),
      ("maximum", .integer(UInt64(range.upperBound))),
      ("pattern", .string(SchemaPattern.anchored("\(word)|[0-9]+"))),
    ])
  }

  func schema(of form: ScalarForm) -> SchemaValue {
    switch form {
    case .text:
      // A name such as 2017 is a number to a YAML reader.
      .object([("type", .strings(["string", "number", "boolean"])), ("minLength", .integer(1))])
    case .path: .object([("type", .string("string")), ("minLength", .integer(1))])
    case .time: text(SchemaPattern.time)
    case .rate: text(SchemaPattern.rate)
    case .ratio: text(SchemaPattern.ratio)
    case .count(let range): whole(range.lowerBound, UInt64(range.upperBound))
    case .seed: whole(0, .max)
    case .number:
      .object([
        ("type", .strings(["number", "string"])), ("exclusiveMinimum", .integer(0)),
        ("pattern", .string(SchemaPattern.anchored(SchemaPattern.number))),
      ])
    case .boolean:
      .object([
        ("enum", .array([.boolean(false), .boolean(true), .string("false"), .string("true")]))
      ])
    case .date: text(SchemaPattern.date)
    case .tierName: text(SchemaPattern.name)
    case .place: text(SchemaPattern.place)
    case .words(let words): .object([("enum", .strings(words.flatMap(Self.spellings)))])
    case .amountRule:
      .object([("enum", .strings(["double-mean", "capped"].flatMap(Self.spellings)))])
    case .distribution(.count):
      .object([
        ("type", .strings(["string", "number"])), ("minimum", .integer(0)),
        ("pattern", .string(SchemaPattern.anchored(SchemaPattern.distribution(.count)))),
      ])
    case .distribution(let kind): text(SchemaPattern.distribution(kind))
    case .curve: text(SchemaPattern.curve)
    case .curvePoint: text(SchemaPattern.curvePoint)
    case .routing: text(SchemaPattern.routing)
    case .discipline: text(SchemaPattern.discipline)
    case .queue: wholeOr("unbounded", 0...1_000_000_000)
    case .countOrWord(let range, let word): wholeOr(word, range)
    case .exponent(let most):
      .object([
        ("type", .strings(["number", "string"])), ("minimum", .integer(0)),
        ("maximum", .integer(UInt64(most))),
        ("pattern", .string(SchemaPattern.anchored(SchemaPattern.number))),
      ])
    case .backoff: text(SchemaPattern.backoff)
    case .nodes: text(SchemaPattern.nodes)
    case .placePair: text(SchemaPattern.placePair)
    case .objective: text(SchemaPattern.objective)
    case .bytes: text(SchemaPattern.bytes)
    case .bandwidth: text("(\(SchemaPattern.bytes))/s")
    case .steps: text(SchemaPattern.steps)
    case .studyInput: text("load|tiers\\.\(SchemaPattern.name)\\.service")
    case .constant(let word):
      .object([
        ("enum", .array((UInt64(word).map { [.integer($0)] } ?? []) + [.string(word)]))
      ])
    }
  }
}
