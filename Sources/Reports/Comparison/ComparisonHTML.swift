import ResultTypes

/// A comparison as one offline page: verdicts, what was changed, differences, their course.
struct ComparisonHTML {
  private let result: ClusterComparison
  private let command: String
  private let words: ComparisonWords

  /// Charts over time for each variant.
  private static let mostBands = 8

  init(_ result: ClusterComparison, command: String) {
    self.result = result
    self.command = command
    words = ComparisonWords(result)
  }

  /// The page.
  var text: String {
    let names = result.variants.dropFirst().map(\.name).joined(separator: ", ")
    let seed = result.seed.map { " · seed \($0)" } ?? ""
    var sections = [verdictSection]
    if !result.changes.isEmpty { sections.append(changesSection) }
    for (place, variant) in words.challengers where variant.outcome != "equal" {
      sections.append(metricsSection(place, variant))
    }
    sections += [bandsSection, methodSection].compactMap { $0 }
    return HTMLPage(
      kind: "Comparison", title: "\(result.baseline) against \(names)",
      facts: [
        "\(result.replications) replications of \(NumberText.seconds(result.simulatedSeconds)), "
          + "statistics from \(NumberText.seconds(result.warmupSeconds))\(seed)"
      ],
      tool: result.tool, sections: sections,
      footer: [
        .tag("p", [], words.method), .data(id: "comparison", embedded),
      ]
    ).text
  }

  /// The comparison without bands and single values: those are in `comparison.json`.
  private var embedded: JSONValue {
    var small = result
    small.bands = []
    for place in small.metrics.indices {
      for variant in small.metrics[place].variants.indices {
        small.metrics[place].variants[variant].values = []
      }
    }
    small.context = []
    return JSONTreeEncoder.tree(of: small)
  }

  private func paragraph(_ text: String) -> HTMLNode { .tag("p", [], text) }

  private var verdictSection: HTMLReport.Section {
    var content = words.challengers.map { place, variant -> HTMLNode in
      let sentence = words.sentence(place, variant)
      let (mark, tone) = Self.mark(sentence.tone)
      return .tag(
        "p", [.class("headline \(tone)")],
        [
          .tag("span", [.class("mark")], mark + " "),
          .text(NumberText.unbroken(sentence.text)),
        ])
    }
    for warning in result.warnings { content.append(paragraph("! " + warning)) }
    if let precision = result.precision {
      content.append(
        paragraph(
          "The precision of \(NumberText.percent(precision.target)) was "
            + (precision.isReached ? "reached." : "not reached.")))
    }
    return HTMLReport.Section(id: "verdict", title: "Verdict", content: content)
  }

  private static func mark(_ tone: Verdict.Tone) -> (String, String) {
    switch tone {
    case .good: ("✓", "good")
    case .bad: ("✗", "bad")
    case .warning: ("!", "warning")
    case .neutral: ("·", "neutral")
    }
  }

  private var changesSection: HTMLReport.Section {
    HTMLReport.Section(
      id: "changes", title: "What was changed",
      content: [
        DataTable(
          caption: "Values of the effective scenarios that differ, defaults written out.",
          columns: [.words("variant"), .words("value"), .words("baseline"), .words("variant")],
          rows: result.changes.map {
            [$0.variant, $0.path, $0.baseline ?? "(none)", $0.value ?? "(none)"]
          }
        ).node
      ])
  }

  private func metricsSection(_ place: Int, _ variant: VariantResult) -> HTMLReport.Section {
    var content: [HTMLNode] = []
    let rows = (result.metrics + result.context).compactMap { forestRow($0, place) }
    if !rows.isEmpty {
      content.append(
        .tag(
          "figure", [],
          [
            .tag(
              "figcaption", [],
              "Differences as shares of the baseline's values. The grey stripe is the noise "
                + "threshold; figures whose baseline is 0 are only in the table."),
            ForestChart(
              id: "forest-\(place)", title: "Differences of \(variant.name)", rows: rows,
              noise: result.noise
            ).svg,
          ]))
    }
    let (same, others) = (
      result.metrics.filter { words.isSame($0, place) },
      result.metrics.filter { !words.isSame($0, place) }
    )
    content.append(
      table("Figures of which less, or more, is better.", others, place, variant).node)
    if !same.isEmpty {
      content.append(
        table("Nothing differs in any replication.", same, place, variant)
          .folded("\(same.count) figures that are the same in every replication"))
    }
    if !result.context.isEmpty {
      content.append(
        table(
          "Figures that say what the cluster did, neither good nor bad in themselves.",
          result.context, place, variant
        ).folded("\(result.context.count) figures that are neither good nor bad"))
    }
    return HTMLReport.Section(
      id: "metrics-\(place)", title: "\(result.baseline) → \(variant.name)", content: content)
  }

