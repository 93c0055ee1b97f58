"""A small plot in plain characters, for terminals: every curve has a letter."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.judges.arrays import Array

COLUMNS, ROWS = 58, 9
LABEL = 9
BOTH = "*"
BACKGROUND = " .-"


@dataclass(frozen=True, slots=True)
class Dots:
    """
    Points of one curve or cloud.

    mark: one character. name: what it stands for.
    """

    mark: str
    name: str
    x: Array
    y: Array


def chart(
    dots: Sequence[Dots],
    across: tuple[float, float],
    up: tuple[float, float],
    *,
    names: tuple[str, str] = ("x", "y"),
) -> tuple[str, ...]:
    """
    The plot in at most 12 rows of at most 70 columns, its key in a first line.

    across, up: the window; what lies outside is left out. Where two curves meet stands a star;
    dots and dashes lie below all else.
    """
    cells = [[" "] * COLUMNS for _ in range(ROWS)]
    for one in dots:
        for row, column in _places(one, across, up):
            is_free = cells[row][column] in BACKGROUND + one.mark
            cells[row][column] = one.mark if is_free else BOTH
    key = ", ".join(f"{one.mark} = {one.name}" for one in dots)
    star = f", {BOTH} = both" if any(BOTH in row for row in cells) else ""
    body = [f"{label:>{LABEL}} |{''.join(row)}".rstrip() for label, row in _rows(cells, up)]
    left, right = short(across[0]), short(across[1])
    foot = f"{left}{names[0]:^{COLUMNS - len(left) - len(right)}}{right}"
    axis = f"{'':{LABEL}} +{'-' * COLUMNS}"
    return (f"{names[1]} against {names[0]}: {key}{star}", *body, axis, f"{'':{LABEL}}  {foot}")


def short(number: float, digits: int = 3) -> str:
    """A few digits: 0.368, -2, 5000, 1.2e+06."""
    if math.isinf(number):
        return "infinity" if number > 0 else "-infinity"
    is_whole = 10**digits <= abs(number) < 10**6
    shown = f"{number:.0f}" if is_whole else f"{number:.{digits}g}"
    return "0" if shown == "-0" else shown


def _rows(cells: list[list[str]], up: tuple[float, float]) -> Iterator[tuple[str, list[str]]]:
    for number, row in enumerate(cells):
        is_end = number in {0, ROWS - 1}
        yield (short(up[1] if number == 0 else up[0]) if is_end else ""), row


def _places(
    one: Dots, across: tuple[float, float], up: tuple[float, float]
) -> Iterator[tuple[int, int]]:
    """Row and column of every point that lies in the window."""
    for x, y in zip(one.x, one.y, strict=True):
        if across[0] <= x <= across[1] and up[0] <= y <= up[1]:
            column = round((x - across[0]) / (across[1] - across[0]) * (COLUMNS - 1))
            yield round((up[1] - y) / (up[1] - up[0]) * (ROWS - 1)), column
