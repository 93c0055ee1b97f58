"""The sampling of a run: are all its rows drawn, at random, evenly, and whatever they hold?

A right sampler draws uniformly with replacement, or shuffles afresh in each epoch. A pattern is
wrong only where it holds in ALL runs, which a right sampler does with probability below 1e-60.
The other tests are statistical; each refuses a right sampler with probability at most
`FALSE_ALARM` = 1e-12, whatever the number m of rows and R of runs:

* *unseen row*: a row is missed by N visits with probability m (1 - 1/m)^N; a shuffle misses none.
* *uneven*, over all visits and over those at each step: LLR = sum c_i ln(m c_i / N) is N times the
  relative entropy of the counts to the uniform law, and P(LLR >= x) <= e^-x (e x / (m - 1))^(m - 1)
  for x > m - 1 and every N (Agrawal 2019, "Concentration of the multinomial in Kullback-Leibler
  divergence").
* shares of n cases, each of probability q: P(k or more of them) <= exp(-n kl(k/n, q)), and as many
  or fewer likewise (Chernoff). So are judged: *different rows*, in how many runs at least d
  different rows were seen, a sum of the law of D; *same row twice*, at two given steps of a run,
  q = 1/m (inside a shuffle never); *odd row* and *ends*, how many visits fell on one row of m, or
  on rows at one end of X (a shuffle meets both shares exactly).
* *successor*: row j follows row i with probability at most q = 1/(m - 1) (inside a shuffle).
  exp(lambda S_n - n psi) is a supermartingale, so the bound at n = n0 covers all n >= n0 although
  n, the visits to i, is random; m^2 pairs. A row with fewer visits than n0 = pairs/10 is left to
  the test of evenness.
* *left out*: 324 visits miss the odd one of 12 rows with probability (11/12)^324 = 6e-13; one of
  eight such runs does with 5e-12, which still fits in the sum below.

Each run deals the targets to other rows. So the same tests over targets in place of rows, where a
right sampler obeys the same law, show what follows y or the error of a row.

A series of m = 6 has 29 of these tests for rows and 29 for targets, one of m = 3 and three epochs
49 and 49; kinds of rows have 3: `TESTS` of them, at 1.7e-10 together. The lesson's run adds
1.64e-10 (`lesson`), 2.4 as much again, 6e-11 for scatter and 1e-10 for ends that look solved or
typed: the whole examination refuses a right descent with probability below 1e-9.
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np

from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Indices
from autograder.judges.sgd.rows import Visits

FALSE_ALARM = 1e-12
TESTS = 170


def uneven_bound(x: float, m: int) -> float:
    """Upper bound of P(LLR >= x) for uniform counts in m cells, x > m - 1."""
    return math.exp(-x + (m - 1) * (1 + math.log(x / (m - 1))))


def uneven_limit(m: int) -> float:
    """The least LLR (to 0.1) that a uniform sampler exceeds with probability <= FALSE_ALARM."""
    return next(x / 10 for x in range(10 * m, 1000) if uneven_bound(x / 10, m) <= FALSE_ALARM)


def relative_entropy(p: float, q: float) -> float:
    """kl(p, q) of two coins, in nats."""
    parts = ((p, q), (1 - p, 1 - q))
    return sum(one * math.log(one / other) if one else 0.0 for one, other in parts)


@cache
def plausible(n: int, q: float, tests: int = 1) -> range:
    """How many of n cases may be of a kind of probability q; outside: <= FALSE_ALARM per test."""
    enough = math.log(2 * tests / FALSE_ALARM)
    counts = [k for k in range(n + 1) if n * relative_entropy(k / n, q) < enough]
    return range(counts[0], counts[-1] + 1)


def chances_of_different(m: int, draws: int) -> list[float]:
    """P(at least d different rows in so many draws with replacement), d = 0 .. m."""
    seen, exactly = np.arange(m + 1), np.eye(m + 1)[0]
    for _ in range(draws):
        exactly = exactly * seen / m + np.append(0.0, (exactly * (m - seen) / m)[:-1])
    return [float(exactly[d:].sum()) for d in seen]


def judge_draws(rows: Indices, targets: Indices, m: int) -> Finding:
    """rows, targets: (runs, visits), 0 .. m - 1: the row of each visit, and what it was dealt."""
    for judge in (_judge_evenness, _judge_repeats, _judge_different, _judge_successors):
        finding = judge(rows, m)
        if finding.is_wrong:
            return finding
        if judge(targets, m).is_wrong:
            return wrong("follows_y")
    return right()


def _judge_evenness(rows: Indices, m: int) -> Finding:
    counts = np.bincount(rows.ravel(), minlength=m)
    if (counts == 0).any():
        missing = int(np.argmin(counts))
        return wrong("row_missing", row=missing, last=m - 1, draws=rows.size)
    tables = [counts, *(np.bincount(step, minlength=m) for step in rows.T)]
    at = max(range(len(tables)), key=lambda k: surprise(tables[k]))
    if surprise(tables[at]) > uneven_limit(m):
        when = f"for step {at} of {rows.shape[1]}" if at else "in all"
        return wrong("uneven", frequencies=str(tables[at].tolist())[1:-1], last=m - 1, when=when)
    return right()


def surprise(counts: Indices) -> float:
    """LLR: N times the relative entropy of the counts to the uniform law."""
    seen = counts[counts > 0]
    return float((seen * np.log(seen * len(counts) / counts.sum())).sum())


def _judge_repeats(rows: Indices, m: int) -> Finding:
    """Two steps of a run that read the same row too often."""
    limit = plausible(len(rows), 1 / m)
    for first, second in combinations(range(rows.shape[1]), 2):
        same = int((rows[:, first] == rows[:, second]).sum())
        if same >= limit.stop:
            percent = round(100 * same / len(rows))
            return wrong("row_repeated", first=first + 1, second=second + 1, percent=percent)
    return right()


def _judge_different(rows: Indices, m: int) -> Finding:
    runs, draws = rows.shape
    different = 1 + (np.diff(np.sort(rows, axis=1), axis=1) != 0).sum(axis=1)
    chances = chances_of_different(m, draws)
    for d in range(2, m + 1):
        if (different >= d).sum() < plausible(runs, chances[d]).start:
            seen, expected = round(float(different.mean()), 1), round(sum(chances[1:]), 1)
            return wrong("few_different", seen=seen, expected=expected, m=draws)
    return right()


def _judge_successors(rows: Indices, m: int) -> Finding:
    pairs = np.bincount((rows[:, :-1] * m + rows[:, 1:]).ravel(), minlength=m * m).reshape(m, m)
    visits = pairs.sum(axis=1)
    least = int(pairs.sum()) // 10
    if m < 3 or least < 1:
        return right()
    shares = np.where(visits >= least, pairs.max(axis=1) / np.maximum(visits, 1), 0)
    row = int(np.argmax(shares))
    if shares[row] * least < plausible(least, 1 / (m - 1), m**2).stop:
        return right()
    follower = int(np.argmax(pairs[row]))
    return wrong("successor", row=row, follower=follower, percent=round(100 * float(shares[row])))


def judge_kinds(large: Visits, odd: Sequence[Visits]) -> Finding:
    """Does the draw depend on where a row is, or on what it holds?

    large: to the rows at one end of X. odd: to the odd row of each run.
    """
    left_out = next((one for one in odd if one.seen == 0), None)
    if left_out:
        return wrong("stopped" if left_out.alone else "left_out", **left_out._asdict())
    one = odd[0]
    for visits in (large, one._replace(seen=sum(k.seen for k in odd), draws=one.draws * len(odd))):
        share = visits.rows / visits.m
        if visits.seen not in plausible(visits.draws, share):
            return wrong("uneven_kinds", **visits._asdict(), expected=round(visits.draws * share))
    return right()
