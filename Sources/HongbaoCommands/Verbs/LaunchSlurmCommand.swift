import ArgumentParser

/// `hongbao launch slurm FILE`: a job array, or with `--mpi` one job of ranks.
struct LaunchSlurmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slurm",
    abstract: "Write a batch script for Slurm.",
    discussion: """
      A job array with a shard a task, and in its comments the line that submits the merge after \
      it; with --mpi one job whose ranks share the replications. All nodes must share the folder.

      EXAMPLES
        hongbao launch slurm peak.yaml --replications 100 --shards 8 --print
        hongbao launch slurm peak.yaml --replications 100 --shards 8 --time 30min --threads 8
        hongbao launch slurm peak.yaml --replications 1000 --shards 64 --mpi --threads 1
      """)

  @OptionGroup var launch: LaunchOptions

  @Option(
    name: [.customLong("out"), .customShort("o")],
    help: ArgumentHelp("The results folder of the jobs.", valueName: "dir"),
    completion: .directory)
  var out = "results"

  @Option(name: .long, help: ArgumentHelp("Where the jobs go.", valueName: "name"))
  var partition: String?

  @Option(name: .long, help: ArgumentHelp("Who pays for them.", valueName: "name"))
  var account: String?

  @Flag(
    name: .long,
    help: "One job of MPI ranks (srun --mpi=pmix hongbao-mpi) instead of an array of shards.")
  var mpi = false

  func validate() throws {
    for (option, value) in [("--partition", partition), ("--account", account)] {
      if let value, value.wholeMatch(of: /[A-Za-z0-9][-A-Za-z0-9_.,]*/) == nil {
        throw ValidationError(
          "\(option) must be letters, digits, '-', '_', '.' and ',', got '\(value)'")
      }
    }
    if out.isEmpty { throw ValidationError("--out must name a folder") }
  }

  func run() throws {
    let file = JobFile(options: launch)
    var words = mpi ? ["--mpi"] : []
    if let partition { words += ["--partition", partition] }
    if let account { words += ["--account", account] }
    words += ["--out", out]
    let plan = try file.plan(
      file.load(), scheduler: "slurm", ending: "sbatch",
      program: mpi ? "hongbao-mpi" : "hongbao", out: out, words: words)
    let script = SlurmScript(plan, partition: partition, account: account)
    try file.deliver(mpi ? script.ranks : script.array, plan)
  }
}
