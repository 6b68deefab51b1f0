import Glibc

// Before any thread is there, so that all threads leave these signals to `LiveSignals.wait`.
LiveSignals.block()
switch CommandLine.arguments.dropFirst().first {
case "transport-benchmark":
  exit(TransportBenchmark.status(of: Array(CommandLine.arguments.dropFirst(2))))
default:
  LiveSignals.tell("usage: hongbao-live transport-benchmark --port N\n")
  exit(64)
}
