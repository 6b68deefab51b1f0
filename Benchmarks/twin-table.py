"""The table of `Benchmarks/twin`: h2load's own figures beside those of the model.

Reads a folder with `requests` (h2load's log: start, status, microseconds), `status` (the twin's
/status after the load) and `summary` (what it printed at its end). Ends with 1 when they disagree by
more than 5 % + 1 ms (quantiles) or 1 % (rejections).
"""

import json
import sys


def quantile(sorted_values, share):
    """The smallest value that so large a share is not above."""
    place = max(0, min(len(sorted_values) - 1, int(share * len(sorted_values) + 0.999999) - 1))
    return sorted_values[place]


def main():
    folder, form, seconds, before, after = sys.argv[1:6]
    seconds, busy = float(seconds), float(after) - float(before)
    statuses, waits, first, last = {}, [], None, 0
    with open(f"{folder}/requests") as lines:
        for line in lines:
            start, status, wait = (int(part) for part in line.split("\t")[:3])
            statuses[status] = statuses.get(status, 0) + 1
            waits.append(wait / 1000)
            first = start if first is None else min(first, start)
            last = max(last, start + wait)
    waits.sort()
    with open(f"{folder}/status") as text:
        status = json.load(text)
    claims = next(kind for kind in status["requests"] if kind["kind"] == "claim")
    latency = next(kind for kind in status["latencies"] if kind["kind"] == "claim")["milliseconds"]
    ended = claims["served"] + sum(claims["rejected"].values()) + sum(claims["failed"].values())
    rows = [
        ("claims answered a second", len(waits) / ((last - first) / 1e6), None, True),
        ("processor seconds of the twin a second", busy / ((last - first) / 1e6), None, True),
    ]
    for name, share in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)]:
        seen, own = quantile(waits, share), latency[name]
        rows.append((f"{name}, ms", seen, own, abs(seen - own) <= 0.05 * own + 1))
    seen = 100 * (len(waits) - statuses.get(200, 0)) / len(waits)
    own = 100 * (ended - claims["served"]) / ended
    rows.append(("not served, %", seen, own, abs(seen - own) <= 1))
    rows.append(("worst lag, ms", status["worst_lag_milliseconds"], None, True))
    if form == "json":
        print(json.dumps([{"figure": r[0], "h2load": r[1], "model": r[2]} for r in rows], indent=1))
    else:
        print("| figure | h2load | the model | agree |\n|---|---|---|---|")
        for name, seen, own, agrees in rows:
            model = "" if own is None else f"{own:.2f}"
            print(f"| {name} | {seen:.2f} | {model} | {('yes' if agrees else 'NO') if model else ''} |")
    sys.exit(0 if all(row[3] for row in rows) else 1)


main()
