import RedPackets
import SimulationKernel

extension MoneyBooks {
  /// Saves or loads the books with the accounts of all open packets.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("books")
    try archive.value(&overAdmitted)
    try archive.value(&refusedEmpty)
    var state = books.state
    try archive.value(&state.totals)
    try archive.value(&state.strayCents)
    let sentences = try archive.count(state.violations.count)
    if archive.isLoading { state.violations = [String](repeating: "", count: sentences) }
    for place in 0..<sentences { try archive.text(&state.violations[place]) }
    if archive.isLoading { books.state = state }
    var (minutes, first) = (ledger.minutes, ledger.firstMinute)
    try archive.list(&minutes)
    try archive.value(&first)
    if archive.isLoading { ledger = ExpiryLedger(minutes: minutes, firstMinute: first) }
    try archiveAccounts(&archive)
  }

  /// The slots up to the last one in use.
  private mutating func archiveAccounts(_ archive: inout StateArchive) throws(StateError) {
    let used = books.accountColumn.lastIndex { $0.state != .free }.map { $0 + 1 } ?? 0
    let count = try archive.count(used, stride: MemoryLayout<PacketAccount>.stride)
    if archive.isLoading {
      books.reserve(count)
      books.accountColumn.update(repeating: PacketAccount())
    }
    let accounts = books.accountColumn
    if let first = accounts.baseAddress { try archive.rows(first, count: count) }
  }
}
