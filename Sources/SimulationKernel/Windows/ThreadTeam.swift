import Glibc

/// Threads that each do a numbered part of a job.
@usableFromInline
struct ThreadTeam: ~Copyable {
  private final class Part: Sendable {
    let number: Int
    let body: @Sendable (Int) -> Void
    init(_ number: Int, _ body: @escaping @Sendable (Int) -> Void) {
      self.number = number
      self.body = body
    }
  }

  private var threads: [pthread_t] = []

  /// Starts threads that call `body` with the numbers 1 to `count`, or fewer when the system does
  /// not give them.
  @usableFromInline
  init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    for number in stride(from: 1, through: count, by: 1) {
      var thread = pthread_t()
      let part = Unmanaged.passRetained(Part(number, body))
      let status = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let part = Unmanaged<Part>.fromOpaque(argument).takeRetainedValue()
          part.body(part.number)
          return nil
        }, part.toOpaque())
      if status != 0 {
        part.release()
        return
      }
      threads.append(thread)
    }
  }

  /// How many threads there are, the caller's not counted.
  @usableFromInline var count: Int { threads.count }

  /// Waits for all of them.
  @usableFromInline
  func join() {
    for thread in threads { pthread_join(thread, nil) }
  }
}
