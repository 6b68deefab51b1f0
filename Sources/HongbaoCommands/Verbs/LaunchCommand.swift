import ArgumentParser

/// `hongbao launch slurm|kubernetes FILE`: job files for clusters.
struct LaunchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "launch",
    abstract: "Write a job file that spreads replications or a study over a cluster.",
    discussion: """
      The file is written and nothing is submitted: the lines that do that stand at its top.

      EXAMPLES
        hongbao launch slurm peak.yaml --replications 100 --shards 8 --print
        hongbao launch kubernetes peak.yaml --replications 100 --shards 8 --image hongbao:0.1.0
        hongbao launch slurm peak.yaml --capacity --shards 4
      """,
    subcommands: [LaunchSlurmCommand.self, LaunchKubernetesCommand.self])
}
