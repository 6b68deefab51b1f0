/// A unit of results in the base units that Prometheus asks for.
struct BaseUnit {
  /// `seconds`, `per_second`, `ratio`, or the noun itself.
  let name: String
  /// What a value is multiplied with.
  let scale: Double
  /// Ends of names that say the same and are left out.
  let suffixes: [String]

  init(_ unit: String) {
    switch unit {
    case "ms": (name, scale, suffixes) = ("seconds", 0.001, ["_ms"])
    case "s": (name, scale, suffixes) = ("seconds", 1, ["_seconds", "_s"])
    case "1/s": (name, scale, suffixes) = ("per_second", 1, ["_per_second"])
    case "1": (name, scale, suffixes) = ("ratio", 1, [])
    default: (name, scale, suffixes) = (unit, 1, [])
    }
  }
}
