// The hold model on std::priority_queue: hold PENDING EVENTS REPEATS
// Prints, for each repeat, the events, the processor seconds and a hash.
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

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time != b.time ? a.time > b.time : a.word > b.word;
  }
};

int main(int argc, char** argv) {
  if (argc != 4) return 64;
  const long pending = atol(argv[1]), events = atol(argv[2]), repeats = atol(argv[3]);
  const Exponential exponential;
  for (long repeat = 0; repeat < repeats; repeat++) {
    Xorshift random{88172645463325252ull + repeat};
    const double mean = 1000.0 * pending;
    std::vector<Event> memory;
    memory.reserve(pending + 1);
    std::priority_queue<Event, std::vector<Event>, Later> queue(Later(), std::move(memory));
    for (long i = 0; i < pending; i++) {
      queue.push({int64_t(mean * exponential.draw(random) + 0.5), uint64_t(i)});
    }
    uint64_t hash = 0;
    const auto step = [&] {
      Event event = queue.top();
      queue.pop();
      hash = (hash ^ (uint64_t(event.time) ^ event.word)) * 0x9E3779B97F4A7C15ull;
      hash ^= hash >> 32;
      event.time += int64_t(mean * exponential.draw(random) + 0.5);
      queue.push(event);
    };
    for (long i = 0; i < pending; i++) step();
    const clock_t start = clock();
    for (long i = 0; i < events; i++) step();
    const double seconds = double(clock() - start) / CLOCKS_PER_SEC;
    printf("%ld %.6f %016lx\n", events, seconds, (unsigned long)hash);
    fflush(stdout);
  }
}
