/// A batch script for Slurm: a job array of shards, or one job of MPI ranks.
package struct SlurmScript {
  private let plan: JobPlan
  private let partition: String?
  private let account: String?

  /// - Parameters:
  ///   - partition: where the jobs go; nil: Slurm's default.
  ///   - account: who pays; nil: Slurm's default.
  package init(_ plan: JobPlan, partition: String? = nil, account: String? = nil) {
    self.plan = plan
    self.partition = partition
    self.account = account
  }

  /// The job array, and in its comments how to submit it and the merge after it.
  package var array: String {
    let submit = ShellWords.line(["sbatch", "--parsable", plan.jobFile])
    let wrap = ShellWords.quoted(ShellWords.line(plan.mergeWords))
    let merge =
      (["sbatch", "--dependency=afterok:\"${job%%;*}\"", "--job-name=\(plan.name)-merge"]
      + site.map { "--\($0)" } + ["--cpus-per-task=1", memory, "--time=\(time(3600))"])
      .joined(separator: " ")
    let again = ShellWords.line(["sbatch", "--array=\(plan.shards - 1)", plan.jobFile])
    let start =
      plan.isCapacityStudy
      ? """
      Submit it in the folder from which \(plan.file) can be found, which all nodes share:

        \(ShellWords.line(["sbatch", plan.jobFile]))

      Shard 0 writes the answer; nothing has to be merged.
      """
      : """
      Submit it in the folder from which \(plan.file) can be found, which all nodes share; then
      the merge, which waits until every shard is done:

        job=$(\(submit))
        \(merge) \\
          --wrap=\(wrap)
      """
    return head("\(plan.subject) of \(plan.file) in \(plan.shards) shards.")
      + JobPlan.comment(
        """

        \(start)

        A shard that was stopped goes on where it was. Submit the same file again: shards that are
        done end at once. Or only some of them, for example the last one:

          \(again)
        """)
      + directives(["array=0-\(plan.shards - 1)", "ntasks=1", "cpus-per-task=\(plan.threads)"])
        + """
        #SBATCH --output=%x-%A-%a.log
        #SBATCH --open-mode=append
        # Run again after the loss of a node.
        #SBATCH --requeue
        # A minute before the time is up the shard is told to stop; it keeps what is done.
        #SBATCH --signal=B:TERM@60

        set -euo pipefail

        # Not SLURM_ARRAY_TASK_COUNT: that counts the tasks of one submission, and is another number
        # when only some shards are submitted again.
        shards=\(plan.shards)

        exec \(ShellWords.line(plan.runWords)) \\
          --threads \(plan.threads) --no-progress \\
          --shard "${SLURM_ARRAY_TASK_ID:?submit this file with sbatch}/$shards"

        """
  }

  /// One job whose ranks share the replications.
  package var ranks: String {
    let submit = ShellWords.line(["sbatch", plan.jobFile])
    let histograms = plan.writesHistograms ? ["--hgrm"] : []
    let ending =
      plan.isCapacityStudy
      ? "Rank 0 writes the answer. What is stopped goes on from the points that are kept."
      : """
      Rank 0 writes the result; nothing has to be merged. What is stopped starts from nothing:
      where that matters, take the job array that this command writes without --mpi.
      """
    return head("\(plan.subject) of \(plan.file) on \(plan.shards) MPI ranks.")
      + JobPlan.comment(
        """

        Submit it in the folder from which \(plan.file) can be found, which all nodes share:

          \(submit)

        \(ending)
        """)
      + directives(["ntasks=\(plan.shards)", "cpus-per-task=\(plan.threads)"])
        + """
        #SBATCH --output=%x-%j.log

        set -euo pipefail

        srun --mpi=pmix \(ShellWords.line(plan.runWords + histograms)) \\
          --threads \(plan.threads) --no-progress

        """
  }

  private var memory: String { "--mem=\(plan.memoryMebibytes)M" }

  private var site: [String] {
    [partition.map { "partition=\($0)" }, account.map { "account=\($0)" }].compactMap { $0 }
  }

  private func head(_ title: String) -> String {
    "#!/usr/bin/env bash\n" + JobPlan.comment("\(title)\nWritten by: \(plan.origin)")
  }

  private func directives(_ shape: [String]) -> String {
    // Ranks of one job may share a node, so their memory is said by core.
    let perCore = (plan.memoryMebibytes - 1) / Int64(plan.threads) + 1
    let isArray = shape.contains { $0.hasPrefix("array=") }
    let size = isArray ? memory : "--mem-per-cpu=\(perCore)M"
    let lines =
      ["--job-name=\(plan.name)"] + (site + shape).map { "--\($0)" }
      + [size, "--time=\(time(plan.seconds))"]
    return lines.map { "#SBATCH \($0)\n" }.joined()
  }

  /// `days-hours:minutes:seconds`.
  private func time(_ seconds: Int64) -> String {
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(seconds / 86_400)-\(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60)):"
      + two(seconds % 60)
  }
}
