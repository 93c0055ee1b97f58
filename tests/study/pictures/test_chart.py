from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.study.pictures.chart import COLUMNS, ROWS, Dots, chart, short

ANY = st.floats(allow_nan=True, allow_infinity=True)


def dots(mark: str, x: list[float], y: list[float]) -> Dots:
    return Dots(mark, f"curve {mark}", np.array(x), np.array(y))


def test_a_point_stands_where_it_belongs() -> None:
    """
    The corners of the window are the corners of the plot.
    """
    rows = chart([dots("a", [0, 1], [0, 1])], (0, 1), (0, 1))

    assert "1 |" + " " * (COLUMNS - 1) + "a" == rows[1].strip()
    assert "0 |a" == rows[ROWS].strip()


def test_two_curves_in_one_place_are_a_star() -> None:
    """
    Where curves meet stands a star, which the key explains.
    """
    rows = chart([dots("a", [0.5], [0.5]), dots("b", [0.5], [0.5])], (0, 1), (0, 1))

    assert "* = both" in rows[0]
    assert 1 == sum(row.count("*") for row in rows[1:])


def test_a_background_gives_way() -> None:
    """
    A filled area under a curve does not hide it and makes no star.
    """
    rows = chart([dots(".", [0.5], [0.5]), dots("f", [0.5], [0.5])], (0, 1), (0, 1))

    assert "f" in "".join(rows[1 : ROWS + 1])
    assert "*" not in "".join(rows)


@given(st.lists(st.tuples(ANY, ANY), max_size=20))
def test_the_size_never_changes(points: list[tuple[float, float]]) -> None:
    """
    Whatever the points are, infinite and missing ones too, the plot has 11 rows of 70 columns at most.
    """
    x, y = np.array(points).reshape(-1, 2).T
    key, *rows = chart([Dots("a", "a", x, y)], (0, 1), (-1, 1))

    assert 11 == len(rows)
    assert 70 >= max(map(len, rows))
    assert "a = a" in key


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0.36788, "0.368"),
        (-2.0, "-2"),
        (5000, "5000"),
        (-0.0, "0"),
        (1.27e9, "1.27e+09"),
        (float("inf"), "infinity"),
        (float("-inf"), "-infinity"),
    ],
)
def test_numbers_are_short(number: float, expected: str) -> None:
    """
    A number is shown with a few digits, and infinity by its name.
    """
    assert expected == short(number)
