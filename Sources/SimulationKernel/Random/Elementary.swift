import CKernelShims

/// Elementary functions of the project's own, so that no other mathematics library can change a
/// result: only additions, multiplications, divisions and square roots, which IEEE 754 rounds
/// the same way everywhere. Swift never fuses a multiplication with an addition by itself.
///
/// Relative accuracy, tested against the C library: `log` 4e-15, `exp` 1e-14, `inverseNormal` and
/// `logGamma` 1e-12 or better.
public enum Elementary {
  /// The natural logarithm of `x`; minus infinity at 0 (and below), about 5 ns.
  ///
  /// x = 2^e m with m in [√½, √2); log m = 2 artanh((m - 1)/(m + 1)), a series of nine terms.
  @inlinable public static func log(_ x: Double) -> Double {
    guard x >= 0x1p-1022, x < .infinity else { return logOfUnusual(x) }
    let bits = Int64(bitPattern: x.bitPattern)
    let exponent = (bits &- 0x3FE6_A09E_667F_3BCD) &>> 52
    let mantissa = Double(bitPattern: UInt64(bitPattern: bits &- (exponent &<< 52)))
    let s = (mantissa - 1) / (mantissa + 1)
    let z = s * s
    let z2 = z * z
    let z4 = z2 * z2
    let low = (1.0 / 3 + z * (1.0 / 5)) + z2 * (1.0 / 7 + z * (1.0 / 9))
    let high = (1.0 / 11 + z * (1.0 / 13)) + z2 * (1.0 / 15 + z * (1.0 / 17))
    let double = s + s
    let scale = Double(exponent)
    return scale * ln2High + (double + (double * z * (low + z4 * high) + scale * ln2Low))
  }

  /// e to the power `x`; 0 below -708, infinity above 709, about 4 ns.
  ///
  /// x = k ln 2 / 32 + r with |r| <= ln 2 / 64; 2^(k/32) from a table of 32, e^r by the series up
  /// to r^6 (the next term is below 10^-17).
  @inlinable @inline(__always)
  public static func exp(_ x: Double) -> Double {
    guard x >= -708, x <= 709 else { return x > 0 ? .infinity : (x == x ? 0 : x) }
    return expInRange(x)
  }

  /// e to the power `x` for x from -708 to 709; anything else gives nonsense.
  @inlinable
  @inline(__always)
  static func expInRange(_ x: Double) -> Double {
    let shifted = x * (32 * 1.442_695_040_888_963_4) + 0x1.8p52
    let whole = Int64(bitPattern: shifted.bitPattern &<< 13) &>> 13
    let k = shifted - 0x1.8p52
    let r = (x - k * (ln2High * 0x1p-5)) - k * (ln2Low * 0x1p-5)
    let r2 = r * r
    let tail = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720)
    let rest = r + r2 * ((1.0 / 2 + r * (1.0 / 6)) + r2 * tail)
    let fraction = ckernel_exp2_fraction(Int(truncatingIfNeeded: whole))
    let power = Double(bitPattern: UInt64(bitPattern: ((whole &>> 5) &+ 1023) &<< 52))
    return (fraction + fraction * rest) * power
  }

  /// `expInRange` of two numbers at once: the same operations on each, and so the same bits.
  @inlinable
  @inline(__always)
  static func expInRange(_ x: SIMD2<Double>) -> SIMD2<Double> {
    let shifted = x * (32 * 1.442_695_040_888_963_4) + 0x1.8p52
    let k = shifted - 0x1.8p52
    let r = (x - k * (ln2High * 0x1p-5)) - k * (ln2Low * 0x1p-5)
    let r2 = r * r
    let tail = (r * (1.0 / 120) + 1.0 / 24) + r2 * (1.0 / 720)
    let rest = r + r2 * ((r * (1.0 / 6) + 1.0 / 2) + r2 * tail)
    let bits = unsafeBitCast(shifted, to: SIMD2<UInt64>.self)
    let fraction = SIMD2(
      ckernel_exp2_fraction(Int(truncatingIfNeeded: bits[0])),
      ckernel_exp2_fraction(Int(truncatingIfNeeded: bits[1])))
    // The bits above the last five are the exponent: of a whole number below 2^51, as above.
    let exponent =
      ((bits &<< SIMD2(repeating: 47)) & SIMD2(repeating: 0xFFF0_0000_0000_0000))
      &+ SIMD2(repeating: 1023 &<< 52)
    return (fraction + fraction * rest) * unsafeBitCast(exponent, to: SIMD2<Double>.self)
  }

  /// `base` to the power `exponent`, for a positive base.
  @inlinable public static func power(_ base: Double, _ exponent: Double) -> Double {
    exp(exponent * log(base))
  }

  /// The leading bits of ln 2: products with whole numbers below 2^20 are exact.
  @usableFromInline static var ln2High: Double {
    @inlinable get { 6.931_471_803_691_238_164_90e-01 }
  }
  /// ln 2 minus its leading bits.
  @usableFromInline static var ln2Low: Double {
    @inlinable get { 1.908_214_929_270_587_700_02e-10 }
  }

  /// The logarithm of zero, negative, subnormal, infinite and not-a-number arguments.
  @usableFromInline static func logOfUnusual(_ x: Double) -> Double {
    if x > 0, x < 0x1p-1022 { return log(x * 0x1p54) - 54 * (ln2High + ln2Low) }
    return x <= 0 ? -.infinity : x
  }
}
