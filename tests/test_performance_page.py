"""docs/performance.md: what it says is what was measured."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).with_name("benchmarks")


@pytest.fixture
def performance(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that writes the page."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    import performance_page

    return performance_page


def test_the_page_is_written_from_the_figures(performance: ModuleType) -> None:
    """
    The page holds what its script makes of the figures beside it, and nothing else.
    """
    assert performance.PAGE.read_text(encoding="utf-8") == performance.page()


def test_every_grader_is_measured_in_every_round(performance: ModuleType) -> None:
    """
    Each grader has as many figures for each kind of work as there were rounds.
    """
    counts = {len(found) for found in performance.costs().values()}
    graders = {name for name, _, _ in performance.costs()}

    assert {performance.rounds()} == counts
    assert {*performance.ROWS} == graders


def test_nobody_is_lost_in_a_class(performance: ModuleType) -> None:
    """
    The kinds of each class add up to its people, each with a status.
    """
    for one in performance.classes()["classes"]:
        kinds = one["kinds"].values()

        assert one["people"] == sum(kind["count"] for kind in kinds)
        assert all(kind["count"] == sum(kind["statuses"].values()) for kind in kinds)


def test_a_ratio_is_told_with_its_spread(performance: ModuleType) -> None:
    """
    The median comes with the least and the most; nothing is said of what was not measured.
    """
    assert "2.0 (1.0 to 4.0)" == performance.spread([4.0, 1.0, 2.0])
    assert "" == performance.spread([])
    assert ("20 ms", "1.50 s") == (performance.time_of(0.02), performance.time_of(1.5))
