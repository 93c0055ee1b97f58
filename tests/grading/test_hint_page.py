"""
The page of hints of an exercise.
"""

from __future__ import annotations

import pytest

from autograder.grading.errors import KitError
from autograder.grading.hint_page import page_in, page_of

PAGE = """\
9.1

ask: What is it?
ask half third: How much
    is it?

9.2

look: Where?
"""


def test_an_entry_is_found_by_its_kind_and_each_of_its_keys() -> None:
    """
    An entry goes to every key before its colon, or to everybody; the next task's are not in it.
    """
    several = "How much\n    is it?"

    assert {
        ("ask", ""): "What is it?",
        ("ask", "half"): several,
        ("ask", "third"): several,
    } == page_in(PAGE, "9.1")


def test_a_task_that_is_not_there_is_told() -> None:
    """
    A part of a number is no number, and an exercise without a page has no hints.
    """
    with pytest.raises(ValueError, match="unpack"):
        page_in(PAGE, "9")
    with pytest.raises(KitError, match=r"Task 9\.1 has no hints\."):
        page_of("day9_ex1", "9.1")
