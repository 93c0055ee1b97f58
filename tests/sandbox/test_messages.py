"""
Messages between the checker and a runner.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.codec import decode, encode
from autograder.judges.answer import Answer, Crash
from autograder.sandbox import messages
from autograder.sandbox.messages import (
    FileDescription,
    FunctionPlace,
    MessageError,
    NameDescription,
)

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=20,
)
SAID = st.lists(JSONS, min_size=6, max_size=6) | st.tuples(
    st.just(1),
    JSONS,
    st.lists(JSONS, max_size=2),
    JSONS,
    st.text(),
    st.lists(st.text(), max_size=2),
)


def through(answer: Answer) -> Answer:
    sent = messages.write_reply(1, replace(answer, value=encode(answer.value)))
    return messages.read_reply(sent, 1, answer.function, answer.asked)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer("f", 1.5, (2,), (2,)), id="number"),
        pytest.param(Answer("f", "\ud800", (), (), printed="\ud800"), id="lone-surrogate"),
        pytest.param(Answer("f", None, ([1],), ([2],), printed="x", warned=("w",)), id="changed"),
        pytest.param(Answer("f", None, (), (), Crash("E", "t", 3, "s", 2)), id="crash"),
        pytest.param(Answer("f", None, (), (), Crash("E" * 99, "t" * 999)), id="long-crash"),
    ],
)
def test_answers_come_back(answer: Answer) -> None:
    """
    An answer keeps its value, its arguments, its crash and what it said.
    """
    found = through(answer)

    assert (answer.function, answer.asked, answer.afterwards) == (
        found.function,
        found.asked,
        found.afterwards,
    )
    assert (answer.crash is None) is (found.crash is None)
    assert answer.warned == found.warned


def test_arrays_left_alone_do_not_travel() -> None:
    """
    An argument that was left as it was costs a few bytes on the way back.
    """
    X = np.zeros((100, 2))

    assert len(messages.write_reply(1, Answer("f", None, (X,), (X.copy(),)))) < 100
    assert len(messages.write_reply(1, Answer("f", None, (X,), (X + 1,)))) > 1600


def test_changed_arguments_arrive() -> None:
    """
    An argument that was changed arrives as the call left it.
    """
    found = through(Answer("f", None, (np.zeros(2),), (np.ones(2),)))

    assert [1.0, 1.0] == found.afterwards[0].tolist()


@given(st.binary(max_size=300) | JSONS.map(lambda one: json.dumps(one).encode()))
def test_garbage_raises_its_own_error_only(content: bytes) -> None:
    """
    Whatever a runner sends, reading it gives a message or MessageError.
    """
    for read in (messages.read_description, lambda c: messages.read_reply(c, 1, "f", (1, 2))):
        with contextlib.suppress(MessageError):
            read(content)


@given(SAID)
def test_near_answers_raise_their_own_error_only(parts: Any) -> None:
    """
    What has nearly the form of an answer gives one, or MessageError.
    """
    with contextlib.suppress(MessageError):
        messages.read_reply(json.dumps(list(parts)).encode(), 1, "f", (1, 2))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'[2,["i","0x1"],[],null,"",[]]', id="another-call"),
        pytest.param(b'[1,["i","0x1"],[null],null,"",[]]', id="one-argument-too-many"),
        pytest.param(b'[1,["i","0x1"],[],null,"",[],0]', id="one-part-too-many"),
        pytest.param(b'[1,["i","0x1"],[],["E","t",-1,"",null],"",[]]', id="line-below-one"),
        pytest.param(b'[true,["i","0x1"],[],null,"",[]]', id="true-for-one"),
        pytest.param(b'[1,["f",NaN],[],null,"",[]]', id="not-json"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"[1" + b"0" * 100_000 + b"]", id="digits"),
        pytest.param(b'{"index":1}', id="object"),
    ],
)
def test_forged_answers_are_refused(content: bytes) -> None:
    """
    An answer of another form, or to another call, is refused.
    """
    with pytest.raises(MessageError):
        messages.read_reply(content, 1, "f", ())


def test_a_value_that_cannot_be_rebuilt_is_a_crash_of_its_function() -> None:
    """
    A wire form that is no value says the same as in a local run, and costs nothing else.
    """
    content = b'[1,["l",[["i","1"]]],[],null,"seen",[]]'
    answer = messages.read_reply(content, 1, "f", ())

    assert (None, "CodecError", "seen") == (answer.value, answer.crash.kind, answer.printed)


def test_told_comes_back() -> None:
    """
    What a file defines comes back as it was described.
    """
    described = FileDescription(
        "f.py",
        (NameDescription("f", "function", True, True),),
        None,
        (),
        False,
        "",
        (FunctionPlace("f", 3, None),),
    )

    assert described == messages.read_description(messages.write_description(described))


def test_questions_come_back() -> None:
    """
    Calls arrive with the index of the first, their function and the arguments of each.
    """
    many = [(1, [2.5]), (), ("a",)]

    asked = messages.read_request(messages.write_calls(7, True, "f", many))

    assert (7, True, "f", many) == (
        asked.index,
        asked.fresh,
        asked.function,
        [tuple(map(decode, wires)) for wires in asked.calls],
    )
