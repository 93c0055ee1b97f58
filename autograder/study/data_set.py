"""The data of an experiment: rows of y = 4 + 3 x + noise, in a file where they are many."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from autograder.judges.arrays import Array

ROW_BYTES, CHUNK = 3 * 8, 2**18
IN_MEMORY = 2**26
"""Bytes of data that are kept in memory; what is larger is mapped from a file."""


@dataclass(slots=True)
class DataSet:
    """X with its column of ones, (m, 2), and y, (m, 1).

    products: the means of x_i x_j over all rows of [1, x, y], from which the loss is worked out.
    """

    X: Array
    y: Array
    products: Array
    is_mapped: bool

    def part(self, first: int, end: int) -> tuple[Array, Array]:
        """Rows for a learner, who may write into them; of a file no copy is made."""
        X, y = self.X[first:end], self.y[first:end]
        return (X, y) if self.is_mapped else (X.copy(), y.copy())

    @property
    def best(self) -> Array:
        """The least-squares theta, (2, 1)."""
        return np.linalg.solve(self.products[:2, :2], self.products[:2, 2:])

    @property
    def lowest(self) -> float:
        """The loss of the best theta."""
        return float((self.products[2:, 2:] - self.products[2:, :2] @ self.best).item())

    @np.errstate(all="ignore")  # theta may be on its way to infinity
    def loss(self, theta: Array) -> float:
        """The mean squared error over all rows; it takes no pass over them."""
        away = theta - self.best
        return self.lowest + float((away.T @ self.products[:2, :2] @ away).item())


@contextmanager
def data_set(rows: int, seed: int, *, in_memory: int = IN_MEMORY) -> Iterator[DataSet]:
    """So many rows while the body runs; the same for the same seed. Raises OSError, MemoryError."""
    is_mapped = rows * ROW_BYTES > in_memory
    with TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True) as folder:
        X, y = (_array(Path(folder, name), rows, k, is_mapped) for name, k in (("X", 2), ("y", 1)))
        data = DataSet(X, y, np.zeros((3, 3)), is_mapped)
        source = np.random.default_rng((seed, rows))
        for first in range(0, rows, CHUNK):
            x = 2 * source.random((min(CHUNK, rows - first), 1))
            part = np.hstack([np.ones_like(x), x, 4 + 3 * x + source.standard_normal(x.shape)])
            X[first : first + len(x)], y[first : first + len(x)] = part[:, :2], part[:, 2:]
            data.products += part.T @ part / rows
        try:
            yield data
        finally:
            del X, y
            data.X = data.y = np.empty((0, 1))  # Windows removes no file that is still mapped


def _array(path: Path, rows: int, width: int, is_mapped: bool) -> Array:
    """Room for so many rows. Raises OSError where a disk has none; a full one would kill us."""
    if not is_mapped:
        return np.empty((rows, width))
    if shutil.disk_usage(path.parent).free < 2 * rows * width * 8:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    found = np.asarray(np.memmap(path, np.float64, mode="w+", shape=(rows, width)))
    with suppress(OSError):  # it is gone even if we are killed; Windows removes it at the end
        path.unlink()
    return found
