/// What the command line asks for.
struct BenchmarkOptions: Sendable {
  /// Names of the benchmarks to run; empty: all.
  var only: [String] = []
  var scale = Benchmark.Scale.full
  var printsJSON = false
  var listsNames = false
  var listsCounted = false
  /// Runs of each benchmark; the median counts.
  var repeats = 1
  /// Instead of the scale's amount: events, customers or simulated milliseconds.
  var work: Int?
  /// Threads of the flagship's run.
  var threads = 1
  /// The folder of the repository, where `topologies/` and `results/` lie.
  var root = "."

  static let usage = """
    KernelBenchmarks [--only NAME]... [--small | --count] [--json] [--repeat N] [--work N]
                     [--threads N] [--root FOLDER] [--list | --list-counted]

      --only NAME   this benchmark alone; may be repeated
      --small       little work, for the tests
      --count       a fixed amount of work for an instruction counter; prints `benchmark,units`
      --json        an array of objects
      --repeat N    runs each benchmark N times; the median counts
      --work N      so many units of work (events, customers, simulated milliseconds, files)
      --threads N   threads of one run of the flagship; its rate is by the wall clock then
      --root FOLDER the repository; default: the working directory
      --list        the names; --list-counted those that `--count` takes

    """

  /// Reads the arguments without the program's name.
  init(_ arguments: [String]) throws(BenchmarkError) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--only": only.append(try Self.value(of: word, &rest))
      case "--small": scale = .small
      case "--count": scale = .count
      case "--json": printsJSON = true
      case "--list": listsNames = true
      case "--list-counted": listsCounted = true
      case "--repeat": repeats = try Self.number(of: word, &rest)
      case "--work": work = try Self.number(of: word, &rest)
      case "--threads": threads = try Self.number(of: word, &rest)
      case "--root": root = try Self.value(of: word, &rest)
      default: throw BenchmarkError("unknown word \(word)\n\n\(Self.usage)")
      }
    }
  }

  /// The benchmarks asked for, in the order of `all`.
  func chosen(of all: [Benchmark]) throws(BenchmarkError) -> [Benchmark] {
    for name in only where !all.contains(where: { $0.name == name }) {
      let names = all.map(\.name).joined(separator: ", ")
      throw BenchmarkError("no benchmark \(name); there are \(names)")
    }
    return only.isEmpty ? all : all.filter { only.contains($0.name) }
  }

  private static func value(
    of option: String, _ rest: inout ArraySlice<String>
  ) throws(BenchmarkError) -> String {
    guard let value = rest.popFirst() else { throw BenchmarkError("\(option) needs a value") }
    return value
  }

  private static func number(
    of option: String, _ rest: inout ArraySlice<String>
  ) throws(BenchmarkError) -> Int {
    let text = try value(of: option, &rest)
    guard let number = Int(text), number > 0 else {
      throw BenchmarkError("\(option) needs a whole number above 0, not \(text)")
    }
    return number
  }
}
