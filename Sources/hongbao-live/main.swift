import Glibc

// Before any thread is there, so that all threads leave these signals to `LiveSignals.wait`.
LiveSignals.block()
switch CommandLine.arguments.dropFirst().first {
case "transport-benchmark":
  exit(TransportBenchmark.status(of: Array(CommandLine.arguments.dropFirst(2))))
default:
  exit(LiveCommand.status(of: Array(CommandLine.arguments.dropFirst())))
}
