"""
The parts of which a report for a class is made.
"""

from __future__ import annotations

import re
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.class_figures import Bar
from autograder.classroom.markup import (
    Column,
    code,
    details,
    figures,
    histogram_picture,
    joined,
    meter,
    paragraph,
    plain,
    section,
    table,
)
from autograder.grading.page import Html
from tests.classroom.well_formed import Page


@given(st.text())
def test_a_text_stays_a_text(text: str) -> None:
    """
    No text becomes a tag, and every part around it stays whole.
    """
    parts = (paragraph(text), code(text), details(text, paragraph(text)), figures([(text, text)]))
    page = Page(
        section("one", text, joined(text), *parts, table("t", text, [Column(text)], [[text]]))
    )

    assert [] == page.faults
    assert 2 == page.tags["p"]


def test_markup_is_not_escaped_twice() -> None:
    """
    What is markup already goes in as it is.
    """
    assert "a &lt; b" == plain("a < b") == plain(Html(plain("a < b")))


def test_the_first_cell_is_the_head_of_its_row() -> None:
    """
    A table has a caption that names its region, which the keyboard reaches, and heads for its
    rows and columns.
    """
    text = table("ids", "Who", [Column("id"), Column("points", "number")], [("ada", 5)])

    assert '<div class="scroll" role="region" aria-labelledby="ids" tabindex="0">' in text
    assert '<span id="ids">Who</span></caption>' in text
    assert '<th scope="col" class="number">points</th>' in text
    assert '<th scope="row" class="name">ada</th><td class="number">5</td>' in text


def test_a_meter_is_as_long_as_its_share() -> None:
    """
    The bar beside a number has its share of the whole, and is no news to a screen reader.
    """
    assert 'class="bar" width="12.5"' in meter(0.25)
    assert 'aria-hidden="true"' in meter(0.25)


def heights(text: str, kind: str) -> list[float]:
    return [float(one) for one in re.findall(rf'class="{kind}".*?height="([\d.]+)"', text)]


@pytest.mark.parametrize("without", [0, 3])
def test_bars_are_as_high_as_their_counts(without: int) -> None:
    """
    The bars of the picture are in proportion, stay inside it, and have their counts as texts.
    """
    bars = [Bar(-inf, 0, 2), Bar(0, 10, 4), Bar(10, inf, 1)]
    text = histogram_picture(bars, without, "A picture.")
    two, four, one = heights(text, "bar")

    assert (four, four) == (2 * two, 4 * one)
    assert [pytest.approx(four * without / 4, abs=0.1)] == heights(text, "apart")
    assert all(f">{count}</text>" in text for count in (2, 4, 1))
    assert ">more</text>" in text
    assert all(float(y) >= 0 for y in re.findall(r' y="(-?[\d.]+)"', text))
    assert 'role="img" aria-labelledby="shape"' in text
    assert ">A picture.</title>" in text


def test_nobody_gives_an_empty_picture() -> None:
    """
    Without anybody all bars are flat.
    """
    assert {0.0} == set(heights(histogram_picture([Bar(-inf, 0, 0)], 0, ""), "(?:bar|apart)"))
