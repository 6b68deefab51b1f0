import Glibc
import Synchronization

/// One line for whoever reports a crash: version and scenario, written before the process dies.
enum CrashReport {
  /// Where the line is kept, and how long it is; a signal handler may only read plain memory.
  private static let address = Atomic<Int>(0)
  private static let length = Atomic<Int>(0)

  private static let numbers = [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSEGV, SIGBUS]

  /// Starts to listen; the system's reaction (a core dump) follows. Whoever has asked for Swift's
  /// backtraces gets them, and not this.
  static func listen() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    describe("no scenario was loaded")
    for number in numbers {
      signal(number) { number in
        let bytes = UnsafeRawPointer(bitPattern: CrashReport.address.load(ordering: .relaxed))
        let count = CrashReport.length.load(ordering: .relaxed)
        if let bytes { _ = write(STDERR_FILENO, bytes, count) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Says what is being done, for the line.
  static func describe(_ work: String) {
    let text =
      "hongbao \(ToolVersion.current) crashed, which is never right (\(work)). Please report it "
      + "with the scenario, the command line and what stands above.\n"
    // The old one stays: a handler may be reading it.
    let bytes = Array(text.utf8)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
    copy.initialize(from: bytes, count: bytes.count)
    address.store(Int(bitPattern: copy), ordering: .relaxed)
    length.store(bytes.count, ordering: .relaxed)
  }
}
