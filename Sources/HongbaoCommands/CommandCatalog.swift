/// The codes of errors that only the command line shows; those of scenarios are the language's.
package enum CommandCatalog {
  /// The audit of a run does not balance.
  package static let auditViolation = "A0001"
  /// The scenario is valid but more than the model can hold.
  package static let modelLimit = "M0001"
  /// The run would need more memory than the machine has.
  package static let memoryLimit = "M0002"
  /// A shard's folder holds what belongs to another study, or folders to merge do not fit together.
  package static let otherStudy = "H0001"
  /// Replications are missing from the folders to merge.
  package static let missingReplications = "H0002"
  /// A file of a shard cannot be read back.
  package static let damagedShard = "H0003"
  /// Two files hold the same replication with other figures.
  package static let unequalReplications = "H0004"

  /// A checkpoint is of another scenario, seed or version.
  package static let checkpointMismatch = "C0001"
  /// A checkpoint is damaged.
  package static let checkpointDamaged = "C0002"

  /// The database of runs cannot be read or written.
  package static let storeUnusable = "D0001"

  /// A file of results is damaged, or none of ours.
  package static let damagedResult = "R0001"
  /// A file of results has a layout that this version does not read.
  package static let otherLayout = "R0002"
  /// The database has another result of the same run.
  package static let otherResult = "R0003"

  /// What `hongbao explain` prints, or nil for a code of somebody else.
  package static func explanation(of code: String) -> String? {
    switch code {
    case auditViolation:
      """
      A0001: the audit found a violation

      At the end of every run the books are replayed by code of their own and must balance:
      issued = settled + refunded + open, in cents, for every packet; and at every tier
      offered = served + rejected + failed + in flight. A violation means that the simulator is
      wrong, not the scenario: its numbers are not to be trusted. The result is written all the
      same, so that it can be looked into. Please report it with the scenario, the seed and the
      version.
      """
    case modelLimit:
      """
      M0001: the scenario needs more than the model can hold

      The scenario is valid, but a number in it (nodes, servers, groups, duration) goes beyond
      what one run can keep. The message gives the number and the limit; make it smaller, or
      split the scenario.
      """
    case memoryLimit:
      """
      M0002: the run needs more memory than there is

      Before a run its memory is foretold, and a run that would need more than 80 % of the memory
      of the machine, or of the control group (container) that it runs in, is refused: a machine
      that swaps is of no use to anybody. Memory goes with nodes times intervals, with the requests
      under way and with the open packets, and with the replications that run side by side.
      `hongbao run FILE --dry-run` tells how much of it; --force runs it all the same, and
      HONGBAO_MEMORY=32GiB takes another size for that of the machine.
      """
    case checkpointMismatch:
      """
      C0001: the checkpoint does not belong to this run

      With --resume a run goes on from its checkpoint to the very result that it would have had
      without a stop. That only holds for the same effective scenario, the same seed, the same
      --warmup and the same version of hongbao: another version may draw or count differently, and
      the result would be of neither. Run the version that made the checkpoint, or start from the
      beginning without --resume; the first checkpoint of the new run then replaces the old one.
      """
    case checkpointDamaged:
      """
      C0002: the checkpoint is damaged

      A checkpoint ends with the SHA-256 of all that stands before it, and this one's does not
      hold: the file was changed, cut short, or the disk lost a part of it. (A kill while it was
      written is not the reason: a checkpoint gets its name only when it is whole.) Start from the
      beginning without --resume.
      """
    case storeUnusable:
      """
      D0001: the database of runs cannot be used

      hongbao run and hongbao merge keep every finished run in hongbao.sqlite in the folder of
      results, and hongbao runs reads it. When it cannot be written, the run itself is not harmed:
      its folder was put in place before. The message says what is wrong: rights, a lock that
      another program holds for more than ten seconds, a full disk, a file that is no database or
      that of another program, a database that a newer version of hongbao wrote, or a damaged one.
      Run the same command again to keep the run after all, or use --no-store.
      """
    default: storedExplanation(of: code) ?? shardExplanation(of: code)
    }
  }

  private static func storedExplanation(of code: String) -> String? {
    switch code {
    case damagedResult:
      """
      R0001: a file of results is damaged

      Every result carries its fingerprint, SHA-256 of all the rest of it, and the digest of its
      scenario. hongbao report and hongbao import look at both before they believe a file: one
      that was cut off by a copy, edited, or lost a part on a disk is refused, with line and
      column where it is no JSON, or the key that is missing. So is one with counts or times that
      no run can have. Copy the folder again, or run the scenario again: the same version makes the
      same bytes.
      """
    case otherLayout:
      """
      R0002: a file of results has another layout

      `schemaVersion` in a document says which layout it has; this version reads those up to its
      own. The file is not damaged: use the version of hongbao that wrote it, which stands under
      `tool.version`, or a newer one.
      """
    case otherResult:
      """
      R0003: the database has another result of the same run

      The same scenario file, seed, options and version give the same bytes on every machine. A
      result also says where each value comes from: the file's name and its comments, and what the
      command line changed. Two results of the same run that differ were made from a file of
      another name or with other comments, or by two builds under one version. The one in the
      database stays: `hongbao runs show ID` shows it, and after `hongbao runs rm ID` the other
      one can be taken in. Where two folders of one import have other results of the same run,
      nothing is taken in: import one of them.
      """
    default: nil
    }
  }

  private static func shardExplanation(of code: String) -> String? {
    switch code {
    case otherStudy:
      """
      H0001: the shards belong to another study

      Replications can be merged only when scenario, seed, number of replications, version of the
      tool and the words of the scenario's files are the same: otherwise the result would be that
      of no run at all. The message says what differs. Finish the work that is there with the
      same files and options, remove its folder, or name another one with --out. Shards of one
      folder also have one number of shards.
      """
    case missingReplications:
      """
      H0002: replications are missing

      A result needs every replication from 0 to N - 1. The message names those that no folder
      has, and the lines that run them. A shard goes on where it stopped: what is done is not run
      again.
      """
    case damagedShard:
      """
      H0003: a file of a shard is damaged

      Every file carries SHA-256 of its bytes, and is put in place in one step when it is whole,
      so a killed shard leaves none behind. A damaged one was changed, cut off by a copy, or lost
      by a disk. Run the shard again: it replaces what it cannot read. Or copy the file again.
      """
    case unequalReplications:
      """
      H0004: two files hold the same replication with other figures

      The same study gives the same bytes on every machine. Two files that claim to be the same
      replication of the same study and differ mean that one was made by another build of the
      tool under the same version, or that a machine computes wrongly. Remove the folder that you
      do not trust, run its shard again, and please report it.
      """
    default: nil
    }
  }
}
