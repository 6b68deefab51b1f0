/// The templates of one file.
extension Template {
  static let minimal = Template(
    name: "minimal", summary: "one small cluster, one population: the place to start",
    files: [
      File(
        "minimal.yaml",
        """
        # A small office: people send red packets to their groups, the members tap, winners open.
        #
        # Try: hongbao run minimal.yaml
        #      hongbao run minimal.yaml --set tiers.settlement.nodes=1      (too few)
        #      hongbao run minimal.yaml --dry-run          (what it says, and what it would cost)
        #
        # Behind a value stands how well it is known: measured, calibrated or assumed, and from
        # where. The report lists them.
        version: 1                # of the language
        name: Minimal
        duration: 20s             # assumed: simulated time, the run goes from 0 to here
        warmup: 4s                # assumed: statistics leave the start out, which is empty

        # A tier is a pool of equal nodes; requests queue at a node until a server is free.
        tiers:
          gateway:
            operation: relay      # passes requests on
            nodes: 2              # assumed
            servers: 4            # assumed: 2 x 4 / 0.2 ms = 40k requests/s
            service: lognormal(mean 200us cv 0.5)    # assumed: one request on one server
          cache:
            operation: claim      # counts the shares that are left of a packet
            nodes: 2              # assumed
            service: constant(10us)                  # assumed
            route: hash(packet)   # all claims on a packet meet at one node
          settlement:
            operation: settle     # the transaction that opens a share
            nodes: 2              # assumed
            servers: 4            # assumed: 2 x 4 / 10 ms = 800 opens/s: the first limit
            service: exponential(10ms)               # assumed
            queue: 500            # assumed: more are rejected

        flow:                     # the tiers that each kind of request passes, in order
          send: [gateway, cache]
          claim: [gateway, cache]
          open: [gateway, settlement]

        network:
          same zone: lognormal(p50 100us p99 300us min 60us)   # assumed: one way

        populations:
          colleagues:
            sends: {curve: [0s 50/s, 10s 150/s, 20s 50/s]}     # assumed: straight lines between
            group: {size: lognormal(p50 12 p99 60 max 200), awake: 60%}   # assumed
            shares: 1 + geometric(mean 3)                      # assumed
            amount: lognormal(p50 5.00yuan p99 60.00yuan)      # assumed
            fan-out: lognormal(p50 150ms p99 2s)               # assumed: until it is on a screen
            reaction: lognormal(p50 900ms p99 4s min 200ms)    # assumed: until the finger taps
            timeout: 5s                                        # assumed
            tries: {total: 3, backoff: exponential(200ms), jitter: full}   # assumed

        # Checked at the end; when one fails, the exit status is 99.
        objectives:
          - p99(claim) < 400ms
          - rejected(settlement) < 0.1%
          # A gate that need not wait for the end of a lost run:
          # - {objective: errors(claim) < 1%, abort: true, grace: 5s}

        """)
    ])

  static let flashSale = Template(
    name: "flash-sale", summary: "a step in the load against admission and short queues",
    files: [
      File(
        "flash-sale.yaml",
        """
        # A sale opens at second 5: 12,000 people a second press the button for ten seconds.
        #
        # Two limits stand behind each other: the gateways admit 6k/s and refuse the rest as
        # `limited`; the order service can do 5k/s, so that its short queues fill and it refuses
        # some as `queue full`. Short queues keep those fast who get through.
        version: 1
        name: Flash sale
        duration: 20s
        warmup: 1s

        tiers:
          gateway:
            operation: relay
            nodes: 2
            servers: 4                       # assumed: 2 x 4 / 0.4 ms = 20k/s, enough to say no
            service: exponential(mean 400us)                 # assumed: TLS, session, forward
            admission: {rate: 3k/s, burst: 100}              # assumed: 2 x 3k/s get in
            queue: 1000
          order:
            operation: relay                 # reserves an article and writes the order
            nodes: 5
            servers: 4                       # assumed: 5 x 4 / 4 ms = 5k/s
            service: gamma(mean 4ms cv 0.5)                  # assumed: three statements
            route: power of 2                # the balancer takes the shorter of two queues
            queue: 25                        # assumed: rather a fast no than a slow yes

        flow:
          claim: [gateway, order]            # "one for me, please"

        network:
          same zone: lognormal(p50 100us p99 300us min 60us)   # assumed

        populations:
          buyers:
            requests:
              kind: claim
              curve: [0s 200/s, 5s 200/s, 5s 12k/s, 15s 12k/s, 15s 2k/s, 20s 500/s]   # assumed
            timeout: 3s
            tries: {total: 2, backoff: constant(500ms), jitter: full}   # most press once more

        objectives:
          - p99(claim at order) < 60ms
          - p99(claim) < 1.5s                # a no comes soon, too
          - goodput(order) >= 2k/s

        """)
    ])

