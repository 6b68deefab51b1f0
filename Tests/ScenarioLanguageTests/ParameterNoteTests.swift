import ScenarioLanguage
import ScenarioTypes
import TestSupport
import Testing

@Suite struct ParameterNoteTests {
  static let text = """
    version: 1
    name: Notes          # assumed: not a parameter
    duration: 10s        # measured, the length of the peak
    seed: 3              # any number does
    tiers:
      server:            # calibrated: fits the total
        operation: relay
        nodes: 4         # measured: counted "by hand" # twice
        queue: 7         # a guess
        service: lognormal(p50 "1ms" p99 3ms)
    flow: {claim: [server]}     # assumed: one tier
    populations:
      customers:
        requests:
          kind: claim
          curve: [0s 1/s,
                  5s 2/s]       # measured: two points
        tries: {total: 2, jitter: full}   # assumed: as usual
    faults:
      - {at: 1s, for: 1s, crash: server/0}  # measured: it happened
      - at: 3s
        slow: server/1           # calibrated: later
        factor: 2
    """

  private static func notes(_ overrides: [String] = []) throws -> [String: ParameterNote] {
    let text = Self.text.replacing("\"1ms\"", with: "1ms")
    let loaded = try ScenarioFixture.load(text: text, overrides: overrides)
    return Dictionary(uniqueKeysWithValues: loaded.parameters.map { ($0.path, $0) })
  }

  @Test(arguments: [
    ("duration", "10s", Provenance.measured, "the length of the peak"),
    ("seed", "3", .assumed, "any number does"),
    ("tiers.server.operation", "relay", .calibrated, "fits the total"),
    ("tiers.server.nodes", "4", .measured, "counted \"by hand\" # twice"),
    ("tiers.server.queue", "7", .calibrated, "a guess"),
    ("tiers.server.service", "lognormal(p50 1ms p99 3ms)", .calibrated, "fits the total"),
    ("flow.claim", "[server]", .assumed, "one tier"),
    ("populations.customers.requests.kind", "claim", .assumed, ""),
    ("populations.customers.requests.curve", "[0s 1/s, 5s 2/s]", .measured, "two points"),
    ("populations.customers.tries.total", "2", .assumed, "as usual"),
    ("faults[0]", "{at: 1s, for: 1s, crash: server/0}", .measured, "it happened"),
    ("faults[1]", "{at: 3s, slow: server/1, factor: 2}", .calibrated, "later"),
    ("warmup", "0s", .assumed, "default"),
    ("tiers.server.servers", "1", .assumed, "default"),
    ("tiers.server.route", "random", .assumed, "default"),
    ("populations.customers.tries.backoff", "constant(0s)", .assumed, "default"),
    ("populations.customers.requests.process", "poisson", .assumed, "default"),
  ])
  func `a comment says how well its value is known`(
    path: String, value: String, provenance: Provenance, source: String
  ) throws {
    let note = try #require(try Self.notes()[path])
    #expect(note.value == value)
    #expect(note.provenance == provenance)
    #expect(note.source == source)
  }

  @Test func `only parameters are listed`() throws {
    let notes = try Self.notes()
    for path in ["name", "version", "objectives", "tiers", "tiers.server", "faults"] {
      #expect(notes[path] == nil)
    }
    #expect(notes["tiers.server.replicas"] == nil, "a key of another operation has no default here")
  }

  @Test func `a value from the command line is assumed`() throws {
    let note = try #require(try Self.notes(["tiers.server.nodes=9"])["tiers.server.nodes"])
    #expect(note.value == "9")
    #expect(note.provenance == .assumed)
    #expect(note.source == "set on the command line")
  }

  @Test func `a value that the command line repeats keeps its note`() throws {
    let plain = try Self.notes()
    let known = try #require(plain["tiers.server.nodes"])
    for override in ["tiers.server.nodes=\(known.value)", "seed=3", "load=1"] {
      #expect(try Self.notes([override]) == plain, "\(override)")
    }
  }

  @Test func `a value that is inherited keeps the comment of its file`() throws {
    let variant = """
      version: 1
      name: Variant
      base: base.yaml
      tiers:
        server:           # measured: elsewhere
          queue: 9
      """
    let base = Self.text.replacing("\"1ms\"", with: "1ms")
    let loaded = try ScenarioFixture.load(text: variant, beside: ["base.yaml": base])
    let notes = Dictionary(uniqueKeysWithValues: loaded.parameters.map { ($0.path, $0) })
    #expect(notes["tiers.server.queue"]?.provenance == .measured)
    #expect(notes["tiers.server.operation"]?.provenance == .calibrated)
  }
}
