// What Swift cannot say itself: hints to the processor, and a constant table that is read without a
// check whether it has been made.
#ifndef HONGBAO_CKERNEL_SHIMS_H
#define HONGBAO_CKERNEL_SHIMS_H

/// Asks the processor to bring the cache line at `address` near, for writing.
static inline void ckernel_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}

/// Asks the processor to bring the cache line at `address` near and to take it from all other
/// processors: it will be overwritten, and another one has read it.
static inline void ckernel_claim_line(const void *address) {
#if defined(__x86_64__)
  // Without an option for newer processors the compiler has no instruction for it; those that do
  // not know it do nothing.
  __asm__ volatile("prefetchw %0" : : "m"(*(const char *)address));
#else
  __builtin_prefetch(address, 1, 3);
#endif
}

/// Tells the processor that the thread looks at the same memory again and again.
static inline void ckernel_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// 2^(j/32) for the last five bits j of `number`, each rounded to the nearest double.
/// Made by: python3 -c "import mpmath as m; m.mp.prec=200; [print(float(m.mpf(2)**(m.mpf(j)/32)).hex()) for j in range(32)]"
static inline double ckernel_exp2_fraction(long number) {
  static const double table[32] = {
    0x1.0000000000000p+0, 0x1.059b0d3158574p+0,
    0x1.0b5586cf9890fp+0, 0x1.11301d0125b51p+0,
    0x1.172b83c7d517bp+0, 0x1.1d4873168b9aap+0,
    0x1.2387a6e756238p+0, 0x1.29e9df51fdee1p+0,
    0x1.306fe0a31b715p+0, 0x1.371a7373aa9cbp+0,
    0x1.3dea64c123422p+0, 0x1.44e086061892dp+0,
    0x1.4bfdad5362a27p+0, 0x1.5342b569d4f82p+0,
    0x1.5ab07dd485429p+0, 0x1.6247eb03a5585p+0,
    0x1.6a09e667f3bcdp+0, 0x1.71f75e8ec5f74p+0,
    0x1.7a11473eb0187p+0, 0x1.82589994cce13p+0,
    0x1.8ace5422aa0dbp+0, 0x1.93737b0cdc5e5p+0,
    0x1.9c49182a3f090p+0, 0x1.a5503b23e255dp+0,
    0x1.ae89f995ad3adp+0, 0x1.b7f76f2fb5e47p+0,
    0x1.c199bdd85529cp+0, 0x1.cb720dcef9069p+0,
    0x1.d5818dcfba487p+0, 0x1.dfc97337b9b5fp+0,
    0x1.ea4afa2a490dap+0, 0x1.f50765b6e4540p+0,
  };
  return table[number & 31];
}

#endif
