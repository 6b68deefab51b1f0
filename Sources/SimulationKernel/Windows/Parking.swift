import CKernelShims
import Glibc
import Synchronization

/// A place where threads wait for something that another thread makes true: they spin for a while,
/// then sleep. Now and then a spinning thread lets others have its core: on a busy machine one of
/// them may be what it waits for.
final class Parking: @unchecked Sendable {
  // The two are used through the functions of pthread alone, which synchronise themselves.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let sleepers = Atomic<Int>(0)
  /// How many looks before a thread sleeps.
  private let spins: Int

  init(spins: Int) {
    self.spins = spins
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  /// Returns once `isTrue` answers true. It must read atomics in sequentially consistent order: a
  /// sleeper announces itself before it looks, and who changes the value looks for sleepers after.
  @inline(__always)
  func wait(until isTrue: () -> Bool) {
    for look in 1...spins {
      if isTrue() { return }
      ckernel_pause()
      if look % 1_000 == 0 { sched_yield() }
    }
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !isTrue() { pthread_cond_wait(condition, mutex) }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }

  /// Wakes all sleepers; to be called after the value was changed.
  func wake() {
    if sleepers.load(ordering: .sequentiallyConsistent) == 0 { return }
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
