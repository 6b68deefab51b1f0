import ClusterModel

/// Why the runs of a plan could not be made.
public enum RunFailure: Error, Sendable {
  /// The scenario needs more than the model can hold.
  case model(ModelError)
  /// The run cannot go on from the checkpoint given.
  case checkpoint(CheckpointError)
}
