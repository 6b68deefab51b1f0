import Foundation
import Glibc

/// Looks at the machine: what a run needs, and what is used when it is there.
struct Doctor {
  let environment: [String: String]

  /// Every check, what a run needs first.
  func checks() -> [DoctorCheck] {
    [system, processors, memory, disk, temporary, locale, terminal]
      + [swift, mpi, http2, sqlite, vectorGraphics, browser, fonts]
  }

  // MARK: What a run needs

  private var system: DoctorCheck {
    var names = utsname()
    uname(&names)
    let machine = Self.text(&names.machine)
    let detail = "\(Self.text(&names.sysname)) \(Self.text(&names.release)) \(machine)"
    if machine == "x86_64" { return DoctorCheck("system", .ok, detail) }
    return DoctorCheck(
      "system", .warn, detail, fix: "only x86-64 is tested: compare fingerprints with one")
  }

  private static func text<Field>(_ field: inout Field) -> String {
    withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private var processors: DoctorCheck {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    if let quota = MachineLimits.processorQuota, quota < Double(cores) {
      return DoctorCheck(
        "processors", .warn, "\(cores), of which the group may use \(quota)",
        fix: "--threads \(max(1, Int(quota))), or a larger cpu.max of the container")
    }
    return DoctorCheck("processors", .ok, "\(cores)")
  }

  private var memory: DoctorCheck {
    let limit = MachineLimits.memory(environment)
    let detail =
      "\(ByteText.text(limit.available)) free of \(ByteText.text(limit.total)) (\(limit.source))"
    if limit.available < 256 << 20 {
      return DoctorCheck(
        "memory", .fail, detail, fix: "end other programs; the smallest run needs some 60 MiB")
    }
    if limit.available < 1 << 30 {
      return DoctorCheck(
        "memory", .warn, detail, fix: "enough for small scenarios; see hongbao run FILE --dry-run")
    }
    return DoctorCheck("memory", .ok, detail)
  }

  private var disk: DoctorCheck {
    var information = statvfs()
    guard statvfs(".", &information) == 0 else {
      return DoctorCheck("disk", .warn, String(cString: strerror(errno)), fix: "use --out")
    }
    let free = Int64(information.f_bavail) * Int64(information.f_frsize)
    let detail = "\(ByteText.text(free)) free here"
    if access(".", W_OK) != 0 {
      return DoctorCheck("disk", .warn, "this folder cannot be written to", fix: "use --out")
    }
    if free < 100 << 20 {
      return DoctorCheck("disk", .warn, detail, fix: "a result has 1 to 5 MiB; use --out elsewhere")
    }
    return DoctorCheck("disk", .ok, detail)
  }

  private var temporary: DoctorCheck {
    let folder = NSTemporaryDirectory()
    if access(folder, W_OK) == 0 { return DoctorCheck("temporary folder", .ok, folder) }
    return DoctorCheck(
      "temporary folder", .warn, "\(folder) cannot be written to", fix: "set TMPDIR")
  }

  private var locale: DoctorCheck {
    ColorRule.usesASCII(environment: environment)
      ? DoctorCheck(
        "locale", .warn, "not UTF-8: text stays within ASCII", fix: "export LANG=C.UTF-8")
      : DoctorCheck("locale", .ok, "UTF-8")
  }

  private var terminal: DoctorCheck {
    guard StandardStream.error.isTerminal else {
      return DoctorCheck("terminal", .ok, "none: plain lines of progress, no colours")
    }
    let columns = StandardStream.error.columns
    let colors = ColorRule.usesColor(choice: .auto, environment: environment, isTerminal: true)
    let detail = "\(columns) columns, \(colors ? "colours" : "no colours")"
    if columns < 80 {
      return DoctorCheck("terminal", .warn, detail, fix: "100 columns are best for results")
    }
    return DoctorCheck("terminal", .ok, detail)
  }

  // MARK: What is used when it is there

  private var swift: DoctorCheck {
    guard let line = ForeignProgram.firstLine(["swift", "--version"], matching: "Swift version")
    else {
      return DoctorCheck(
        "Swift", .warn, "not found", fix: "only needed to build: https://www.swift.org/install")
    }
    return DoctorCheck("Swift", .ok, line)
  }

  private var mpi: DoctorCheck {
    guard let line = ForeignProgram.firstLine(["mpirun", "--version"]) else {
      return DoctorCheck(
        "MPI", .warn, "not found",
        fix: "only for hongbao-mpi: apt-get install openmpi-bin libopenmpi-dev")
    }
    if geteuid() == 0 && environment["OMPI_ALLOW_RUN_AS_ROOT"] == nil && line.contains("Open") {
      return DoctorCheck(
        "MPI", .ok, "\(line); ./hongbao-mpi sets what root and few cores need")
    }
    return DoctorCheck("MPI", .ok, line)
  }

  private var http2: DoctorCheck {
    guard let library = ForeignLibrary("libnghttp2.so.14"),
      let version = library.nghttp2Version
    else {
      return DoctorCheck(
        "nghttp2", .warn, "not found", fix: "only for live pages: apt-get install libnghttp2-14")
    }
    // Debian has the limits against floods in a version that came before them: ask for the symbol.
    let isHardened = library.has("nghttp2_option_set_stream_reset_rate_limit")
    return DoctorCheck(
      "nghttp2", isHardened ? .ok : .warn,
      "\(version), \(isHardened ? "with" : "without") limits against floods of resets",
      fix: isHardened ? nil : "apt-get upgrade libnghttp2-14")
  }

  private var sqlite: DoctorCheck {
    guard let version = ForeignLibrary("libsqlite3.so.0")?.sqliteVersion else {
      return DoctorCheck("SQLite", .warn, "not found", fix: "apt-get install libsqlite3-0")
    }
    return DoctorCheck("SQLite", .ok, version)
  }

  private var vectorGraphics: DoctorCheck {
    guard let line = ForeignProgram.firstLine(["rsvg-convert", "--version"]) else {
      return DoctorCheck(
        "rsvg-convert", .warn, "not found",
        fix: "only for charts as PNG: apt-get install librsvg2-bin")
    }
    return DoctorCheck("rsvg-convert", .ok, line)
  }

  private var browser: DoctorCheck {
    for name in ["chromium", "chromium-browser", "google-chrome"] {
      if let line = ForeignProgram.firstLine([name, "--version"]) {
        return DoctorCheck("browser", .ok, line)
      }
    }
    return DoctorCheck(
      "browser", .warn, "no Chromium found",
      fix: "only for reports as PDF: apt-get install chromium; any browser shows report.html")
  }

  private var fonts: DoctorCheck {
    if let line = ForeignProgram.firstLine(["fc-list", ":lang=zh", "family"]) {
      return DoctorCheck("Chinese fonts", .ok, line)
    }
    return DoctorCheck(
      "Chinese fonts", .warn, "not found",
      fix: "only for names such as 红包 in PNG and PDF: apt-get install fonts-wqy-microhei")
  }
}
