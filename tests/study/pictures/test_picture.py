from __future__ import annotations

from typing import Any

from autograder.study.pictures.picture import Picture, plain


def never() -> Any:
    """A picture in words must not draw."""
    raise AssertionError


def made(**changes: Any) -> Picture:
    fields = {
        "task": "1.1",
        "title": "Two curves",
        "numbers": ("One is 1.",),
        "chart": ("key", "row"),
    }
    return Picture(**{**fields, "draw": never, **changes})


def test_alt_text_says_title_problem_and_numbers() -> None:
    """
    What stands in for the picture begins with what is seen, then tells what is missing.
    """
    assert "Two curves. F is gone. One is 1." == made(problem="F is gone.").alt


def test_numbers_come_before_the_chart() -> None:
    """
    The text version reads from the top: title, numbers, then the plot.
    """
    assert ("1.1 Two curves", "", "One is 1.", "", "key", "row") == made().text


def test_text_is_narrow_and_plain() -> None:
    """
    Long sentences are wrapped to 80 columns, and every character is ASCII.
    """
    text = made(numbers=("\u03b8 moves far. " * 30,), problem="word " * 60).text

    assert 80 >= max(map(len, text))
    assert "\n".join(text).isascii()


def test_plain_keeps_what_it_cannot_write_readable() -> None:
    """
    A foreign letter becomes its escape instead of an error.
    """
    assert "\\u03b8 = 1" == plain("\u03b8 = 1")
