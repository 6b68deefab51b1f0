import SimulationKernel

extension BatchRecorder {
  /// Saves or loads the figures noted so far.
  mutating func archive(_ archive: inout StateArchive) throws(StateError) {
    try archive.section("batches")
    try archive.constant(borders.count, "the number of borders")
    try archive.value(&next)
    guard next >= 0, next <= borders.count else { throw archive.damaged("border \(next)") }
    try archiveFigures(&archive)
    try archiveQuantiles(&archive)
    var hasLast = last != nil
    try archive.value(&hasLast)
    guard hasLast else {
      last = nil
      return
    }
    var names = last?.names ?? []
    let count = try archive.count(names.count)
    if archive.isLoading { names = [String](repeating: "", count: count) }
    for place in 0..<count { try archive.text(&names[place]) }
    let set = archive.isLoading ? HistogramSet(names: names) : last
    try set?.archive(&archive)
    last = set
  }

  private mutating func archiveFigures(_ archive: inout StateArchive) throws(StateError) {
    let count = try archive.count(series.figures.count)
    if archive.isLoading {
      series.figures = [BatchSeries.Figure](
        repeating: BatchSeries.Figure(name: "", unit: "", sums: [], weights: []), count: count)
    }
    for place in 0..<count {
      try archive.text(&series.figures[place].name)
      try archive.text(&series.figures[place].unit)
      try archive.list(&series.figures[place].sums)
      try archive.list(&series.figures[place].weights)
    }
  }

  private mutating func archiveQuantiles(_ archive: inout StateArchive) throws(StateError) {
    let count = try archive.count(series.quantiles.count)
    if archive.isLoading {
      series.quantiles = [BatchSeries.Quantile](
        repeating: BatchSeries.Quantile(name: "", values: [], leastCount: .max, probability: 0),
        count: count)
    }
    for place in 0..<count {
      try archive.text(&series.quantiles[place].name)
      // A value that is not there is not a number.
      var values = series.quantiles[place].values.map { $0 ?? .nan }
      try archive.list(&values)
      series.quantiles[place].values = values.map { $0.isNaN ? nil : $0 }
      try archive.value(&series.quantiles[place].leastCount)
      try archive.value(&series.quantiles[place].probability)
    }
  }
}
