from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from autograder.grading.pictures.chart import (
    COLUMNS,
    FILLS,
    GIVEN,
    INK,
    LINES,
    ROWS,
    Curve,
    Plot,
    in_style,
    short,
    window,
)
from tests.grading.pictures.answers import PICTURES

ANY = st.floats(allow_nan=True, allow_infinity=True)
UNIT = (0.0, 1.0)


def curve(mark: str, x: list[float], y: list[float]) -> Curve:
    return Curve(np.array(x), np.array(y), mark, f"curve {mark}")


def test_a_point_is_where_it_belongs() -> None:
    """
    The corners of the window are the corners of the plot.
    """
    rows = Plot((curve("a", [0, 1], [0, 1]),), UNIT, UNIT).text

    assert "1 |" + " " * (COLUMNS - 1) + "a" == rows[1].strip()
    assert "0 |a" == rows[ROWS].strip()


def test_a_logarithmic_axis_is_one_in_text() -> None:
    """
    On a logarithmic axis the square root of the ends' product is in the middle.
    """
    rows = Plot((curve("a", [0], [10]),), UNIT, (1.0, 100.0), is_log=True).text

    assert "a" == rows[1 + ROWS // 2].strip(" |")


def test_a_logarithmic_axis_may_lead_across() -> None:
    """
    The same holds from left to right, where the text has no column in the very middle.
    """
    ends = (1.0, 100.0)
    rows = Plot((curve("a", [10], [0.5]),), ends, UNIT, is_log_across=True).text

    assert rows[1 + ROWS // 2].split("|")[1].index("a") in {COLUMNS // 2 - 1, COLUMNS // 2}


def test_two_curves_in_one_place_are_a_star() -> None:
    """
    Where curves meet there is a star, which the key explains.
    """
    rows = Plot((curve("a", [0.5], [0.5]), curve("b", [0.5], [0.5])), UNIT, UNIT).text

    assert "* = both" in rows[0]
    assert 1 == sum(row.count("*") for row in rows[1:])


def test_a_background_gives_way() -> None:
    """
    A filled area under a curve does not hide it and makes no star.
    """
    rows = Plot((curve(".", [0.5], [0.5]), curve("f", [0.5], [0.5])), UNIT, UNIT).text

    assert "f" in "".join(rows[1 : ROWS + 1])
    assert "*" not in "".join(rows)


@given(st.lists(st.tuples(ANY, ANY), max_size=20), st.booleans())
def test_the_size_never_changes(points: list[tuple[float, float]], is_log: bool) -> None:
    """
    Whatever the points are, even infinite, the plot has 11 rows of 70 columns at most.
    """
    x, y = np.array(points).reshape(-1, 2).T
    key, *rows = Plot((Curve(x, y, "a", "a"),), UNIT, (0.5, 2.0), is_log=is_log).text

    assert 11 == len(rows)
    assert 70 >= max(map(len, rows))
    assert "a = a" in key


def test_text_and_panel_show_the_same() -> None:
    """
    A panel gets the curves that have a look, the text those with a mark, in the same window.
    """
    x = np.linspace(0, 2, 3)
    both = Curve(x, x, "b", "both", {"color": "black"}, "both")
    plot = Plot((both, Curve(x, x, "t", "text"), Curve(x, x, look={"color": "red"})), (0, 2))
    panel = Figure().subplots()
    plot.draw(panel)

    assert ["black", "red"] == [line.get_color() for line in panel.lines]
    assert plot.text[0].startswith("y against x: b = both, t = text")
    assert ((0, 2), ("x", "y")) == (panel.get_xlim(), (panel.get_xlabel(), panel.get_ylabel()))


def test_window_shows_axis_and_curves() -> None:
    """
    The axis is always in view, gaps do not count, and an empty curve still has a window.
    """
    assert (0.0, 2.0) == window(np.array([1.0, 2.0, np.nan]), air=0)
    assert (-3.0, 0.5) == window(np.array([-3.0]), np.array([0.5]), air=0)
    assert (-3.0, 0.0) == window(np.array([-3.0]), air=0)
    assert (0.0, 1.0) == window(np.array([np.nan]))


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


NUMBERS = sorted(PICTURES)


def luminance(colour: str) -> float:
    """Relative luminance, as the contrast guidelines for the web define it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def blank(number: str) -> Any:
    """The figure of a task, laid out, without an answer."""
    with in_style():
        figure = PICTURES[number].unanswered("It stopped.").figure()
        figure.draw_without_rendering()
    return figure


def words(figure: Any) -> Iterator[Text]:
    """All words that are seen on a figure."""
    yield from (
        text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()
    )


def test_roles_differ_without_colour() -> None:
    """
    No two lines share a line style, and no two fills share a hatch.
    """
    for kinds, key in ((LINES, "linestyle"), (FILLS, "hatch")):
        looks = [look[key] for look in kinds.values()]
        assert len(looks) == len(set(looks))


@pytest.mark.parametrize("colour", [INK, GIVEN])
def test_words_have_contrast(colour: str) -> None:
    """
    Every colour that a word is written in has a contrast of 4.5 to 1 on white.
    """
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("number", NUMBERS)
def test_words_are_large_enough(number: str) -> None:
    """
    No word on a picture of 6.4 by 4.8 inches is smaller than 9 points.
    """
    figure = blank(number)

    assert (6.4, 4.8) == tuple(figure.get_size_inches())
    assert 9 <= min(text.get_fontsize() for text in words(figure))


@pytest.mark.parametrize("number", NUMBERS)
def test_axes_have_names(number: str) -> None:
    """
    Both axes of each panel are labelled, unless they are shared with a neighbour or there are none.
    """
    panels = [panel for panel in blank(number).axes if panel.axison]
    labels = {panel.get_xlabel() for panel in panels}, {panel.get_ylabel() for panel in panels}

    assert all(any(names) for names in labels)
    for panel in panels:
        row, column = panel.get_subplotspec().rowspan, panel.get_subplotspec().colspan
        alone = len(panels) == 1
        assert panel.get_xlabel() or row.start == 0 or alone
        assert panel.get_ylabel() or column.start > 0


def test_settings_are_left_as_they_were() -> None:
    """
    A learner's own settings neither change a picture nor are changed by one.
    """
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        with in_style():
            assert 10 == mpl.rcParams["font.size"]
            assert "white" == mpl.rcParams["axes.facecolor"]
        assert 30 == mpl.rcParams["font.size"]


def test_what_rounding_left_of_zero_is_zero() -> None:
    """
    A number of no size is 0, and a small one keeps its digits.
    """
    assert ["0", "0", "1e-09"] == [short(number) for number in (1e-25, -3e-17, 1e-9)]
