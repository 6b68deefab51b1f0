/// The codes of errors that only the command line shows; those of scenarios are the language's.
package enum CommandCatalog {
  /// The audit of a run does not balance.
  package static let auditViolation = "A0001"
  /// The scenario is valid but more than the model can hold.
  package static let modelLimit = "M0001"

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
    default: nil
    }
  }
}
