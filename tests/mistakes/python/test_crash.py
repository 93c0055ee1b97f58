"""Tests of autograder/mistakes/python/crash.py."""

from __future__ import annotations

import pytest

from autograder.judges.answer import Answer, Crash
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.python.crash import crashed

CRASH = Answer("f", crash=Crash("NameError", "name 'oo' is not defined", 3, "return oo"))


def test_named_groups_become_fields() -> None:
    """What the pattern names is there for the message, beside the function and the text."""
    fields: Recognised = crashed(r"name '(?P<name>\w+)'", kind="TypeError|NameError")(CRASH)

    assert {"function": "f", "text": "name 'oo' is not defined", "name": "oo"} == fields


@pytest.mark.parametrize(
    "other", [{"kind": "Name"}, {"source": "theta"}, {"function": "g"}, {"pattern": "xx"}], ids=str
)
def test_each_condition_must_hold(other: dict[str, str]) -> None:
    """Another class, line, function or text is another exception."""
    assert crashed()(CRASH)
    assert crashed(**other)(CRASH) is None


def test_an_answer_is_no_crash() -> None:
    """A call that gave a value is never recognised."""
    assert crashed()(Answer("f", 1)) is None
