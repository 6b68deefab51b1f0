/// The program was built where there is no MPI.
public struct MPIMissing: Error, Sendable, CustomStringConvertible {
  public var description: String {
    """
    error: this hongbao-mpi was built without MPI
      = help: install it (Debian: apt-get install libopenmpi-dev openmpi-bin) and build again

    """
  }
}
