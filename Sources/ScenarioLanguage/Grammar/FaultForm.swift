import Quantities
import ScenarioTypes

/// One kind of fault as it is written; a new kind is a new entry of `all`.
package struct FaultForm: Sendable {
  /// The key that names the kind, with its target.
  package var key: KeySpec
  /// The other keys of the kind.
  package var parameters: [KeySpec] = []
  /// Builds the kind; nil after a mistake, which is then in the findings.
  var decode: @Sendable (FaultFields) -> (kind: Fault.Kind, words: String)?

  package var keys: [KeySpec] { [key] + parameters }

  package static let all: [FaultForm] = [crash, slow, lose, latency, loss, errors]

  private static func target(
    _ name: String, _ form: ScalarForm, _ summary: String, _ example: String
  )
    -> KeySpec
  {
    KeySpec(name: name, shape: .scalar(form), summary: summary, examples: [example])
  }

  private static func parameter(
    _ name: String, _ form: ScalarForm, of kind: String, required: Bool = true,
    fallback: String? = nil, _ summary: String, _ example: String
  ) -> KeySpec {
    KeySpec(
      name: name, shape: .scalar(form), isRequired: required, fallback: fallback,
      scope: .with(kind), summary: summary, examples: [example])
  }

  private static let crash = FaultForm(
    key: target("crash", .nodes, "Nodes that stop and come back empty.", "cache/3")
  ) { fields in
    guard let nodes = fields.nodes("crash") else { return nil }
    return (.crash(nodes.selection), "crash \(nodes.words)")
  }

  private static let slow = FaultForm(
    key: target("slow", .nodes, "Nodes whose service times are multiplied.", "gateway/2"),
    parameters: [
      parameter("factor", .number, of: "slow", "How many times as long a service takes.", "10")
    ]
  ) { fields in
    let nodes = fields.nodes("slow")
    let factor = fields.number("factor", above: 0, upTo: 1_000_000)
    guard let nodes, let factor else { return nil }
    return (
      .slow(nodes.selection, factor: factor.value), "slow \(nodes.words) factor \(factor.words)"
    )
  }

  private static let lose = FaultForm(
    key: target("lose", .place, "A place whose nodes all crash.", "shenzhen/2")
  ) { fields in
    guard let place = fields.place("lose") else { return nil }
    return (.placeLost(place), "lose \(place.words)")
  }

  private static let latency = FaultForm(
    key: target(
      "latency", .placePair, "Two places between which messages take longer.",
      "shenzhen - shanghai"),
    parameters: [
      parameter("add", .time, of: "latency", "The time that is added one way.", "50ms"),
      parameter(
        "jitter", .time, of: "latency", required: false, fallback: "0s",
        "On top, uniform from 0 to this.", "10ms"),
    ]
  ) { fields in
    let pair = fields.placePair("latency")
    let added = fields.time("add")
    let jitter = fields.time("jitter", fallback: .zero)
    guard let pair, let added, let jitter else { return nil }
    let tail = jitter == .zero ? "" : " jitter \(jitter.text)"
    return (
      .latency(pair.0, pair.1, added: added, jitter: jitter),
      "latency \(pair.0.words) - \(pair.1.words) add \(added.text)\(tail)"
    )
  }

  private static let loss = FaultForm(
    key: target(
      "loss", .placePair, "Two places between which messages are lost.",
      "shenzhen - shanghai"),
    parameters: [probability(of: "loss", "The chance that a message is lost.")]
  ) { fields in
    let pair = fields.placePair("loss")
    let probability = fields.ratio("probability")
    guard let pair, let probability else { return nil }
    return (
      .loss(pair.0, pair.1, probability: probability),
      "loss \(pair.0.words) - \(pair.1.words) probability \(probability.text)"
    )
  }

  private static let errors = FaultForm(
    key: target("errors", .nodes, "Nodes that answer with an error.", "settlement"),
    parameters: [probability(of: "errors", "The chance that an answer is an error.")]
  ) { fields in
    let nodes = fields.nodes("errors")
    let probability = fields.ratio("probability")
    guard let nodes, let probability else { return nil }
    return (
      .errors(nodes.selection, probability: probability),
      "errors \(nodes.words) probability \(probability.text)"
    )
  }

  private static func probability(of kind: String, _ summary: String) -> KeySpec {
    parameter("probability", .ratio, of: kind, summary, "5%")
  }
}

extension PlacePattern {
  /// As it is written: `shenzhen/2` or `shenzhen`.
  package var words: String { zone.map { "\(city)/\($0)" } ?? city }
}
