"""
The sampling of a run: are all its rows drawn, at random, evenly, and afresh in each epoch?

A right sampler draws uniformly with replacement, or shuffles afresh in each epoch. A pattern is
wrong only where it holds in ALL runs, which a right sampler does with probability below 1e-80.
Four tests are statistical; each refuses a right sampler with probability at most
`FALSE_ALARM` = 1e-12, whatever the number m of rows and R of runs:

* *unseen row*: a row is missed by N visits with probability m (1 - 1/m)^N; a shuffle misses none.
* *uneven*: LLR = sum c_i ln(m c_i / N) is N times the relative entropy of the counts to the
  uniform law, and P(LLR >= x) <= e^-x (e x / (m - 1))^(m - 1) for x > m - 1 and every N
  (Agrawal 2019, "Concentration of the multinomial in Kullback-Leibler divergence").
* *few different rows*: the number D of different rows in m draws lies in [1, m] and has mean
  m (1 - (1 - 1/m)^m); Hoeffding: P(mean of R runs <= E D - t) <= exp(-2 R t^2 / (m - 1)^2).
* *successor*: row j follows row i with probability at most q = 1/(m - 1) (inside a shuffle).
  exp(lambda S_n - n psi) is a supermartingale, so Chernoff's exp(-n kl(p, q)) at n = n0 covers all
  n >= n0 although n, the visits to i, is random; m^2 pairs. A row with fewer visits than
  n0 = pairs/10 is left to the test of evenness.

FALSE_ALARM leaves all of them together, over three series, below 1.2e-11; the lesson's run adds
1.64e-10 (`lesson`), so the probe refuses a right run with probability below 1e-9.
"""

from __future__ import annotations

import math

import numpy as np

from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Indices

FALSE_ALARM = 1e-12


def uneven_bound(x: float, m: int) -> float:
    """Upper bound of P(LLR >= x) for uniform counts in m cells, x > m - 1."""
    return math.exp(-x + (m - 1) * (1 + math.log(x / (m - 1))))


def uneven_limit(m: int) -> float:
    """The least LLR (to 0.1) that a uniform sampler exceeds with probability <= FALSE_ALARM."""
    return next(x / 10 for x in range(10 * m, 1000) if uneven_bound(x / 10, m) <= FALSE_ALARM)


def fewest_different(m: int, calls: int) -> float:
    """Lower limit for the mean number of different rows in m draws, over `calls` runs."""
    mean = m * (1 - (1 - 1 / m) ** m)
    return mean - (m - 1) * math.sqrt(-math.log(FALSE_ALARM) / (2 * calls))


def relative_entropy(p: float, q: float) -> float:
    """kl(p, q) of two coins, in nats."""
    rest = (1 - p) * math.log((1 - p) / (1 - q)) if p < 1 else 0.0
    return p * math.log(p / q) + rest


def successor_limit(m: int, least_visits: int) -> float:
    """
    Upper limit for the share of visits to one row that one row follows; above 1 there is none.
    """
    if m < 3 or least_visits < 1:
        return 2.0
    shares = (share / 1000 for share in range(math.ceil(1000 / (m - 1)), 1001))
    enough = -math.log(FALSE_ALARM / m**2) / least_visits
    return next((p for p in shares if relative_entropy(p, 1 / (m - 1)) >= enough), 2.0)


def judge_sampling(rows: Indices, m: int) -> Finding:
    """rows: (runs, visits), indices 0 .. m - 1; the first m visits of a run are one epoch."""
    counts = np.bincount(rows.ravel(), minlength=m)
    if (counts == 0).any():
        missing = int(np.argmin(counts))
        return wrong("row_missing", row=missing, last=m - 1, draws=rows.size)
    if surprise(counts) > uneven_limit(m):
        return wrong("uneven", frequencies=", ".join(map(str, counts.tolist())))
    different = mean_different(rows[:, :m])
    if different < fewest_different(m, len(rows)):
        expected = m * (1 - (1 - 1 / m) ** m)
        return wrong("few_different", seen=round(different, 1), expected=round(expected, 1), m=m)
    return _judge_successors(rows, m)


def surprise(counts: Indices) -> float:
    """LLR: N times the relative entropy of the counts to the uniform law."""
    seen = counts[counts > 0]
    return float((seen * np.log(seen * len(counts) / counts.sum())).sum())


def mean_different(rows: Indices) -> float:
    ordered = np.sort(rows, axis=1)
    return float(1 + (np.diff(ordered, axis=1) != 0).sum(axis=1).mean())


def _judge_successors(rows: Indices, m: int) -> Finding:
    pairs = np.bincount((rows[:, :-1] * m + rows[:, 1:]).ravel(), minlength=m * m).reshape(m, m)
    visits = pairs.sum(axis=1)
    least = int(pairs.sum()) // 10
    shares = np.where(visits >= least, pairs.max(axis=1) / np.maximum(visits, 1), 0)
    row = int(np.argmax(shares))
    if shares[row] <= successor_limit(m, least):
        return right()
    follower = int(np.argmax(pairs[row]))
    return wrong("successor", row=row, follower=follower, percent=round(100 * float(shares[row])))
