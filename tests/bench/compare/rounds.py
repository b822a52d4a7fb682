"""The peers by turns, round after round: the machine's speed drifts within seconds, and what is
held against each other was measured next to each other."""

import statistics

import load


_TRIES = 3


def _measure(case, peer, seconds):
    for _ in range(_TRIES - 1):
        try:
            return _measure_once(case, peer, seconds)
        except load.Starved:
            pass
    return _measure_once(case, peer, seconds)


def _measure_once(case, peer, seconds):
    before = peer.thread_seconds()
    counts = load.run(case, peer, seconds)
    spent = [now - before.get(thread, 0.0) for thread, now in peer.thread_seconds().items()]
    return {"cpu": sum(spent) / counts["answers"] * 1e6,
            "capacity": counts["answers"] / max(spent),
            "rate": counts["answers"] / counts["seconds"],
            "p50": counts["p50"], "p99": counts["p99"]}


def run_rounds(case, peers, rounds, seconds):
    """{name: [one sample a round]}: microseconds; requests a second, and a second of CPU of the
    busiest thread."""
    samples = {peer.name: [] for peer in peers}
    for number in range(rounds):
        # Another one begins each time: none is always the one after the same.
        first = number % len(peers)
        for peer in peers[first:] + peers[:first]:
            samples[peer.name].append(_measure(case, peer, seconds))
    return samples


def median(samples, key):
    return statistics.median(sample[key] for sample in samples)


def ratio(ours, theirs, key):
    """(median, lower quartile, upper quartile) of the ratios of each round."""
    ratios = [mine[key] / other[key] for mine, other in zip(ours, theirs)]
    if len(ratios) < 2:
        return ratios[0], ratios[0], ratios[0]
    lower, middle, upper = statistics.quantiles(ratios, n=4, method="inclusive")
    return middle, lower, upper
