"""One case: its peers started, their answers checked, the rounds run, the table made."""

import contextlib

from answers import check_answers
from calls import count_calls
from idle import kib_each
from peers import start_peer
from rounds import median, ratio, run_rounds
from table import Table, number, spread


def _short(name):
    return name.replace("consent-proxy", "ours", 1) if name != "consent-proxy" else "ours"


def _idle_table(case, peers, setup):
    table = Table(case.title, ["", "KiB each", "ours / it"])
    each = {peer.name: kib_each(case, peer, setup.authority) for peer in peers}
    ours = each.get(case.subjects[0])
    for name, found in each.items():
        against = "" if ours is None or name in case.subjects else f"{ours / found:.2f}"
        table.add(name, f"{found:.2f}", against)
    return table


def _loaded_table(case, peers, rounds, seconds):
    calls = {peer.name: count_calls(case, peer, seconds) for peer in peers}
    samples = run_rounds(case, peers, rounds, seconds)
    subjects = [name for name in case.subjects if name in samples]
    rate = "capacity" if case.measure == "capacity" else "rate"
    table = Table(f"{case.title}; {case.connections} "
                  f"{'connections' if case.connections > 1 else 'connection'}",
                  ["", "CPU µs", "requests/s" if rate == "rate" else "requests/CPU s",
                   "p50 µs", "p99 µs", "calls", *(f"{_short(name)} / it" for name in subjects)])
    for name, own in samples.items():
        against = ["" if subject == name else spread(ratio(samples[subject], own, case.measure))
                   for subject in subjects]
        table.add(name, *(number(median(own, key)) for key in ("cpu", rate, "p50", "p99")),
                  number(calls[name]), *against)
    return table


def measure_case(case, names, setup, rounds, seconds):
    """The case's table; `names` are the peers that are wanted."""
    with contextlib.ExitStack() as stack:
        peers = [stack.enter_context(start_peer(name, setup))
                 for name in case.everyone if name in names]
        for peer in peers:
            check_answers(case, peer, setup.authority)
        if not peers:
            return None
        if case.idle:
            return _idle_table(case, peers, setup)
        return _loaded_table(case, peers, rounds, seconds)
