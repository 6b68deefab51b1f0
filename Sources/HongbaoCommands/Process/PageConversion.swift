import Foundation

/// A report as PDF and a chart as PNG, by programs that may be on the machine.
enum PageConversion {
  /// Writes `page` as PDF by a headless Chromium; answers what is missing, or nil.
  static func pdf(of page: String, to path: String) -> String? {
    let names = ["chromium", "chromium-browser", "google-chrome"]
    guard let browser = program(names) else {
      return "no PDF: none of \(names.joined(separator: ", ")) is installed"
    }
    let url = URL(fileURLWithPath: page).absoluteString
    let words = [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
      "--print-to-pdf=\(URL(fileURLWithPath: path).path)", url,
    ]
    return run(browser, words) ? nil : "no PDF: \(browser) failed"
  }

  /// Writes an SVG file as PNG by rsvg-convert; answers what is missing, or nil.
  static func png(of picture: String, to path: String) -> String? {
    guard let converter = program(["rsvg-convert"]) else {
      return "no PNG: rsvg-convert is not installed"
    }
    let words = ["--width", "1760", "--background-color", "white", "-o", path, picture]
    return run(converter, words) ? nil : "no PNG: \(converter) failed"
  }

  /// The first of some programs that the path has.
  private static func program(_ names: [String]) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
      .split(separator: ":").map(String.init)
    for name in names {
      for folder in folders {
        let path = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: path) { return path }
      }
    }
    return nil
  }

  private static func run(_ program: String, _ words: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return false
    }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
