import Quantities
import ScenarioTypes

/// Latency and loss.
extension ScenarioDecoder {
  func decodeNetwork(_ entry: SourceEntry?) -> Network {
    guard let entry,
      let fields = self.fields(entry.value, Grammar.network, path: "network", span: entry.keySpan)
    else {
      resolveAccess()
      return Network(access: accessNetworks)
    }
    var network = Network()
    network.sameZone = fields["same-zone"].flatMap { self.link($0, fields.path("same-zone")) }
    network.sameCity = fields["same-city"].flatMap { self.link($0, fields.path("same-city")) }
    network.betweenCities = fields["between-cities"].flatMap {
      self.link($0, fields.path("between-cities"))
    }
    var seen: [String: Int] = [:]
    if fields.placePairs.count > Self.mostPairs {
      findings.add(
        .valueOutOfRange, at: entry.keySpan, "\(fields.placePairs.count) pairs are too many",
        label: "expected at most \(Self.mostPairs)", path: "network")
    }
    for item in fields.placePairs.prefix(Self.mostPairs) {
      let path = fields.path(item.key)
      guard let (first, second) = placePair(item.key, at: item.keySpan, path: path),
        let link = self.link(item, path)
      else { continue }
      let name = [first.words, second.words].sorted().joined(separator: " - ")
      if let line = seen.updateValue(item.keySpan.line, forKey: name) {
        findings.add(
          .duplicateKey, at: item.keySpan, "the pair `\(name)` is given twice",
          label: "first given in line \(line); pairs go both ways", path: path)
      }
      network.pairs.append(Network.Pair(first: first, second: second, link: link))
      warnOfDoubtfulCities(first, second, item.keySpan, path: path)
    }
    if let access = fields["access"] {
      for item in namedEntries(access, what: "access networks", path: fields.path("access")) {
        accessNames.append(item.key)
        accessNetworks.append(
          accessNetwork(item, path: "network.access.\(item.key)")
            ?? AccessNetwork(
              name: item.key, latency: .constant(1), loss: Ratio(fraction: 0),
              retransmission: .zero))
      }
    }
    resolveAccess()
    network.access = accessNetworks
    return network
  }

  /// The most pairs of places.
  private static let mostPairs = 500

  /// Adds the built-in access networks that the file does not define itself.
  private func resolveAccess() {
    let used = usedAccessNames()
    for builtIn in Self.builtInAccess
    where !accessNames.contains(builtIn.name) && used.contains(builtIn.name) {
      accessNames.append(builtIn.name)
      accessNetworks.append(builtIn)
    }
  }

  /// The names under `access` of all populations.
  private func usedAccessNames() -> Set<String> {
    let populations = root.entries?.first { $0.key == "populations" }?.value.entries ?? []
    let tables = populations.compactMap { population in
      population.value.entries?.first { KeyTable.canonical($0.key) == "access" }?.value.entries
    }
    return Set(tables.flatMap { $0.map(\.key) })
  }

  /// Half of a client's round trip: WiFi 25 ms, cellular 50 ms in the median, log-normal with
  /// sigma 0.6; loss 0.5 %. All assumed: no distribution for Chinese mobile networks is public;
  /// the means are those of codavel.com for other countries.
  static let builtInAccess = [
    builtIn("wifi", median: 12.5e6, floor: 2e6, text: "lognormal(p50 12500us p99 50478us min 2ms)"),
    builtIn("cellular", median: 25e6, floor: 5e6, text: "lognormal(p50 25ms p99 100956us min 5ms)"),
  ]

  private static func builtIn(_ name: String, median: Double, floor: Double, text: String)
    -> AccessNetwork
  {
    let node = SourceNode(
      content: .scalar(text),
      span: SourceSpan(
        file: SourceFile(path: "built-in", text: text), line: 1, column: 1, endColumn: 2))
    var parser = DistributionParser(
      findings: Findings(), kind: .time, path: name, phrase: Phrase(node, text))
    let fallback = Distribution(
      family: .constant(median), minimum: floor, text: "constant(\(median / 1e6)ms)")
    return AccessNetwork(
      name: name, latency: parser.parse() ?? fallback, loss: Ratio(fraction: 0.005),
      retransmission: TimeSpan(nanoseconds: 200_000_000))
  }

