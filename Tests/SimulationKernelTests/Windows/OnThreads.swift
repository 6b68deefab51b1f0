import Glibc

/// What a thread is to do.
private final class ThreadJob: @unchecked Sendable {
  let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
}

/// What `body` answers on threads of its own, by number.
func onThreads<R: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> R) -> [R] {
  let results = UnsafeMutablePointer<R?>.allocate(capacity: count)
  results.initialize(repeating: nil, count: count)
  defer {
    results.deinitialize(count: count)
    results.deallocate()
  }
  let threads = (0..<count).map { number in
    var thread = pthread_t()
    let job = Unmanaged.passRetained(ThreadJob { results[number] = body(number) })
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<ThreadJob>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, job.toOpaque())
    precondition(status == 0, "no thread")
    return thread
  }
  for thread in threads { pthread_join(thread, nil) }
  return (0..<count).compactMap { results[$0] }
}
