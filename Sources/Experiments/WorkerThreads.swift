import Glibc
import Synchronization

/// A few threads that do the same work and are waited for.
package enum WorkerThreads {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Calls `body` on `count` threads, one of them this one, and returns when all are done. Threads
  /// that the system does not give are done without.
  package static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    var threads: [pthread_t] = []
    for _ in 1..<max(count, 1) {
      if let thread = thread(body) { threads.append(thread) }
    }
    body()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Calls `body` with each of the pieces on up to `count` threads. They are taken in their order,
  /// the next one by whoever is free, as long as `mayGoOn` says so.
  package static func each<Piece: Sendable>(
    _ pieces: [Piece], on count: Int, while mayGoOn: @escaping @Sendable () -> Bool,
    _ body: @escaping @Sendable (Piece) -> Void
  ) {
    let next = Atomic(0)
    run(min(count, pieces.count)) {
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < pieces.count, mayGoOn() else { return }
        body(pieces[place])
      }
    }
  }

  /// Calls `body` on a thread of its own that nobody waits for; on this one when the system gives
  /// none.
  package static func start(_ body: @escaping @Sendable () -> Void) {
    guard let thread = thread(body) else { return body() }
    pthread_detach(thread)
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body))
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    if status == 0 { return thread }
    work.release()
    return nil
  }
}