  private func link(_ entry: SourceEntry, _ path: String) -> Network.Link? {
    guard entry.value.entries != nil else {
      return latency(entry, path: path).map { Network.Link(latency: $0) }
    }
    guard
      let fields = self.fields(entry.value, Grammar.linkTable, path: path, span: entry.keySpan),
      let latencyEntry = fields["latency"]
    else { return nil }
    let latency = self.latency(latencyEntry, path: fields.path("latency"))
    let loss = ratio(fields, "loss", fallback: Ratio(fraction: 0))
    guard let latency, let loss else { return nil }
    return Network.Link(latency: latency, loss: loss)
  }

  /// A latency: a time distribution with a floor above zero.
  private func latency(_ entry: SourceEntry, path: String) -> Distribution? {
    guard let latency = distribution(entry.value, .time, path: path) else { return nil }
    guard latency.least >= 1 else {
      findings.add(
        .latencyWithoutFloor, at: entry.value.span, "this latency can be zero",
        label: "expected a floor: `min 60us` inside the brackets",
        help: "no message is faster than light; parallel runs live on the floor", path: path)
      return nil
    }
    return latency
  }

  private func accessNetwork(_ entry: SourceEntry, path: String) -> AccessNetwork? {
    guard
      let fields = self.fields(entry.value, Grammar.accessNetwork, path: path, span: entry.keySpan)
    else { return nil }
    let latency = fields["latency"].flatMap { self.latency($0, path: fields.path("latency")) }
    let loss = ratio(fields, "loss", fallback: Ratio(fraction: 0))
    let least = TimeSpan(nanoseconds: 1_000_000)
    let retransmission = time(
      fields, "retransmission", atLeast: least, fallback: TimeSpan(nanoseconds: 200_000_000))
    guard let latency, let loss, let retransmission else { return nil }
    if loss.fraction > 0.9, let entry = fields["loss"] {
      findings.add(
        .valueOutOfRange, at: entry.value.span, "a loss of \(loss.text) lets hardly anything pass",
        label: "expected at most 90%", path: fields.path("loss"))
      return nil
    }
    return AccessNetwork(
      name: entry.key, latency: latency, loss: loss, retransmission: retransmission)
  }

  // MARK: - Places

  /// `shenzhen - shanghai`, `shenzhen/1 - shenzhen/2`.
  func placePair(_ text: String, at span: SourceSpan, path: String)
    -> (PlacePattern, PlacePattern)?
  {
    let parts = text.split(separator: " - ", omittingEmptySubsequences: false)
    if parts.count == 2, let first = placePattern(parts[0]), let second = placePattern(parts[1]) {
      return (first, second)
    }
    findings.add(
      .malformedExpression, at: span, "`\(shown(text))` is no pair of places",
      label: "expected for example `shenzhen - shanghai` or `shenzhen/1 - shenzhen/2`",
      path: path)
    return nil
  }

  func placePattern(_ text: some StringProtocol) -> PlacePattern? {
    let word = text.drop { $0 == " " }
    var trimmed = String(word)
    while trimmed.last == " " { trimmed.removeLast() }
    let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false)
    guard let city = parts.first.map(String.init), isName(city), parts.count <= 2 else {
      return nil
    }
    guard parts.count == 2 else { return PlacePattern(city: city) }
    guard let zone = Self.wholeNumber(parts[1]), zone >= 1, zone <= 1000 else { return nil }
    return PlacePattern(city: city, zone: zone)
  }

  /// A pair may name cities where no tier stands yet, but one that nearly has the name of a used
  /// city is probably a slip.
  private func warnOfDoubtfulCities(
    _ first: PlacePattern, _ second: PlacePattern, _ span: SourceSpan, path: String
  ) {
    for pattern in [first, second] where !usedPlaces.contains(where: { $0.city == pattern.city }) {
      guard let near = NearestWord.find(pattern.city, among: usedPlaces.map(\.city)) else {
        continue
      }
      findings.add(
        .doubtfulPlace, at: span, "no tier stands in `\(pattern.city)`",
        label: "this pair is never used", help: "did you mean `\(near)`?", path: path)
    }
  }
}
