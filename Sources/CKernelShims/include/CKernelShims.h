// What Swift cannot say itself: cache prefetch hints.
#ifndef HONGBAO_CKERNEL_SHIMS_H
#define HONGBAO_CKERNEL_SHIMS_H

/// Asks the processor to bring the cache line at `address` near, for writing.
static inline void ckernel_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}

#endif
