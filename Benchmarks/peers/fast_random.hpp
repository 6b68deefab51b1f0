// Random numbers for the peers in C++: xorshift64* and exponential draws by a ziggurat of 256
// layers, the same method as Hongbao's kernel (Marsaglia and Tsang, 2000), on a sequential generator.
#pragma once

#include <cmath>
#include <cstdint>

// G. Marsaglia, "Xorshift RNGs", 2003; multiplier of S. Vigna, 2016.
struct Xorshift {
  uint64_t state;
  uint64_t next() {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545F4914F6CDD1Dull;
  }
};

class Exponential {
 public:
  Exponential() {
    const double tail = 7.69711747013105, area = 0.003949659822581572;
    double edge[257];
    edge[0] = area / std::exp(-tail);
    edge[1] = tail;
    for (int i = 2; i < 256; i++) {
      edge[i] = -std::log(area / edge[i - 1] + std::exp(-edge[i - 1]));
    }
    edge[256] = 0;
    for (int i = 0; i < 256; i++) {
      layers[i] = {edge[i] * 0x1p-53, edge[i + 1] / edge[i] * 0x1p53};
      density[i] = std::exp(-edge[i]);
    }
    density[256] = 1;
  }

  double draw(Xorshift& random) const {
    double shift = 0;
    while (true) {
      const uint64_t word = random.next();
      const unsigned layer = word & 255;
      const double place = double(word >> 11);
      const double value = place * layers[layer].width;
      if (place < layers[layer].sure) return shift + value;
      if (layer == 0) {
        shift += 7.69711747013105;
        continue;
      }
      const double height = density[layer]
          + (double(random.next() >> 11) * 0x1p-53) * (density[layer + 1] - density[layer]);
      if (height < std::exp(-value)) return shift + value;
    }
  }

 private:
  struct Layer {
    double width, sure;
  };
  Layer layers[256];
  double density[257];
};
