/// The codes of errors that only the command line shows; those of scenarios are the language's.
package enum CommandCatalog {
  /// The audit of a run does not balance.
  package static let auditViolation = "A0001"
  /// The scenario is valid but more than the model can hold.
  package static let modelLimit = "M0001"

  /// A checkpoint is of another scenario, seed or version.
  package static let checkpointMismatch = "C0001"
  /// A checkpoint is damaged.
  package static let checkpointDamaged = "C0002"

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
    default: nil
    }
  }
}
