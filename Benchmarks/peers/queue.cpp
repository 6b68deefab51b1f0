// M/M/c at a utilisation of 0.8 on std::priority_queue, an event for each arrival and one for each
// end of service: queue SERVERS CUSTOMERS REPEATS
// Prints, for each repeat, the customers, the processor seconds, the mean wait in services, a hash.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <vector>

#include "fast_random.hpp"

struct Event {
  int64_t time;
  uint64_t word;
};

struct Waiting {
  int64_t arrived;
  uint64_t customer;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time != b.time ? a.time > b.time : a.word > b.word;
  }
};

int main(int argc, char** argv) {
  if (argc != 4) return 64;
  const long servers = atol(argv[1]), customers = atol(argv[2]), repeats = atol(argv[3]);
  const Exponential exponential;
  for (long repeat = 0; repeat < repeats; repeat++) {
    Xorshift random{88172645463325252ull + repeat};
    const double service = 1e6, gap = service / (servers * 0.8);
    std::priority_queue<Event, std::vector<Event>, Later> queue;
    std::queue<Waiting> line;
    long busy = 0;
    int64_t waits = 0;
    uint64_t hash = 0;
    const auto serve = [&](int64_t now, uint64_t customer) {
      hash = (hash ^ uint64_t(now)) * 0x9E3779B97F4A7C15ull;
      hash ^= hash >> 32;
      queue.push({now + int64_t(service * exponential.draw(random) + 0.5), customer << 1 | 1});
    };
    const clock_t start = clock();
    queue.push({0, 0});
    while (!queue.empty()) {
      const Event event = queue.top();
      queue.pop();
      const int64_t now = event.time;
      if (event.word & 1) {
        if (line.empty()) {
          busy--;
          continue;
        }
        const Waiting next = line.front();
        line.pop();
        waits += now - next.arrived;
        serve(now, next.customer);
      } else {
        const uint64_t next = (event.word >> 1) + 1;
        if (next < uint64_t(customers)) {
          queue.push({now + int64_t(gap * exponential.draw(random) + 0.5), next << 1});
        }
        if (busy == servers) {
          line.push({now, event.word >> 1});
          continue;
        }
        busy++;
        serve(now, event.word >> 1);
      }
    }
    const double seconds = double(clock() - start) / CLOCKS_PER_SEC;
    printf("%ld %.6f %.4f %016lx\n", customers, seconds, double(waits) / customers / service,
           (unsigned long)hash);
    fflush(stdout);
  }
}
