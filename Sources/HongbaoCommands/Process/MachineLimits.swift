import Foundation
import Glibc
import Quantities

/// What this process may use of the machine, with the limits of its control group.
package enum MachineLimits {
  /// How much memory there is.
  package struct Memory: Sendable, Hashable {
    /// In all, in bytes.
    package var total: Int64
    /// Not in use, in bytes.
    package var available: Int64
    /// What says so: `machine`, `control group`, `HONGBAO_MEMORY`.
    package var source: String
  }

  /// The variable that has the last word on the memory.
  static let variable = "HONGBAO_MEMORY"

  /// The memory of the machine, or of the control group when that is less; `HONGBAO_MEMORY` has
  /// the last word.
  package static func memory(_ environment: [String: String]) -> Memory {
    if let text = environment[variable], let size = try? ByteSize(parsing: text) {
      return Memory(total: size.bytes, available: size.bytes, source: variable)
    }
    let information = text("/proc/meminfo") ?? ""
    var memory = Memory(
      total: kibibytes("MemTotal", in: information),
      available: kibibytes("MemAvailable", in: information), source: "machine")
    if memory.total == 0 {
      // Without /proc.
      memory.total = Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
      memory.available = memory.total
    }
    for group in groups {
      guard let limit = number("\(group)/memory.max") ?? number("\(group)/memory.limit_in_bytes"),
        limit < memory.total
      else { continue }
      let used = number("\(group)/memory.current") ?? number("\(group)/memory.usage_in_bytes") ?? 0
      memory = Memory(
        total: limit, available: min(memory.available, max(limit - used, 0)),
        source: "control group")
    }
    return memory
  }

  /// Cores' worth of time that the control group may use; nil: no limit.
  package static var processorQuota: Double? {
    groups.compactMap { group -> Double? in
      let words = (text("\(group)/cpu.max") ?? "").split { $0 == " " || $0 == "\n" }
      guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]),
        period > 0
      else { return nil }
      return quota / period
    }.min()
  }

  /// The folders of the control groups of this process, from the innermost to the root.
  private static var groups: [String] {
    var folders: [String] = []
    for line in (text("/proc/self/cgroup") ?? "").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let root: String
      switch parts[1] {
      case "": root = "/sys/fs/cgroup"
      case "memory": root = "/sys/fs/cgroup/memory"
      default: continue
      }
      var path = String(parts[2])
      while path.count > 1 {
        folders.append(root + path)
        path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
      }
      folders.append(root)
    }
    return folders
  }

  private static func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }

  private static func number(_ path: String) -> Int64? {
    text(path).flatMap { Int64($0.filter { $0 != "\n" }) }
  }

  /// A line of /proc/meminfo in bytes; 0 when it is not there.
  static func kibibytes(_ name: String, in text: String) -> Int64 {
    for line in text.split(separator: "\n") where line.hasPrefix("\(name):") {
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.count > 1, let count = Int64(words[1]) { return count * 1024 }
    }
    return 0
  }
}

/// Sizes for people.
package enum ByteText {
  /// `85 MiB`, `1.2 GiB`.
  package static func text(_ bytes: Int64) -> String {
    for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
    where bytes >= 1 << Int64(shift) {
      let value = Double(bytes) / Double(1 << Int64(shift))
      return String(format: value < 10 ? "%.1f" : "%.0f", value) + " \(unit)"
    }
    return "\(bytes) B"
  }
}
