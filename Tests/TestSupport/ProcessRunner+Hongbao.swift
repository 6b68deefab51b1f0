import Foundation

extension ProcessRunner {
  /// The tool that was built with these tests, from beside the test bundle; `HONGBAO_BINARY` names
  /// another one.
  public static func hongbao(
    _ arguments: [String], folder: String? = nil, environment: [String: String] = [:]
  ) throws -> ProcessRunner {
    ProcessRunner(
      try hongbaoPath(), arguments, folder: folder, environment: environment)
  }

  /// The path of the tool.
  public static func hongbaoPath() throws -> String {
    if let path = ProcessInfo.processInfo.environment["HONGBAO_BINARY"] { return path }
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = URL(fileURLWithPath: tests).deletingLastPathComponent()
    for folder in [
      beside, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
    ] {
      let path = folder.appendingPathComponent("hongbao").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw ProcessRunnerError(description: "no hongbao beside the tests in \(beside.path)")
  }
}
