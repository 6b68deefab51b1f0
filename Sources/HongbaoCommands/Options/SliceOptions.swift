import ArgumentParser
import Quantities
import ScenarioLanguage

/// Which part of a scenario is run.
struct SliceOptions: ParsableArguments {
  @Option(
    name: .customLong("slice"), parsing: .unconditional,
    help: ArgumentHelp(
      "Runs a part of the scenario, by the clock or by the time of the run: 00:00-00:10, "
        + "23h50m-24h. Statistics cover exactly the slice.", valueName: "from-to"),
    transform: { text in
      guard let wish = SliceWish(parsing: text) else {
        throw ValidationError(
          "--slice needs \(SliceWish.expectation), the first one before the second, got '\(text)'")
      }
      return wish
    })
  var wish: SliceWish?

  @Option(
    name: .customLong("slice-warmup"), parsing: .unconditional,
    help: ArgumentHelp(
      "How much earlier than the slice the run begins; 60s by default, less where the scenario "
        + "begins later.", valueName: "time"),
    transform: { text in
      guard let time = try? TimeSpan(parsing: text), time >= .zero else {
        throw ValidationError("--slice-warmup must be \(TimeSpan.expectation), got '\(text)'")
      }
      return time
    })
  var warmup: TimeSpan?

  /// The options as words of a command line.
  var words: [String] {
    guard let wish else { return [] }
    return ["--slice", wish.text] + (warmup.map { ["--slice-warmup", $0.text] } ?? [])
  }

  func validate() throws {
    if warmup != nil && wish == nil { throw ValidationError("--slice-warmup needs --slice") }
  }
}
