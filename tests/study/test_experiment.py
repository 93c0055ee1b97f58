"""Which calls an experiment makes, and on how many rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.errors import KitError
from autograder.study.experiment import (
    FIRST,
    METHODS,
    MOST_READ,
    MOST_STEPS,
    Method,
    Settings,
    sizes,
)


@given(method=st.sampled_from(METHODS), rows=st.integers(10, 10**7))
def test_portions_read_as_many_rows_as_they_say(method: Method, rows: int) -> None:
    """
    Calls go on where the last one ended, new rows come before old ones, and reading doubles.
    """
    read = 0
    for portion in method.portions(rows):
        before = 0 if method.starts_anew else read
        assert before + portion.reads == portion.read
        assert 0 <= portion.first < portion.end <= rows
        assert portion.epochs == 1 or (portion.first, portion.end) == (0, rows)
        assert (portion.first == before) or (portion.first, portion.end) == (0, rows)
        assert portion.read <= 2 * max(read, rows if method.reads_all or read else FIRST)
        read = portion.read

    assert read >= (MOST_STEPS * rows if method.reads_all else MOST_READ / 2)


def test_batch_descent_takes_steps_on_all_rows() -> None:
    """
    By the end of its calls it has taken 1, 2, 4 and more steps, each on every row.
    """
    batch = next(method for method in METHODS if method.reads_all)

    assert [100 * 2**k for k in range(9)] == [one.read for one in batch.portions(100)]
    assert [1, 1, 2, 4, 8, 16, 32, 64, 128] == [one.epochs for one in batch.portions(100)]


def test_a_rate_falls_with_the_rows_read() -> None:
    """
    One method has a rate that falls, to the half where it says so; the others keep theirs.
    """
    (falling,) = (method for method in METHODS if method.halves)

    assert falling.rate == falling.rate_after(0) == 2 * falling.rate_after(falling.halves)
    assert METHODS[1].rate == METHODS[1].rate_after(10**6)


def test_sizes_are_as_typed() -> None:
    """
    Sizes are sorted and none is there twice; else they are powers of ten up to the most.
    """
    assert [100, 20_000] == sizes("2e4, 100,100", "1e7")
    assert [100, 1000, 10_000] == sizes("", "20000")
    assert [50] == sizes("", "50")
    assert 6 == len(sizes("", "1e7"))


@pytest.mark.parametrize("text", [",", "x", "1.5", "9", "1e8", "nan", "inf", "-100", "100,,100"])
def test_other_sizes_are_refused(text: str) -> None:
    """
    What is not a number of rows is named in a sentence that shows how to write one.
    """
    for rows, most in ((text, "100"), ("", text)):
        with pytest.raises(KitError, match="as in --rows 100,1e4") as error:
            sizes(rows, most)
        assert 2 == error.value.exit_code


@pytest.mark.parametrize(
    ("seconds", "seed", "said"),
    [(0, 1, "--seconds"), (-1, 1, "--seconds"), (float("nan"), 1, "--seconds"),
     (float("inf"), 1, "--seconds"), (1, -1, "--seed"), (1, 2**32, "--seed")],
)  # fmt: skip
def test_settings_that_mean_nothing_are_refused(seconds: float, seed: int, said: str) -> None:
    """
    Seconds are above 0 and finite, and a seed is one that NumPy takes.
    """
    with pytest.raises(KitError, match=f"{said} takes a") as error:
        Settings([100], seconds, seed)
    assert 2 == error.value.exit_code


def test_who_waits_is_told_how_long() -> None:
    """
    The most seconds are those of all sizes together, and one is a second.
    """
    assert Settings([10], 1, 1).announcement.startswith("At most 1 second. ")
    assert Settings([10, 20, 30], 2.5, 1).announcement.startswith(
        "At most 7.5 seconds, 2.5 for each of 3 sizes."
    )