  static let ticketDrop = Template(
    name: "ticket-drop", summary: "a cache before an inventory, and writers that meet at one row",
    files: [
      File(
        "ticket-drop.yaml",
        """
        # Seats go on sale at 5 s. Fans refresh the seat map, which a cache keeps away from the
        # inventory; buyers, one request at a time each, fight for rows by optimistic updates.
        version: 1
        name: Ticket drop
        duration: 20s
        warmup: 2s

        tiers:
          gateway:
            operation: relay
            nodes: 3
            servers: 8
            service: lognormal(mean 2ms cv 0.8)              # assumed
            queue: 400
            expired-work: skip               # a page that nobody waits for is not built
          seat-map:
            operation: cache                 # a hit is answered here, a miss goes on
            nodes: 2
            ttl: 500ms                       # assumed: an old map is good enough for so long
            misses: join                     # one miss fetches, the others wait for it
          inventory:
            operation: relay
            nodes: 2
            servers: 16
            service: lognormal(mean 12ms cv 1)               # assumed
            queue: 500
          seats:
            operation: update                # reads, works, writes if nobody else has written
            nodes: 2
            work: lognormal(mean 30ms cv 0.5)                # assumed: price, hold, pay

        flow:
          claim: [gateway, seat-map, inventory]              # look at the map
          open: [gateway, seats]                             # buy

        network:
          same zone: lognormal(p50 150us p99 500us min 80us)   # assumed

        populations:
          fans:
            requests: {kind: claim, curve: [0s 300/s, 5s 300/s, 6s 3k/s, 20s 1k/s]}   # assumed
            keys: {count: 400, zipf: 0.8}                    # blocks of the hall
            timeout: 2s
            tries: {total: 3, wait: exponential(mean 300ms), budget: 20%}
          buyers:
            clients: {kind: open, count: 1000, think: exponential(mean 4s)}   # a closed loop
            keys: {count: 5000, zipf: 1}                     # seats, the best ones first
            timeout: 3s
            tries: {total: 4, wait: exponential(mean 500ms)}

        objectives:
          - p99(claim) < 800ms
          - p99(open) < 4s

        """)
    ])

  static let traceReplay = Template(
    name: "trace-replay", summary: "rates and service times from your own measurements (CSV)",
    files: [
      File(
        "trace-replay.yaml",
        """
        # Your own load: requests a second from rates.csv, service times from service.csv. Replace
        # the two files by what your access log and your tracing say.
        version: 1
        name: Trace replay
        duration: 20s
        warmup: 2s

        tiers:
          gateway:
            operation: relay
            nodes: 2
            servers: 4
            service: exponential(mean 300us)                 # assumed
          backend:
            operation: relay
            nodes: 4
            servers: 8
            service: empirical(from service.csv)             # measured: say where and when
            queue: 200

        flow:
          claim: [gateway, backend]

        network:
          same zone: lognormal(p50 100us p99 300us min 60us)   # assumed

        populations:
          users:
            requests: {kind: claim, curve: from rates.csv}   # measured: say where and when
            timeout: 2s
            tries: {total: 2, backoff: exponential(100ms), jitter: full}

        objectives:
          - p99(claim) < 200ms
          - errors(claim) < 1%

        """),
      File(
        "rates.csv",
        """
        time,rate
        0s,500/s
        5s,900/s
        8s,2.4k/s
        12s,2.2k/s
        20s,700/s

        """, isScenario: false),
      File(
        "service.csv",
        """
        probability,value
        0%,2ms
        50%,5ms
        90%,9ms
        99%,22ms
        100%,60ms

        """, isScenario: false),
    ])
}
