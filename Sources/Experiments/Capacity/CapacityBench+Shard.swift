import Glibc
import Synchronization

/// Points shared with other shards. Each shard leads the same study with the same store, so that
/// all want the same points at about the same time; who has claimed one simulates it, and the
/// others wait for it, or take it over when that shard has died.
extension CapacityBench {
  private enum Turn {
    case simulate(Job)
    case wait
    case done
  }

  /// Simulates what no other shard has claimed until all points are there.
  func share(
    _ jobs: [Job], as shard: Shard, _ claims: any CapacityClaims, _ workers: Int, _ step: String
  ) {
    // Each shard begins at another point, so that they seldom meet.
    let open = Mutex(jobs.indices.map { jobs[($0 + shard.index) % jobs.count] })
    WorkerThreads.run(workers) {
      var pause: UInt32 = 1000
      while self.mayGoOn {
        switch self.turn(open, claims) {
        case .simulate(let job):
          self.run(job, step, threads: max(1, self.threads / workers))
          claims.release(self.key(job))
          pause = 1000
        case .wait:
          guard self.tell(step) else { return }
          usleep(pause)
          pause = min(2 * pause, 256_000)
        case .done: return
        }
      }
    }
  }

  /// What is to be done next; points that others have finished are taken.
  private func turn(_ open: borrowing Mutex<[Job]>, _ claims: any CapacityClaims) -> Turn {
    open.withLock { open in
      var rest: [Job] = []
      defer { open = rest }
      for (place, job) in open.enumerated() {
        if take(job) { continue }
        if claims.claim(key(job)) {
          // It may have been finished since.
          if take(job) {
            claims.release(key(job))
            continue
          }
          rest += open[(place + 1)...]
          return .simulate(job)
        }
        rest.append(job)
      }
      return rest.isEmpty ? .done : .wait
    }
  }

  /// Takes a point that is kept; false when there is none.
  private func take(_ job: Job) -> Bool {
    guard let point = store.point(key(job)) else { return false }
    do throws(CapacityStop) {
      try learn(job, point)
    } catch {
      end(error)
    }
    return true
  }
}
