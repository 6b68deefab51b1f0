import RedPackets

/// The amounts of a whole packet by `AmountDrawing`, opening n with the word `word(n)`.
func drawPacket(
  total: Int64, shares: Int, capped: Bool = false, word: (Int) -> UInt64
) -> [Int64] {
  let cap = AmountDrawing.cap(totalCents: total, shares: shares)
  var left = total
  return (0..<shares).map { opened in
    let amount =
      capped
      ? AmountDrawing.draw(
        remainingCents: left, sharesLeft: shares - opened, cap: cap, random: word(opened))
      : AmountDrawing.draw(
        remainingCents: left, sharesLeft: shares - opened, random: word(opened))
    left -= amount
    return amount
  }
}
