import Glibc

/// Memory for columns that are read at random: on large pages where the system gives them, so that
/// fewer address translations miss.
public enum LargeMemory {
  /// `byteCount` bytes, aligned to a cache line at least; free them with `deallocate()`.
  ///
  /// From 4 MiB on the memory is aligned to 2 MiB and advised to be of large pages
  /// (madvise(2), MADV_HUGEPAGE); that the system refuses is no error.
  public static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let large = 1 << 21
    guard byteCount >= 2 * large else {
      return .allocate(byteCount: byteCount, alignment: 256)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: large)
    _ = madvise(memory, byteCount, MADV_HUGEPAGE)
    return memory
  }
}
