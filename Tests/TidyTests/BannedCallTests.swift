import Testing

@Suite struct `Banned calls` {
  /// What must not stand in the code of some modules, and what to use instead.
  struct Ban: Sendable {
    var pattern: String
    var modules: [String]
    var instead: String

    /// With the plain meaning of `\b`: Unicode's sees no border in `Clock.now`.
    var regex: Regex<AnyRegexOutput> {
      get throws { try Regex(pattern).wordBoundaryKind(.simple) }
    }
  }

  private static let deterministic = ["SimulationKernel", "RedPackets", "ClusterModel"]

  static let bans: [Ban] = [
    Ban(
      pattern: #"\b(ContinuousClock|SuspendingClock|clock_gettime|gettimeofday|DispatchTime)\b"#,
      modules: deterministic,
      instead: "simulated time; the caller measures wall time around the door"),
    Ban(
      pattern: #"\bDate\(\)|\btime\((nil|NULL)"#, modules: deterministic,
      instead: "simulated time"),
    Ban(
      pattern: #"\.random\(in:|\.random\(using:|\.shuffled?\(|\.randomElement\("#,
      modules: deterministic,
      instead: "the kernel's keyed random numbers, whose order of draws is our own"),
    Ban(
      pattern: #"\b(SystemRandomNumberGenerator|arc4random|drand48|getrandom)\b"#,
      modules: deterministic, instead: "the kernel's keyed random numbers"),
    Ban(
      pattern: #"\bfor\s+\(\s*\w+\s*,\s*\w+\s*\)\s+in\s+\w*([dD]ictionary|ByKey|By[A-Z]\w*)\b"#,
      modules: deterministic,
      instead: "an array in entity order, or `.sorted { $0.key < $1.key }`"),
    Ban(
      pattern: #"\bin\s+(self\.)?\w+\.(keys|values)\s*(\{|where|$)"#, modules: deterministic,
      instead: "an array in entity order, or sorted keys"),
    Ban(
      pattern: #"\bin\s+Set\("#, modules: deterministic,
      instead: "a sorted array: the order of a Set differs from process to process"),
    Ban(
      pattern: #"\bhashValue\b|\bHasher\(\)"#, modules: deterministic,
      instead: "a hash of our own: Swift's is seeded per process"),
  ]

  @Test(arguments: bans)
  func `a module keeps away from what would make runs differ`(_ ban: Ban) throws {
    let pattern = try ban.regex
    for module in ban.modules {
      for text in try Repository.sources(of: module) {
        for (index, line) in text.code.enumerated() where line.contains(pattern) {
          Issue.record("\(text.place(index)): use \(ban.instead)")
        }
      }
    }
  }

  @Test func `print stands in the edges only`() throws {
    let pattern = try Regex(#"\b(print|debugPrint|dump)\("#).wordBoundaryKind(.simple)
    for module in try ModuleTable().rows where module.kind != .edge {
      for text in try Repository.sources(of: module.module) {
        for (index, line) in text.code.enumerated()
        where line.contains(pattern) && !line.contains("func ") {
          Issue.record("\(text.place(index)): return the text; HongbaoCommands prints it")
        }
      }
    }
  }

  @Test func `the patterns find what they are for`() throws {
    let examples = [
      "let now = ContinuousClock.now", "let d = Date()", "Int.random(in: 0..<3)",
      "SystemRandomNumberGenerator()", "for (name, count) in countByName {",
      "for key in table.keys {", "for x in Set(names) {", "x.hashValue",
    ]
    for (ban, example) in zip(Self.bans, examples) {
      #expect(example.contains(try ban.regex), "\(ban.pattern)")
    }
  }
}
