/// The templates with a cluster in several tiers.
extension Template {
  /// The tiers, flow and network of a red-packet cluster.
  ///
  /// - Parameters: nodes of each tier.
  private static func cluster(
    gateway: Int, cache: Int, store: Int, settlement: Int
  ) -> String {
    """
    tiers:
      gateway:
        operation: relay
        nodes: \(gateway)
        servers: 8                     # assumed: one worker per core
        service: lognormal(mean 200us cv 0.5)        # assumed: parse, authenticate, forward
        queue: 2000
        place: shenzhen/1..3           # node i stands in zone i modulo 3
      cache:
        operation: claim               # a counter of shares for each packet
        nodes: \(cache)
        service: constant(10us)                      # assumed: one operation on one core
        route: hash(packet)
        queue: 5000
        place: shenzhen/1..3
        cas: {mode: compare-and-swap, tries: 3, then: let-through}
      store:
        operation: store               # the record of the packet
        nodes: \(store)
        service: lognormal(p50 300us p99 2ms)        # assumed
        route: hash(packet)
        queue: 2000
        place: shenzhen/1..3
        replicas: 3
        expiry: 24h
      settlement:
        operation: settle              # who gets how much, in one transaction
        nodes: \(settlement)
        servers: 20                    # assumed: connections
        service: lognormal(mean 10ms cv 0.8)         # assumed
        route: hash(packet)
        queue: 5000
        place: shenzhen/1..3
        lock: 100%                     # of the service the packet's row is locked

    flow:
      send: [gateway, store, cache]
      claim: [gateway, cache]
      open: [gateway, settlement]

    network:
      same zone: lognormal(p50 100us p99 300us min 60us)     # assumed: one way
      same city: lognormal(p50 350us p99 1ms min 250us)      # assumed: one way

    """
  }

  /// The people of one evening, with so many packets a second at the height.
  private static func people(curve: String) -> String {
    """
    populations:
      nationwide:
        sends:
          curve: \(curve)
        group:
          size: lognormal(p50 30 p99 400 max 500)            # assumed
          awake: 40%                                         # assumed
        shares: 1 + geometric(mean 1.5)                      # assumed
        amount: lognormal(p50 5.00yuan p99 60.00yuan)        # assumed
        fan-out: lognormal(p50 150ms p99 2s)                 # assumed: until it is on a screen
        reaction: lognormal(p50 900ms p99 4s min 200ms)      # assumed: until the finger taps
        timeout: 5s                                          # assumed
        tries: {total: 3, backoff: exponential(200ms), jitter: full}   # assumed

    """
  }

  private static let objectives = """
    objectives:
      - p99(claim) < 400ms
      - rejected(settlement) < 0.1%

    """

  static let redPacketPeak = Template(
    name: "red-packet-peak", summary: "a red-packet cluster in three zones around its peak",
    files: [
      File(
        "red-packet-peak.yaml",
        """
        # A red-packet cluster around its peak: about 40,000 claims a second at the cache.
        #
        # A filter in layers: ten claims come for every share, so that the cheap layer (cache,
        # 10 us) says no to nine of them, and only winners reach the dear one (settlement, 10 ms).
        # Settlement limits first: 5 nodes x 20 / 10 ms = 10,000 opens a second.
        #
        # Try a fault: faults: [{at: 10s, for: 5s, crash: cache/0}]
        version: 1
        name: Red-packet peak
        duration: 20s
        warmup: 8s                     # assumed: the ramp, and queues that start empty


        """ + cluster(gateway: 6, cache: 6, store: 6, settlement: 5) + "\n"
          + people(curve: "[0s 600/s, 5s 1.8k/s, 20s 1.8k/s]      # assumed") + "\n"
          + objectives)
    ])

  static let twoTopologies = Template(
    name: "two-topologies", summary: "the same evening on two clusters, to compare them",
    files: [
      File(
        "evening-small.yaml",
        """
        # The evening on the small cluster. evening-large.yaml is the same one on the large
        # cluster: the same people with the same random numbers.
        #
        # Try: hongbao run evening-small.yaml
        #      hongbao run evening-large.yaml
        version: 1
        name: Evening, small cluster
        topology: cluster-small.yaml   # tiers, flow and network
        duration: 20s
        warmup: 8s


        """ + people(curve: "[0s 300/s, 5s 900/s, 20s 900/s]        # assumed") + "\n"
          + objectives),
      File(
        "evening-large.yaml",
        """
        # The evening on the large cluster: everything else is said in the other file.
        version: 1
        name: Evening, large cluster
        base: evening-small.yaml
        topology: cluster-large.yaml   # wins over that of the base

        """),
      File(
        "cluster-small.yaml",
        """
        # The small cluster: settlement can do 2 x 20 / 10 ms = 4,000 opens a second.
        version: 1
        name: Small cluster


        """ + cluster(gateway: 3, cache: 3, store: 3, settlement: 2)),
      File(
        "cluster-large.yaml",
        """
        # The large cluster: settlement can do 4 x 20 / 10 ms = 8,000 opens a second.
        version: 1
        name: Large cluster


        """ + cluster(gateway: 6, cache: 6, store: 6, settlement: 4)),
    ])
}
