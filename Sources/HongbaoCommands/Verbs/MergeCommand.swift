import ArgumentParser
import Experiments
import Reports
import ResultTypes

/// `hongbao merge DIR...`: the result of all shards of a study.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make one result of the shards of a study.",
    discussion: """
      Writes what hongbao run FILE --replications N would have written, byte for byte (run.json \
      apart), from the folders that shards left; the scenario's file is not needed. The folders \
      may be those of shards, or lie above them. A replication that is there twice must be the \
      same twice. When replications are missing (status 66), or files are damaged or of another \
      study (65), they are named and nothing is written. The result is also kept in \
      <out>/hongbao.sqlite.

      EXAMPLES
        hongbao merge results/new-year-peak/seed-2017x100-5d41402a.shards
        hongbao merge node-a/results node-b/results --out merged --format json
      """)

  @Argument(
    help: ArgumentHelp("Folders with shards in them.", valueName: "dir"), completion: .directory)
  var folders: [String]

  @OptionGroup var output: OutputOptions

  @OptionGroup var delivery: DeliveryOptions

  @Flag(
    name: .customLong("hgrm"),
    help: "Write the latency histograms as HdrHistogram percentile files too.")
  var writesHistograms = false

  func validate() throws { try delivery.validate(with: output) }

  func run() throws {
    Interruption.listen()
    let start = ContinuousClock.now
    let collection = try ShardCollection(folders)
    let gathered = try collection.gather { Interruption.status == nil }
    guard let (replications, seconds) = gathered else { throw stopped() }
    let count = collection.study.replications
    let merged =
      replications.early == nil || count == 1
      ? replications.output(count: count) : replications.earlyOutput(planned: count)
    let result = ResultDocument.fingerprinted(merged.result)
    // The seconds are those of all threads of all shards; a speed is that of one of them.
    let machine = MachineResult(
      wallSeconds: (ContinuousClock.now - start) / .seconds(1), loopSeconds: seconds,
      claimsPerWallSecond: merged.claims.map { Double($0) / seconds },
      eventsPerWallSecond: Double(merged.events) / seconds, threads: 1,
      ranks: collection.members.count, peakMemoryBytes: MachineProbe.peakMemoryBytes())
    let delivery = ResultDelivery(
      output: output, delivery: self.delivery, file: result.scenario.file)
    let folder = RunFolder(
      result: result, machine: machine, command: collection.command,
      options: collection.study.options, topology: collection.members.first?.manifest.topology,
      histograms: writesHistograms ? merged.histograms : nil,
      replications: merged.replications)
    guard try delivery.save(folder) else { throw stopped() }
    delivery.keep(KeptRun(folder))
    try delivery.show(result, machine)
    try delivery.report(result, machine)
    try delivery.judge(result)
  }

  private func stopped() -> ExitCode {
    StandardStream.error.tell("error: stopped by a signal; nothing was written\n")
    return (Interruption.status ?? .interrupted).error
  }
}
