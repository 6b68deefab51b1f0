/// The keys of the section `capacity`.
extension Grammar {
  static let capacityKey = KeySpec(
    name: "capacity", shape: .mapping(capacity),
    summary: "What `hongbao capacity` is asked; runs do not look at it.")

  package static let capacity = KeyTable(
    what: "a capacity study",
    keys: [
      KeySpec(
        name: "plan", shape: .scalar(.rate),
        summary: "Claims a second at the planned peak; the scenario's own peak by default.",
        examples: ["760k/s"]),
      KeySpec(
        name: "tiers", shape: .named(.mapping(capacityTier)),
        summary: "How large tiers may be, what a node costs and what it can hold."),
      KeySpec(
        name: "message", shape: .scalar(.bytes),
        summary: "Size of a request or an answer, for the bandwidth of nodes.",
        examples: ["1kB"]),
      KeySpec(
        name: "record", shape: .scalar(.bytes),
        summary: "Size of a packet's record with its shares, for the memory of nodes.",
        examples: ["800B"]),
      KeySpec(
        name: "records", shape: .scalar(.count(1...largestStudyCount)),
        summary: "Records kept at the same time, copies apart; by default the sends within the "
          + "store's expiry.", examples: ["2400000000"]),
      KeySpec(
        name: "users", shape: .scalar(.count(1...largestStudyCount)),
        summary: "Users connected to the first tier at the same time.",
        examples: ["200000000"]),
      KeySpec(
        name: "uncertain", shape: .list(.mapping(uncertainInput)),
        summary: "What is not known well; by default load and service times, 20 % up and down."),
    ])

  /// More than the world has people, and sums that still fit.
  package static let largestStudyCount = 1_000_000_000_000

  package static let capacityTier = KeyTable(
    what: "the bounds of a tier",
    keys: [
      KeySpec(
        name: "nodes", shape: .scalar(.steps),
        summary: "Numbers of nodes to choose from: from, to and step; an eighth to eight times "
          + "the scenario's by default.", examples: ["64..512/16"]),
      KeySpec(
        name: "servers", shape: .scalar(.steps),
        summary: "Numbers of servers per node to choose from, instead of nodes.",
        examples: ["1..64"]),
      KeySpec(
        name: "cost", shape: .scalar(.exponent(1_000_000_000)),
        summary: "What a node costs, in any unit; 1 by default.", examples: ["2.5"]),
      KeySpec(
        name: "memory", shape: .scalar(.bytes), summary: "Memory of a node for records.",
        examples: ["64GiB"]),
      KeySpec(
        name: "connections", shape: .scalar(.count(1...largestStudyCount)),
        summary: "Connections that a node can hold.", examples: ["1000000"]),
      KeySpec(
        name: "bandwidth", shape: .scalar(.bandwidth),
        summary: "Bytes a second of a node, both directions together.", examples: ["1.2GB/s"]),
      KeySpec(
        name: "pool", shape: .scalar(.count(1...1_000_000)),
        summary: "Connections that each node of the tier before keeps to each node of this one; "
          + "1 by default.", examples: ["8"]),
    ])

  package static let uncertainInput = KeyTable(
    what: "an uncertain input",
    keys: [
      KeySpec(
        name: "input", shape: .scalar(.studyInput), isRequired: true,
        summary: "What is uncertain: load, or the service times of a tier.",
        examples: ["load", "tiers.settlement.service"]),
      KeySpec(
        name: "values", shape: .list(.scalar(.exponent(largestLoad))),
        summary: "Multiples of what the scenario says, each as likely.", examples: ["[1, 3, 15]"]),
      KeySpec(
        name: "range", shape: .scalar(.ratio),
        summary: "So much up and down, each value as likely.", examples: ["20%"]),
    ])
}
