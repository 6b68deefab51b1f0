import Foundation

/// What this process used of the machine.
enum MachineProbe {
  /// The largest resident memory so far in bytes: `VmHWM` of /proc/self/status (proc(5), in KiB).
  static func peakMemoryBytes() -> Int64 {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return 0
    }
    return peakMemoryBytes(inStatus: status)
  }

  /// The same from the text of the file; 0 when it does not say.
  static func peakMemoryBytes(inStatus status: String) -> Int64 {
    for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
      let words = line.split { $0 == " " || $0 == "\t" }
      if words.count > 1, let kibibytes = Int64(words[1]) { return kibibytes * 1024 }
    }
    return 0
  }
}
