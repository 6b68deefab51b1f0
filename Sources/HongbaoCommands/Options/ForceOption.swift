import ArgumentParser

/// Running whatever memory it takes.
struct ForceOption: ParsableArguments {
  @Flag(
    name: .long,
    help: "Run even when more than 80 % of the machine's memory is expected to be needed.")
  var force = false
}
