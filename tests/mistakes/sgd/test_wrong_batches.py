"""
Wrong ways to deal rows to batches.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from autograder.grading.draw import Draw
from autograder.judges.sgd.batch_runs import draw_run
from autograder.mistakes.sgd import wrong_batches as dealt

RUN = draw_run(Draw().stream("run"), (4, 3, 1))


@pytest.mark.parametrize(
    ("lengths", "number", "ways"),
    [
        pytest.param({(4, 4)}, 1, dealt.as_many_full, id="all rows in each step"),
        pytest.param({(1, 1, 1, 1)}, 24, dealt.single_rows, id="single rows"),
        pytest.param({(1, 1, 1, 1)}, 256, dealt.drawn_rows, id="single rows, drawn"),
        pytest.param({(3, 1)}, 16, dealt.independent, id="each batch afresh"),
        pytest.param({(3, 3)}, 16, dealt.independent_full, id="each full batch afresh"),
        pytest.param({(3, 3)}, 400, dealt.with_replacement, id="with replacement"),
        pytest.param({(3, 3, 2, 1)}, 24, dealt.windows, id="overlapping"),
        pytest.param({(2, 2)}, 24, dealt.even_parts, id="even parts"),
        pytest.param({(3, 3)}, 64, dealt.filled_up, id="filled up"),
    ],
)
def test_wrong_ways_have_their_lengths_and_number(
    lengths: set[Any], number: int, ways: Callable[..., Any]
) -> None:
    """
    Each wrong way to deal four rows three at a time is met as often as it can happen.
    """
    found = [tuple(map(tuple, way)) for way in ways(RUN)]

    assert lengths == {tuple(map(len, way)) for way in found}
    assert number == len(found)


def test_unpaired_rows_meet_targets_in_their_old_order() -> None:
    """
    Where X alone is shuffled, the targets of a batch are those that stood there.
    """
    _, targets = dealt.unpaired(RUN)

    assert pytest.approx(RUN.y[:3].sum()) == targets[7, 0].sum()
