"""What is said of an experiment."""

from __future__ import annotations

import pytest

from autograder.study.experiment import Experiment
from autograder.study.seen import in_seconds, sentences
from tests.study.trials import experiment, trial

FAR, NEAR = (25, 0.1, 9.0), (50, 0.2, 0.05)
BATCH = "batch", 100, [(100, 0.01, 1.0), (200, 0.02, 0.0)]
LAST = [(25, 0.1, 9.0), (50, 0.02, 0.0)]


def test_both_sentences_are_measured() -> None:
    """
    The first is about the largest size, the second about where batch descent wins.
    """
    price, wins = sentences(experiment())
    start, _, end = price.partition(" came near the lowest loss with the fewest rows read, 50, ")

    assert ["On 1,000 rows, mini-batches", "and in the least time, 0.2 s."] == [start, end]
    said = "In seconds, batch descent was near first on 100 rows; it ended lowest on every size."
    assert said == wins


@pytest.mark.parametrize(
    ("trials", "said"),
    [
        ([], ["Nothing was measured."]),
        ([trial("SGD", 100, [])], ["Nothing was measured."]),
        (
            [trial("SGD", 100, [FAR])],
            ["On 100 rows, nothing came near the lowest loss.", "Batch descent was not measured, "],
        ),
        (
            [trial("SGD", 100, [FAR, NEAR]), trial("Adam", 100, [FAR])],
            ["only SGD came near the lowest loss, after 50 rows read and 0.2 s.", "not measured"],
        ),
        (
            [trial("SGD", 100, [NEAR]), trial("falling rate", 100, [NEAR])],
            ["SGD and SGD with a falling rate came near the lowest loss with the fewest", "not"],
        ),
        (
            [trial(*BATCH), trial("SGD", 100, [FAR, NEAR])],
            ["rows read, 50, and batch descent in the least time, 0.02 s.",
             "near first on 100 rows; it ended lowest on 100 rows."],
        ),
        (
            [trial("batch", 100, [FAR]), trial("SGD", 100, [NEAR])],
            ["only SGD came near", "near first on no size; it ended lowest on no size."],
        ),
        ([trial(*BATCH)], ["only batch descent", "Nothing was measured beside batch descent"]),
        (
            [trial(*BATCH), trial("SGD", 100, LAST), trial("batch", 1000, [FAR]),
             trial("SGD", 1000, LAST)],
            ["On 1,000 rows, only SGD", "near first on no size; it ended lowest on no size."],
        ),
        (
            [trial(*BATCH), trial("SGD", 100, [FAR]), trial("batch", 1000, [FAR])],
            ["On 100 rows, only batch", "on 100 rows; it ended lowest on 100 rows."],
        ),
    ],
)  # fmt: skip
def test_nothing_is_said_that_was_not_measured(trials: list, said: list[str]) -> None:
    """
    Each sentence says only what these trials show: ties, single ones, and those that never came.
    """
    for part, sentence in zip(said, sentences(Experiment(trials)), strict=True):
        assert part in sentence


def test_near_is_to_stay() -> None:
    """
    A method that came near and left again is near only from its last return on.
    """
    found = trial("SGD", 100, [(25, 1, 0.0), (50, 2, 1.0), (100, 3, 0.09), (200, 4, 0.0)])

    assert found.near is found.points[2]
    assert trial("SGD", 100, [(25, 1, 0.0), (50, 2, 1.0)]).near is None


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1e-6, "<0.00001"), (0.00042, "0.00042"), (0.021, "0.021"), (12.34, "12.3")],
)
def test_seconds_have_the_digits_that_are_worth_it(seconds: float, said: str) -> None:
    """
    Short times have five decimals and long ones three digits.
    """
    assert said == in_seconds(seconds)
