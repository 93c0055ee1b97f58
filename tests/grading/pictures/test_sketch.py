"""Plots as small SVGs for a page."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.pictures.chart import GIVEN, LINES, POINTS, Curve, NumberBar, Plot
from autograder.grading.pictures.gallery import picture_in
from autograder.grading.pictures.sketch import FAR, HEIGHT, WIDTH, path, sketch, ticks
from autograder.grading.spec import PROJECT
from tests.grading.pictures.answers import PICTURES, task_of

SPACE = "{http://www.w3.org/2000/svg}"
LARGEST = 16_000
"""Bytes: so that the pictures of all tasks fit into a page of moderate size."""


def plot_of(*heights: float, look: str = "yours", label: str = "slope of <your> F") -> Plot:
    xs = np.arange(len(heights), dtype=float)
    curve = Curve(xs, np.array(heights), "s", "slope", LINES[look], label)
    return Plot((curve,), (0, len(heights) - 1), names=("x & y", "height"))


def words(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SPACE}text")]  # noqa: S314 -- ours


@pytest.mark.parametrize("number", sorted(PICTURES))
def test_every_picture_is_a_small_drawing(number: str) -> None:
    """
    Each task's curves are in an image with a name, axes, and no id that another one may have.
    """
    picture = picture_in(PROJECT / "solutions", task_of(number))
    svg = sketch(picture.plot(), f'{number} "{picture.title}"', picture.bars())
    root = ET.fromstring(svg)  # noqa: S314 -- ours

    assert (f'{number} "{picture.title}"', "img") == (root.get("aria-label"), root.get("role"))
    assert {*picture.plot().names} <= {*words(svg)}
    assert len(svg) < LARGEST
    assert not re.search(r'\b(id|href|src|on\w+)="', svg)
    assert "nan" not in svg.replace("tangent", "")


def test_what_is_yours_is_drawn_where_it_is() -> None:
    """
    A line goes from value to value, in its colour and style, with its name in the legend.
    """
    svg = sketch(plot_of(0.0, 1.0), "name")
    drawn = ET.fromstring(svg).find(f"{SPACE}svg")  # noqa: S314 -- ours

    assert drawn is not None
    (line,) = drawn
    assert LINES["yours"]["color"] == line.get("stroke")
    assert "7 4" == line.get("stroke-dasharray")
    left, right = re.findall(r"[ML]([\d.]+) ([\d.]+)", line.get("d", ""))
    assert ("0.0", f"{HEIGHT:.1f}") == left
    assert float(drawn.get("width", 0)) == float(right[0])
    assert {"slope of <your> F", "x & y"} <= {*words(svg)}


def test_what_is_given_has_the_colour_of_the_words() -> None:
    """
    Black would not be seen on a dark page.
    """
    svg = sketch(plot_of(0.0, 1.0, look="given"), "name")

    assert GIVEN not in svg
    assert "#" not in svg


def test_where_there_is_no_value_there_is_no_line() -> None:
    """
    A curve is broken at values that are not numbers.
    """
    xs = np.arange(5.0)

    assert "M0.0 1.0M2.0 1.0L3.0 1.0" == path(xs, np.array([1, np.nan, 1, 1, np.inf]))


def test_dots_are_dots() -> None:
    """
    A cloud of points has no line through it.
    """
    cloud = Curve(np.array([1.0, 2.0]), np.array([1.0, 2.0]), ".", "a point", POINTS)
    inside = sketch(Plot((cloud,), (0, 3), (0, 3)), "name").rpartition("<svg ")[2]

    assert 2 == inside.count("h0")
    assert "L" not in inside.partition('d="')[2].partition('"')[0]


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=2, max_size=8))
def test_any_numbers_can_be_drawn(heights: list[float]) -> None:
    """
    However large or odd a learner's numbers are, no coordinate is far outside or no number.
    """
    with np.errstate(all="ignore"):
        svg = sketch(Plot(plot_of(*heights).curves, (0, len(heights) - 1), (-1.0, 1.0)), "name")
    places = re.findall(r"[ML](\S+) ([^\"MLhv]+)", svg)

    assert all(abs(float(one)) <= (FAR + 1) * WIDTH for place in places for one in place)
    assert len(svg) < LARGEST


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-1, 3, [-1, 0, 1, 2, 3]),
        (0, 5000, [0, 1000, 2000, 3000, 4000, 5000]),
        (-1e99, 1e99, [-1e99, -5e98, 0, 5e98, 1e99]),
    ],
)
def test_ticks_are_round(low: float, high: float, expected: list[float]) -> None:
    """
    A few round numbers are between the ends.
    """
    assert expected == pytest.approx(ticks(low, high))


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_there_are_a_few_ticks_inside(low: float, width: float) -> None:
    """
    At least two, and never more than there is room for.
    """
    found = ticks(low, low + width)

    assert 2 <= len(found) <= 7
    assert all(low - width / 1000 <= one <= low + width * 1.001 for one in found)


def test_ticks_of_a_logarithmic_axis() -> None:
    """
    They are ones and threes.
    """
    assert [1, 3, 10, 30] == ticks(0.7, 60, is_log=True)
    assert [100, 1e4, 1e6] == pytest.approx(ticks(99, 2e7, is_log=True))


def test_what_is_across_may_be_logarithmic() -> None:
    """
    On such an axis, equal factors are equally far apart.
    """
    xs = np.array([1.0, 10.0, 100.0])
    line = Curve(xs, xs, "s", "s", LINES["yours"])
    svg = sketch(Plot((line,), (1, 100), (1, 100), is_log=True, is_log_across=True), "a line")
    found = [
        re.findall(r"[ML]([\d.]+) ([\d.]+)", one) for one in re.findall(r'd="([^"]*L[^"]*)"', svg)
    ]
    (left, _), (middle, _), (right, _) = ((float(x), y) for x, y in found[0])

    assert middle == pytest.approx((left + right) / 2, abs=0.1)
    assert "1" in words(svg)


def test_bars_start_at_a_common_zero() -> None:
    """
    A negative number goes to the left, and both are written out.
    """
    bars = NumberBar("the area", 1.0, "1"), NumberBar("your number", -1.0, "-1", is_yours=True)
    svg = sketch(plot_of(0.0, 1.0, look="given"), "name", bars)
    (start, right), (again, left) = re.findall(r'd="M([\d.]+) [\d.]+h(-?[\d.]+)" stroke=', svg)[-2:]

    assert start == again
    assert float(right) == -float(left) > 0
    assert ["the area", "1", "your number", "-1"] == words(svg)[-4:]
