/// Values, units and distributions: S0201 and following.
extension DiagnosticCatalog.Entry {
  static let notANumber = Self(
    title: "not a number",
    text: """
      Numbers are plain decimals: 64, 0.5, 1.5e3. There is no 1_000, 0x40, .5, 007, NaN or
      infinity, and a count has no point. Some YAML readers take 20:00 or yes for a
      number; this one does not.
      """,
    wrong: """
      tiers:
        cache:
          nodes: 1_000
      """,
    right: """
      tiers:
        cache:
          nodes: 1000
      """)

  static let missingUnit = Self(
    title: "a number without its unit",
    text: """
      Is 5 a second, a millisecond, a share? Nobody should have to guess, so times, rates,
      money and shares always carry a unit: 12ms, 760k/s, 5.00 yuan, 20%. Counts (nodes,
      servers, queue) have none. For a rate `k` is not enough, write `k/s`.
      """,
    wrong: """
      duration: 60
      """,
    right: """
      duration: 60s
      """)

  static let unknownUnit = Self(
    title: "a unit that is not known here",
    text: """
      Units are case-sensitive. Times: ns, us, ms, s, min, h, d. Rates: /s, /min, /h, /d,
      with k, M or G in front. Money: yuan, cents. Shares: %. `5m` could be minutes or
      milliseconds, so it is refused: write min or ms.
      """,
    wrong: """
      duration: 5m
      """,
    right: """
      duration: 5min
      """)

  static let unknownDistribution = Self(
    title: "a distribution that is not known",
    text: """
      The families are constant, exponential, erlang, hyperexponential, lognormal, gamma,
      weibull, pareto, bounded-pareto, uniform, geometric (for counts) and empirical. A
      single value such as `10us` is a constant.
      """,
    wrong: """
      tiers:
        cache:
          service: lognormall(mean 2ms cv 0.6)
      """,
    right: """
      tiers:
        cache:
          service: lognormal(mean 2ms cv 0.6)
      """)

  static let distributionParameter = Self(
    title: "wrong parameters of a distribution",
    text: """
      Each family has its parameters, by name: lognormal and gamma take mean and cv, or
      lognormal p50 and p99; one complete set, none twice, none left over. `min` and `max`
      bound the draws of any family. An empirical distribution goes from p0 to p100,
      rising.
      """,
    wrong: """
      tiers:
        cache:
          service: lognormal(mean 2ms)
      """,
    right: """
      tiers:
        cache:
          service: lognormal(mean 2ms cv 0.6)
      """)

  static let parameterOutOfRange = Self(
    title: "a parameter that makes no sense",
    text: """
      Means, shapes and percentiles are above zero, p99 lies above p50, high above low,
      and max not below min. Mostly two numbers are swapped or a unit is wrong.
      """,
    wrong: """
      tiers:
        cache:
          service: lognormal(p50 2ms p99 300us)
      """,
    right: """
      tiers:
        cache:
          service: lognormal(p50 300us p99 2ms)
      """)

  static let wrongQuantity = Self(
    title: "another quantity is expected",
    text: """
      The value is well written, but measures something else: a time where money is
      expected, or a share where a rate is. The label says what was found. Check whether
      the value stands behind the right key.
      """,
    wrong: """
      populations:
        friends:
          amount: lognormal(p50 5ms p99 60ms)
      """,
    right: """
      populations:
        friends:
          amount: lognormal(p50 5.00yuan p99 60.00yuan)
      """)

  static let valueOutOfRange = Self(
    title: "a value out of range",
    text: """
      The value is below or above what the key allows: shares go from 0% to 100%, counts
      mostly from 1, times and rates are not negative. The label gives the range.
      """,
    wrong: """
      tiers:
        cache:
          nodes: 0
      """,
    right: """
      tiers:
        cache:
          nodes: 1
      """)

  static let tooFine = Self(
    title: "finer than the smallest unit",
    text: """
      Simulated time is counted in whole nanoseconds and money in whole cents, so that
      sums are exact. A value between two of them would have to be rounded behind your
      back. Write the one you mean.
      """,
    wrong: """
      warmup: 0.5ns
      """,
    right: """
      warmup: 1ns
      """)

  static let unknownWord = Self(
    title: "a word that is not known here",
    text: """
      The key takes one of a few words, which the label lists. Words may be joined by
      hyphens, spaces or underscores alike. Note that `on`, `off`, `yes` and `no` have no
      special meaning here.
      """,
    wrong: """
      tiers:
        cache:
          on-crash: ignore
      """,
    right: """
      tiers:
        cache:
          on-crash: silent
      """)

  static let malformedCurve = Self(
    title: "not a rate curve",
    text: """
      A curve is a rate (`760k/s`), a list of points, each a time and a rate,
      `steps(...)`, or `from FILE.csv`. The first point is at 0s, times do not fall, and
      two points at one time make a jump; three are one too many.
      """,
    wrong: """
      populations:
        friends:
          sends: {curve: [10s 35k/s, 0s 12k/s]}
      """,
    right: """
      populations:
        friends:
          sends: {curve: [0s 12k/s, 10s 35k/s]}
      """)

  static let malformedTable = Self(
    title: "not a table of the expected form",
    text: """
      A CSV table has a header line, 1 to 10,000 rows below it, and cells with units.
      Curves have the header `time,rate`; distributions `value`, one measurement a row, or
      `probability,value`.
      """,
    wrong: """
      time;rate
      0;12000
      """,
    right: """
      time,rate
      0s,12k/s
      """)

  static let malformedDate = Self(
    title: "not a clock time",
    text: """
      `start` is the clock time of the first simulated moment, as in ISO 8601: date, `T`,
      time with seconds, and the offset from UTC (or Z), without which the hour is not
      known. It labels charts and changes nothing else.
      """,
    wrong: """
      start: 2017-01-28 00:04
      """,
    right: """
      start: 2017-01-28T00:04:30+08:00
      """)

  static let malformedExpression = Self(
    title: "a text that cannot be taken apart",
    text: """
      The value is a small phrase, and it does not have the form that the label shows: a
      bracket is missing, something stands behind the end, or a part has the wrong order.
      """,
    wrong: """
      objectives:
        - p99(claim) = 400ms
      """,
    right: """
      objectives:
        - p99(claim) < 400ms
      """)

  static let sharesDoNotSum = Self(
    title: "shares that do not sum to 100%",
    text: """
      The shares of the access networks, or of the branches of a hyperexponential
      distribution, divide a whole. If they sum to less or more, one is wrong, and which
      one cannot be guessed.
      """,
    wrong: """
      populations:
        friends:
          access: {wifi: 60%, cellular: 30%}
      """,
    right: """
      populations:
        friends:
          access: {wifi: 60%, cellular: 40%}
      """)
}
