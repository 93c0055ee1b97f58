import itertools
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.study.points_curve import Point, in_words, points_over_time, svg_curve, text_curve
from tests.study.histories import NOON, PASS, TODO, fix, run, standing

SVG = "{http://www.w3.org/2000/svg}"
POINTS = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(0, 15)), min_size=1, max_size=60
).map(lambda pairs: [(NOON + timedelta(seconds=n), points) for n, points in sorted(pairs)])


def drawn(points: list[Point]) -> ET.Element:
    """The picture as a tree, as an XML parser reads it."""
    return ET.fromstring(svg_curve(points, 15))  # noqa: S314 -- our own


def test_the_last_run_ends_the_curve() -> None:
    """
    Runs that changed nothing are seen as the time at the end.
    """
    points = points_over_time(standing(run(0, TODO), run(1, PASS), run(9, PASS)), 10)

    assert [(0, 0), (1, 10), (9, 10)] == [((when - NOON).seconds // 60, n) for when, n in points]


@pytest.mark.parametrize("most", [2, 3, 12])
def test_of_many_points_some_are_shown(most: int) -> None:
    """
    First and last are always there, and no more than asked.
    """
    known = standing(*(run(n, fix(n % 10)) for n in range(200)))
    points = points_over_time(known, most)

    assert (most, NOON, known.last) == (len(points), points[0][0], points[-1][0])
    assert sorted(points) == points


def test_the_text_has_numbers_and_bars() -> None:
    """
    Each line tells when and how many, and its bar is as long as its share.
    """
    lines = text_curve([(NOON, 0), (NOON + timedelta(days=1), 15)], 15)

    assert ["  2026-11-24 12:00     0", f"  2026-11-25 12:00    15  {'#' * 40}"] == lines


@given(POINTS)
def test_the_picture_stays_in_its_frame(points: list[Point]) -> None:
    """
    Whatever the history, the picture is well-formed and no corner or label lies outside.
    """
    picture = drawn(points)
    width, height = map(float, picture.attrib["viewBox"].split()[2:])

    for shape in (picture.find(f"{SVG}polyline"), picture.find(f"{SVG}polygon")):
        assert shape is not None
        for corner in shape.attrib["points"].split():
            x, y = map(float, corner.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height
    for text in picture.iter(f"{SVG}text"):
        assert 0 <= float(text.attrib["x"]) <= width
        assert 0 <= float(text.attrib["y"]) <= height


@given(POINTS)
def test_the_line_never_goes_back_in_time(points: list[Point]) -> None:
    """
    From left to right, and level until the points change.
    """
    line = drawn(points).find(f"{SVG}polyline")
    assert line is not None
    corners = [tuple(map(float, corner.split(","))) for corner in line.attrib["points"].split()]

    for (x, y), (next_x, next_y) in itertools.pairwise(corners):
        assert x <= next_x
        assert x == next_x or y == next_y


def test_the_axes_are_labelled() -> None:
    """
    Both axes have a name, the points have numbers, and the days stand below.
    """
    points = [(NOON, 0), (NOON + timedelta(days=2), 15)]
    texts = [text.text for text in drawn(points).iter(f"{SVG}text")]

    assert {"points", "0", "15", "24 Nov"} <= set(texts)
    assert "time at work, 2026-11-24 to 2026-11-26" in texts


def test_of_a_single_day_the_hours_are_shown() -> None:
    """
    Where the day is always the same it stands below once.
    """
    texts = [t.text for t in drawn([(NOON, 0), (NOON + timedelta(hours=3), 9)]).iter(f"{SVG}text")]

    assert "12:00" in texts
    assert "time at work, 2026-11-24" in texts


def test_a_long_pause_takes_little_room() -> None:
    """
    A week without work is drawn as long as an hour of it.
    """
    hour, week = timedelta(hours=1), timedelta(days=7)
    line = drawn([(NOON, 0), (NOON + hour, 5), (NOON + hour + week, 9)]).find(f"{SVG}polyline")
    assert line is not None
    begin, *_, middle, _, end = (
        float(corner.split(",")[0]) for corner in line.attrib["points"].split()
    )

    assert pytest.approx(middle - begin, abs=0.2) == end - middle


def test_the_picture_is_told_in_words() -> None:
    """
    Who cannot see it is told where it begins, where it ends, and the most on the way.
    """
    points = [(NOON, 2), (NOON + timedelta(hours=1), 9), (NOON + timedelta(hours=2), 7)]

    said = in_words(points, 15)

    assert "From 2 points on 2026-11-24 12:00 to 7 of 15 points" in said
    assert "the most were 9" in said
    description = drawn(points).find(f"{SVG}desc")
    assert description is not None
    assert said == description.text
