"""Descents of every kind, right and wrong, as a hypothesis strategy."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

Array = np.ndarray[Any, Any]

EPOCHS = {
    "right": lambda e: e,
    "one more": lambda e: e + 1,
    "one less": lambda e: e - 1,
    "at most 4": lambda e: min(e, 4),
    "at least 2": lambda e: max(e, 2),
    "one": lambda _: 1,
    "none": lambda _: 0,
    "five": lambda _: 5,
    "half": lambda e: e // 2,
    "twice": lambda e: 2 * e,
}
STEPS = {
    "right": lambda m: m,
    "one more": lambda m: m + 1,
    "one less": lambda m: m - 1,
    "at most 30": lambda m: min(m, 30),
    "at least 5": lambda m: max(m, 5),
    "two": lambda _: 2,
    "one": lambda _: 1,
    "hundred": lambda _: 100,
    "batches": lambda m: m // 3,
    "batches up": lambda m: -(-m // 3),
    "twice": lambda m: 2 * m,
}
TOTAL = {
    "right": lambda n: n,
    "one short": lambda n: n - 1,
    "one more": lambda n: n + 1,
    "at most 100": lambda n: min(n, 100),
    "at most 7": lambda n: min(n, 7),
    "even": lambda n: n - n % 2,
}
RATES = {
    "right": lambda r, _m, _k: r,
    "half": lambda r, _m, _k: r / 2,
    "twice": lambda r, _m, _k: 2 * r,
    "over m": lambda r, m, _k: r / m,
    "times m": lambda r, m, _k: r * m,
    "over 2m": lambda r, m, _k: r / (2 * m),
    "squared": lambda r, _m, _k: r * r,
    "uphill": lambda r, _m, _k: -r,
    "none": lambda _r, _m, _k: 0.0,
    "fixed": lambda _r, _m, _k: 0.01,
    "falling": lambda r, _m, k: r / (1 + k),
    "growing": lambda r, _m, k: r * (1 + k),
    "factor": lambda r, _m, _k: 0.37 * r,
    "huge": lambda r, _m, _k: 1e6 * r,
    "infinite": lambda _r, _m, _k: math.inf,
    "tiny": lambda _r, _m, _k: 5e-324,
    "to the target": lambda _r, _m, _k: 0.25,
    "unsteady": lambda r, m, k: r * (1 + (k * 7919 + m) % 3),
}
ORDERS = (
    "uniform",
    "shuffled",
    "fixed",
    "cyclic",
    "first",
    "no last",
    "one per epoch",
    "backwards",
)
GRADIENTS = (
    "right", "no xi", "bias only", "slope only", "bias sign", "square", "sign", "swapped pair",
    "mean",
    "decay", "turns", "no target", "squared x", "all rows", "frozen", "nan late", "clipped",
)  # fmt: skip
RETURNS = (
    "right", "flat", "lying", "list", "nested list", "tuple", "single", "integers", "none",
    "nan entry",
    "inf entry", "three", "path", "table", "text", "complex", "theta given", "own array",
    "view of X",
    "view of y", "rounded", "swapped", "alternating", "noise", "by shape", "uint8", "bool", "empty",
    "scalar", "huge", "object", "gradient", "8 axes", "mean of two",
)  # fmt: skip
TOUCHES = ("nothing", "X", "y", "theta", "shuffles", "X nan", "shape", "resize", "dtype")
WHERE = (
    "always",
    "m of 12",
    "E of 250",
    "m of 100",
    "start 0",
    "later",
    "once",
    "even calls",
    "fits",
)


@dataclass
class WrongDescent:
    """
    A descent with up to seven settings off; `where` says in which calls they are off.

    Rows have two entries, so plain floats do, which makes it quick.
    """

    epochs: str = "right"
    steps: str = "right"
    total: str = "right"
    rate: str = "right"
    order: str = "uniform"
    gradient: str = "right"
    returns: str = "right"
    touches: str = "nothing"
    where: str = "always"
    raises: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        self.calls = 0
        self.own = np.zeros((2, 1))

    def __call__(self, X: Array, y: Array, theta: Array, rate: float, n_epochs: int) -> Any:
        self.calls += 1
        off = self if self._is_off(X, y, theta, n_epochs) else RIGHT
        if off.raises:
            raise ValueError("operands could not be broadcast together")
        start = theta
        with np.errstate(all="ignore"):
            end, before = off.run(self.rng, X, y, theta, rate, n_epochs)
        off.touch(X, y, start)
        return self._answer(off.returns, np.array(end).reshape(2, 1), before, (X, y, start))

    def _is_off(self, X: Array, y: Array, theta: Array, epochs: int) -> bool:
        return {
            "always": True,
            "m of 12": len(X) == 12,
            "E of 250": epochs > 200,
            "m of 100": len(X) == 100,
            "start 0": not theta.any(),
            "later": self.calls > 300,
            "once": self.calls == 3,
            "even calls": self.calls % 2 == 0,
            "fits": bool((X @ theta == y).all()),
        }[self.where]

    def _rows(self, rng: np.random.Generator, m: int, count: int) -> list[int]:
        if count < 1:
            return []
        if self.order == "shuffled":
            return [int(i) for _ in range(-(-count // m)) for i in rng.permutation(m)][:count]
        if self.order in {"fixed", "backwards", "first", "cyclic"}:
            by = {"fixed": 1, "backwards": -1, "first": 0, "cyclic": 1}[self.order]
            first = int(rng.integers(m)) if self.order == "cyclic" else 0
            return [(first + by * k) % m for k in range(count)]
        if self.order == "one per epoch":
            return [int(rng.integers(m))] * count
        found: list[int] = rng.integers(max(m - (self.order == "no last"), 1), size=count).tolist()
        return found

    def run(  # noqa: PLR0913, PLR0917 -- a call, and where its rows come from
        self, rng: np.random.Generator, X: Array, y: Array, theta: Array, rate: float, epochs: int
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        m, xs, ys = len(X), X[:, 1].tolist(), y[:, 0].tolist()
        b, s = float(theta[0, 0]), float(theta[1, 0])
        left = TOTAL[self.total](STEPS[self.steps](m) * EPOCHS[self.epochs](epochs))
        before, at = (b, s), 0
        frozen, length, gradient = (b, s), RATES[self.rate], self.gradient
        while left > 0:
            some = min(left, max(STEPS[self.steps](m), 1))
            for i in self._rows(rng, m, some):
                step, before = 2 * length(rate, m, at), (b, s)
                at += 1
                x, target = xs[i], ys[i]
                if gradient == "right":
                    r = target - b - x * s
                    b, s = b + step * r, s + step * r * x
                else:
                    b, s = self._step(gradient, (b, s), x, target, step, at, frozen, (xs, ys), i)
                if not -1e300 < b < 1e300:
                    return (b, s), before
            left -= some
        return (b, s), before

    def _step(  # noqa: PLR0913, PLR0917 -- all that a gradient can be made of
        self, kind: str, now: tuple[float, float], x: float, target: float, step: float, at: int,
        frozen: tuple[float, float], data: tuple[list[float], list[float]], i: int,
    ) -> tuple[float, float]:  # fmt: skip
        (b, s), (xs, ys) = now, data
        r = target - b - x * s
        if kind == "all rows":
            rs = [t - b - c * s for c, t in zip(xs[:12], ys[:12], strict=False)]
            mean = sum(rs) / len(rs)
            return b + step * mean, s + step * sum(
                c * q for c, q in zip(xs, rs, strict=False)
            ) / len(rs)
        other = ys[(i + 1) % len(ys)]
        size = {
            "square": r * abs(r) if abs(r) < 1e100 else math.inf,
            "sign": math.copysign(1.0, r) if r else 0.0,
            "swapped pair": other - b - x * s,
            "mean": sum(ys) / len(ys) - b - x * s,
            "no target": -b - x * s,
            "frozen": target - frozen[0] - x * frozen[1],
            "nan late": math.nan if at > 20 else r,
            "clipped": max(-1.0, min(1.0, r)),
        }.get(kind, r)
        db, ds = step * size, step * size * x
        if kind == "turns":
            ds = step * x * (target - (b + db) - x * s)
        db = {"slope only": 0.0, "bias sign": -db, "decay": db - 0.01 * b}.get(kind, db)
        ds = {"no xi": db, "bias only": 0.0, "decay": ds - 0.01 * s, "squared x": ds * x}.get(
            kind, ds
        )
        return b + db, s + ds

    def touch(self, X: Array, y: Array, theta: Array) -> None:
        with np.errstate(all="ignore"):
            if self.touches in {"X", "y", "theta"}:
                one = {"X": X, "y": y, "theta": theta}[self.touches]
                one *= 3
            elif self.touches == "shuffles":
                X[:], y[:] = X[::-1].copy(), y[::-1].copy()
            elif self.touches == "X nan":
                X[0] = np.nan
            elif self.touches == "shape":
                X.shape = X.shape[::-1]
            elif self.touches == "resize":
                y.resize((len(y) + 1, 1), refcheck=False)
            elif self.touches == "dtype":
                theta.dtype = np.int64

    def _answer(
        self, kind: str, theta: Array, before: tuple[float, float], given: tuple[Array, ...]
    ) -> Any:
        X, y, start = given
        with np.errstate(all="ignore"):
            return self._odd(kind, theta, before, X, y, start)

    def _odd(  # noqa: PLR0913, PLR0917 -- all that an answer can be made of
        self, kind: str, theta: Array, before: tuple[float, float], X: Array, y: Array, start: Array
    ) -> Any:
        if kind == "alternating":
            kind = ("right", "flat", "list", "none", "three")[self.calls % 5]
        if kind == "by shape":
            kind = ("right", "lying", "scalar", "tuple")[len(X) % 4]
        if kind == "theta given":
            start.reshape(-1)[:] = theta.ravel()[: start.size]
            return start
        if kind == "own array":
            self.own[:] = theta
            return self.own
        if kind == "noise":
            return theta + self.rng.normal(size=(2, 1)) * 1e-3
        simple = {
            "flat": theta[:, 0], "lying": theta.T, "list": theta[:, 0].tolist(),
            "nested list": theta.tolist(), "tuple": (theta, [1.0]),
            "single": theta.astype(np.float32),
            "none": None, "three": np.zeros((3, 1)), "path": np.zeros((5, 2, 1)),
            "table": theta @ theta.T,
            "text": str(theta), "complex": theta + 1j,
            "view of X": X.reshape(-1)[:2].reshape(-1, 1),
            "view of y": y.reshape(-1)[:2].reshape(-1, 1), "rounded": np.round(theta, 2),
            "swapped": theta[::-1], "bool": theta > 0, "empty": np.zeros((0, 1)),
            "scalar": float(theta[0, 0]), "huge": np.full((2, 1), 1.7e308), "object": [theta, None],
            "8 axes": theta.reshape((2, 1) + (1,) * 6),
            "mean of two": (theta + np.array([before]).T) / 2,
            "gradient": (theta - np.array([before]).T) * 50,
            "nan entry": np.array([[theta[0, 0]], [np.nan]]),
            "inf entry": np.array([[theta[0, 0]], [-np.inf]]),
        }  # fmt: skip
        if kind in {"integers", "uint8"}:
            return theta.astype(np.int64 if kind == "integers" else np.uint8)
        return simple.get(kind, theta)


RIGHT = WrongDescent()


def off(values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(list(values))


def _descent(changes: list[tuple[str, str]], where: str, raises: bool, seed: int) -> WrongDescent:
    return WrongDescent(**dict(changes), where=where, raises=raises, seed=seed)


CHANGE = st.one_of(
    st.tuples(st.just("epochs"), off(EPOCHS)),
    st.tuples(st.just("steps"), off(STEPS)),
    st.tuples(st.just("total"), off(TOTAL)),
    st.tuples(st.just("rate"), off(RATES)),
    st.tuples(st.just("rate"), off(RATES)),
    st.tuples(st.just("order"), off(ORDERS)),
    st.tuples(st.just("gradient"), off(GRADIENTS)),
    st.tuples(st.just("returns"), off(RETURNS)),
    st.tuples(st.just("touches"), off(TOUCHES)),
)
WRONG_DESCENT = st.builds(
    _descent,
    st.lists(CHANGE, min_size=1, max_size=3),
    st.just("always") | off(WHERE),
    st.integers(0, 30).map(lambda n: n == 0),
    st.integers(0, 2**32),
)
"""A descent with one to three settings off, in all calls or in some."""