  private func forestRow(_ metric: MetricComparison, _ place: Int) -> ForestChart.Row? {
    let difference = metric.comparisons[place].difference
    guard let baseline = metric.variants[0].value, baseline != 0, let mean = difference.mean,
      let low = difference.low, let high = difference.high, low != 0 || high != 0
    else { return nil }
    let base = abs(baseline)
    return ForestChart.Row(
      name: FigureText.name(metric.name), mean: mean / base, low: low / base, high: high / base,
      verdict: metric.comparisons[place].verdict, words: words.verdict(metric, place))
  }

  private func table(
    _ caption: String, _ metrics: [MetricComparison], _ place: Int, _ variant: VariantResult
  ) -> DataTable {
    func remark(_ metric: MetricComparison) -> String {
      words.isSame(metric, place) ? "" : metric.comparisons[place].note ?? ""
    }
    // A column of remarks would be pushed off the page: they are numbered, and told once.
    var remarks: [String] = []
    for words in metrics.map(remark) where !words.isEmpty && !remarks.contains(words) {
      remarks.append(words)
    }
    func number(_ metric: MetricComparison) -> String {
      remarks.firstIndex(of: remark(metric)).map { " (\($0 + 1))" } ?? ""
    }
    let notes = remarks.enumerated().map { "(\($0 + 1)) \($1)" }.joined(separator: "; ")
    return DataTable(
      caption: caption + (notes.isEmpty ? "" : " " + notes + "."),
      columns: [
        .words("metric"), .number(result.baseline), .number(variant.name), .number("difference"),
        .number("coverage"), .words("verdict"),
      ],
      rows: metrics.map { metric in
        let comparison = metric.comparisons[place]
        return [
          FigureText.name(metric.name), words.value(metric, 0), words.value(metric, place + 1),
          words.change(metric, place),
          comparison.difference.low == nil
            ? "–" : NumberText.fixed(comparison.confidence * 100, decimals: 2) + " %",
          (words.verdict(metric, place) + number(metric)).replacing(" ", with: "\u{A0}"),
        ]
      },
      mark: { row, column in
        guard column == 5 else { return nil }
        switch metrics[row].comparisons[place].verdict {
        case "better": return "good"
        case "worse": return "bad"
        default: return nil
        }
      })
  }

  // MARK: Over time

  private var bandsSection: HTMLReport.Section? {
    guard !result.bands.isEmpty, result.intervalSeconds > 0 else { return nil }
    let axis = TimeAxis(end: result.simulatedSeconds, start: nil)
    var content: [HTMLNode] = [
      paragraph(
        "Variant minus baseline at each interval, with the 95 % interval of the mean difference "
          + "there. The series that differ most clearly; comparison.json has all.")
    ]
    for (place, variant) in words.challengers {
      let bands = clearest(variant.name)
      guard !bands.isEmpty else { continue }
      content.append(.tag("h3", [], variant.name))
      for (index, band) in bands.enumerated() {
        let chart = DifferenceChart(
          id: "band-\(place)-\(index)", band: band, intervalSeconds: result.intervalSeconds,
          warmupSeconds: result.warmupSeconds, axis: axis, ink: .cycle(place))
        content.append(.tag("figure", [], [chart.svg]))
      }
    }
    return HTMLReport.Section(id: "time", title: "Differences over time", content: content)
  }

  /// The series whose band is clear of 0 at most intervals, those first; at least one interval.
  private func clearest(_ variant: String) -> [DifferenceBand] {
    func clear(_ band: DifferenceBand) -> Int {
      zip(band.low, band.high).count { low, high in
        guard let low, let high else { return false }
        return low > 0 || high < 0
      }
    }
    let bands = result.bands.filter { $0.variant == variant }
      .enumerated().map { (place: $0.offset, band: $0.element, clear: clear($0.element)) }
      .filter { $0.clear > 0 }
    return bands.sorted { ($1.clear, $0.place) < ($0.clear, $1.place) }.prefix(Self.mostBands)
      .map(\.band)
  }

  private var methodSection: HTMLReport.Section {
    var lines = ["Made by: \(command)"]
    for variant in result.variants {
      lines.append(
        "\(variant.name): \(variant.file), scenario “\(variant.scenario)”, "
          + "\(variant.replications) replications, digest \(variant.digest.prefix(12))")
    }
    return HTMLReport.Section(
      id: "reproduce", title: "How it was made",
      content: [paragraph(words.method), .tag("pre", [], lines.joined(separator: "\n"))])
  }
}
