"""
The submitters of a Gradescope export.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.submitters import submitters_in

TEXT = """---
submission_1:
  :submitters:
  - :name: "D\\u00e9sir\\u00e9e O'Neil"
    :sid: '100'
    :email: d@example.org
  :created_at: 2026-11-01 10:00:00.000000000 Z
  :score: 3.0
  :history:
  - :id: 5
    :name: somebody else
'submission_2':
  :submitters:
  - :name: 'Miles O''Brien'
    :sid:
  - :name: null
    :email: two@example.org
submission_3: {}
"""


def test_submitters_are_read() -> None:
    """
    Each folder has its submitters, the best id first; other fields are skipped.
    """
    expected = {
        "submission_1": (("100", "d@example.org", "D\u00e9sir\u00e9e O'Neil"),),
        "submission_2": (("Miles O'Brien",), ("two@example.org",)),
    }

    assert expected == submitters_in(TEXT)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """
    Any other text names nobody, and nothing is raised.
    """
    assert isinstance(submitters_in(text), dict)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ada", "Ada"),
        ("'O''Neil: the 2nd'", "O'Neil: the 2nd"),
        ("'# Ada'", "# Ada"),
        ('"Z\\xF6e"', "Z\u00f6e"),
        ('"Z\\u00f6e"', "Z\u00f6e"),
        ('"Ada\n      Lovelace"', "Ada Lovelace"),
        ("'Ada\n      Lovelace'", "Ada Lovelace"),
        ("Z\u00f6e", "Z\u00f6e"),
    ],
)
def test_names_are_what_yaml_says(written: str, name: str) -> None:
    """
    A name is read in every form in which YAML may write it.
    """
    text = f"submission_1:\n  :submitters:\n  - :name: {written}\n    :sid: '007'\n"

    assert {"submission_1": (("007", name),)} == submitters_in(text)


@pytest.mark.parametrize(
    "written",
    [
        '"{long}\n    :sid: 777"',
        "'{long}\n    :sid: 777'",
        "{long}\n    :sid:777",
        '"{long}\u2028    :sid: 777"',
    ],
    ids=["double", "single", "bare", "another-line-end"],
)
def test_a_name_is_not_a_field(written: str) -> None:
    """
    A name that YAML breaks over several lines is never read as an id.
    """
    name = written.format(long="Eve " * 20)
    text = f"submission_1:\n  :submitters:\n  - :name: {name}\n    :sid: '100'\n"
    ((known,),) = submitters_in(text).values()

    assert "100" == known[0]
