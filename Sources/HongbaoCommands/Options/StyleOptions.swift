import ArgumentParser
import Foundation

/// How text looks.
struct StyleOptions: ParsableArguments {
  @Option(
    name: .long,
    help: """
      Colours: auto follows NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR and whether the stream is a \
      terminal.
      """)
  var color = ColorChoice.auto

  /// Whether `stream` gets colours.
  func usesColor(on stream: StandardStream) -> Bool {
    ColorRule.usesColor(
      choice: color, environment: ProcessInfo.processInfo.environment,
      isTerminal: stream.isTerminal)
  }

  /// Whether text must stay within ASCII.
  var usesASCII: Bool {
    ColorRule.usesASCII(environment: ProcessInfo.processInfo.environment)
  }
}
