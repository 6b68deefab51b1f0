/// What queueing models may say and what they may not: S0412 and following, W0007.
extension DiagnosticCatalog.Entry {
  static let alwaysZero = Self(
    title: "a time or count that is always zero",
    text: """
      A patience, a repair, a period or a batch of nothing has no effect, or has one
      without end. Mostly the key is not meant at all: leave it out.
      """,
    wrong: """
      tiers:
        gateway:
          patience: 0s
      """,
    right: """
      tiers:
        gateway:
          patience: exponential(2s)
      """)

  static let settingsDiffer = Self(
    title: "two tiers of one operation with other settings",
    text: """
      The rules of claims, records and settlements hold for the whole cluster, since a
      packet passes through all of them: two tiers that claim, store or settle must have
      the same `cas`, the same `expiry` and so on. Give them the same settings.
      """,
    wrong: """
      tiers:
        cache-2: {operation: claim, nodes: 2, service: 10us, cas: {tries: 5}}
      """,
    right: """
      tiers:
        cache-2: {operation: claim, nodes: 2, service: 10us}
      """)

  static let endlessLoop = Self(
    title: "a loop without end",
    text: """
      Requests would go round for ever: the shares of `next` keep all of them among some
      tiers, or clients try again without end and without any wait, at one instant. Let
      some share leave the loop, or give the clients a wait.
      """,
    wrong: """
      populations:
        friends:
          tries: {total: unbounded}
      """,
    right: """
      populations:
        friends:
          tries: {total: unbounded, wait: exponential(1s)}
      """)

  static let tooFewNodes = Self(
    title: "more copies than nodes",
    text: """
      The copies of a forked request are served by different nodes, so a tier needs at
      least as many nodes as `fork` asks for copies.
      """,
    wrong: """
      flow:
        open: {path: [gateway], fork: {gateway: {copies: 5}}}
      """,
    right: """
      flow:
        open: {path: [gateway], fork: {gateway: {copies: 4, wait: 2}}}
      """)

  static let probeDropped = Self(
    title: "a probe was left out",
    text: """
      `--set duration=...` made the run shorter than a probe is late. It is left out of
      this run; the file stays as it is.
      """,
    wrong: """
      hongbao run peak.yaml --set duration=5s
      """,
    right: """
      hongbao run peak.yaml --set duration=5s --set 'probes=[4s]'
      """)
}
