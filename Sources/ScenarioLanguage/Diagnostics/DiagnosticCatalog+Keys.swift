/// Structure and keys: S0101 and following.
extension DiagnosticCatalog.Entry {
  static let unknownKey = Self(
    title: "a key that does not exist here",
    text: """
      A misspelt key would be ignored and its default used in silence, so every unknown
      key is refused. The label lists the keys that can stand here. Words in a key may be
      joined by hyphens, spaces or underscores alike. If the key is right, look at the
      indentation: it may belong one level up or down.
      """,
    wrong: """
      tiers:
        cache:
          serviec: constant(10us)
      """,
    right: """
      tiers:
        cache:
          service: constant(10us)
      """)

  static let missingKey = Self(
    title: "a key is missing",
    text: """
      Something that has no sensible default was left out: a tier without its operation, a
      distribution of services, a path. The caret stands below the thing that needs the
      key; the help shows an example.
      """,
    wrong: """
      tiers:
        front:
          operation: relay
          nodes: 2
      """,
    right: """
      tiers:
        front:
          operation: relay
          nodes: 2
          service: exponential(mean 1ms)
      """)

  static let duplicateKey = Self(
    title: "a key is given twice",
    text: """
      YAML readers differ in which of two equal keys wins, so neither does here. `fan-out`
      and `fan out` are the same key, and `shenzhen - shanghai` is the same pair as
      `shanghai - shenzhen`. Keep the one that you mean.
      """,
    wrong: """
      tiers:
        cache:
          nodes: 4
          nodes: 8
      """,
    right: """
      tiers:
        cache:
          nodes: 8
      """)

  static let namesDifferByCase = Self(
    title: "two names differ in case alone",
    text: """
      `Cache` and `cache` would be two tiers, easily taken for one another in reports, in
      `--set` and in file names. Give one of them another name.
      """,
    wrong: """
      tiers:
        Cache: {operation: relay, nodes: 2, service: constant(1ms)}
      """,
    right: """
      tiers:
        cache-of-users: {operation: relay, nodes: 2, service: constant(1ms)}
      """)

  static let wrongShape = Self(
    title: "a list, a mapping or a single value is expected",
    text: """
      The value has another shape than the key needs: a list `[a, b]`, a mapping with keys
      of its own, or one value. An empty value is refused as well; to use the default,
      leave the key out.
      """,
    wrong: """
      flow:
        claim: gateway
      """,
    right: """
      flow:
        claim: [gateway]
      """)

  static let keyNotInTopology = Self(
    title: "a key that cannot stand in a topology",
    text: """
      A topology is a cluster: tiers, flow and network. Who uses it, for how long, and
      what breaks belongs to the scenario, so that one cluster can serve several. Move the
      key; or, to start from a whole scenario, name it as `base`.
      """,
    wrong: """
      topology:
        duration: 60s
      """,
    right: """
      duration: 60s
      """)

  static let keyDoesNotApply = Self(
    title: "a key that has no effect here",
    text: """
      The key exists, but not for this thing: `cas` belongs to tiers that claim, `lock` to
      tiers that settle, `shares` to populations that send packets, `factor` to the fault
      `slow`. It would be ignored, and you would wonder why.
      """,
    wrong: """
      tiers:
        gateway:
          expiry: 24h
      """,
    right: """
      tiers:
        ckv:
          expiry: 24h
      """)

  static let unsupportedVersion = Self(
    title: "another version of the language",
    text: """
      `version` names the version of the scenario language, not of your scenario. This
      tool reads version 1. A higher number is of a newer tool.
      """,
    wrong: """
      version: 2
      """,
    right: """
      version: 1
      """)

  static let invalidName = Self(
    title: "not a name",
    text: """
      Names of tiers, populations and access networks stand in objectives, faults and
      `--set`, so they begin with a letter and have only letters (of any script), digits,
      `-` and `_`, at most 64. A tier cannot be called send, claim or open, which are
      kinds of requests. The `name` of a scenario is one line of text.
      """,
    wrong: """
      tiers:
        2nd/cache: {operation: relay, nodes: 2, service: constant(1ms)}
      """,
    right: """
      tiers:
        cache-2: {operation: relay, nodes: 2, service: constant(1ms)}
      """)

  static let malformedOverride = Self(
    title: "`--set` needs path=value",
    text: """
      Behind `--set` stands the way to a key, its names joined by points, an equals sign
      and the value as it would stand in the file. Quote it for the shell when it has
      spaces or brackets.
      """,
    wrong: """
      hongbao run peak.yaml --set tiers.cache.nodes
      """,
    right: """
      hongbao run peak.yaml --set tiers.cache.nodes=96
      """)

  static let unknownOverridePath = Self(
    title: "`--set` names something that is not there",
    text: """
      `--set` changes keys that the language knows, in tiers and populations that the
      scenario has; it cannot invent a tier, and a single value has no keys inside. The
      label lists the names that can stand at this place.
      """,
    wrong: """
      hongbao run peak.yaml --set tiers.cash.nodes=96
      """,
    right: """
      hongbao run peak.yaml --set tiers.cache.nodes=96
      """)

  static let exclusiveKeys = Self(
    title: "two keys that exclude one another",
    text: """
      A population either sends packets or makes requests, a request has either a rate or
      a curve, and a fault has one kind. With both it would be unclear what is meant. Make
      two populations, or two faults.
      """,
    wrong: """
      faults:
        - {at: 20s, crash: cache/0, lose: local/1}
      """,
    right: """
      faults:
        - {at: 20s, crash: cache/0}
        - {at: 20s, lose: local/1}
      """)

  static let emptyCollection = Self(
    title: "nothing inside",
    text: """
      A list or mapping that needs at least one entry has none: a path without tiers leads
      nowhere. Add an entry or leave the key out.
      """,
    wrong: """
      flow:
        claim: []
      """,
    right: """
      flow:
        claim: [gateway, cache]
      """)
}
