"""Random messages: what a hostile runner or a broken checker could send."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import msgspec

from autograder.judges.answer import Answer, Crash
from autograder.sandbox import messages
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription

TEXTS = (
    "",
    "x",
    "f",
    "\0",
    "\ud800",
    "\u202e",
    "\U00020000" * 99,
    "E" * 70_000,
    "1e9",
    "day4_ex1.py",
)
NUMBERS = (0, 1, -1, 2**31, 2**63 - 1, -(2**63), 0.5, 1e308, True, None)


def value(rng: random.Random, depth: int = 4) -> Any:
    """Anything that JSON can hold."""
    kind = rng.randrange(6 if depth else 3)
    if kind == 0:
        return rng.choice(TEXTS)
    if kind < 3:
        return rng.choice(NUMBERS)
    if kind == 3:
        return {rng.choice(TEXTS): value(rng, depth - 1) for _ in range(rng.randrange(4))}
    return [value(rng, depth - 1) for _ in range(rng.randrange(9))]


def described(rng: random.Random) -> bytes:
    """What a file defines, mostly as it should be."""
    names = tuple(
        NameDescription(
            rng.choice("fgh"), rng.choice(("function", "int", "a b", "E\0")), True, True
        )
        for _ in range(rng.randrange(4))
    )
    places = (FunctionPlace("f", rng.choice((0, 1, 10**7)), None),)
    return messages.write_description(
        FileDescription("day4_ex1.py", names, None, (), False, "", places)
    )


def reply(rng: random.Random) -> bytes:
    crash = Crash(rng.choice(("ValueError", "E\0", "")), "text", rng.choice((None, 3, -1)), "s")
    answer = Answer("f", rng.choice((None, 1, 0.5, "x", [1])), (1,), (2,), crash)
    return messages.write_reply(rng.randrange(3), answer)


def damaged(rng: random.Random, content: bytes) -> bytes:
    """With some bytes changed, lost or doubled."""
    found = bytearray(content)
    for _ in range(rng.randrange(4)):
        place = rng.randrange(len(found) or 1)
        found[place : place + rng.randrange(3)] = rng.randbytes(rng.randrange(3))
    return bytes(found)


def replaced(rng: random.Random, content: bytes) -> bytes:
    """With one item of its list replaced by anything."""
    items = msgspec.json.decode(content)
    items[rng.randrange(len(items))] = value(rng)
    return encoded(items)


def encoded(message: Any) -> bytes:
    try:
        return msgspec.json.encode(message)
    except UnicodeEncodeError:
        return b'"\\ud800"'


def content(rng: random.Random) -> bytes:
    """One message of any kind."""
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: described(rng),
        lambda: reply(rng),
        lambda: damaged(rng, described(rng)),
        lambda: damaged(rng, reply(rng)),
        lambda: replaced(rng, described(rng)),
        lambda: replaced(rng, reply(rng)),
        lambda: encoded(value(rng)),
        lambda: b"[" * rng.randrange(2000),
        lambda: rng.randbytes(rng.randrange(200)),
    )
    return rng.choice(makers)()


VERBS = ("check", "asking", "result", "done", "open", "close", "interrupt", "x", 1, None)
RESULT = {
    "name": "test_f",
    "task": "1.1",
    "function": "f",
    "title": "It is right.",
    "outcome": "PASS",
    "points": 2,
    "max_points": 2,
}
OUTCOME = {"word": "PASS", "reason": "", "result": RESULT}


def of_a_checker(rng: random.Random) -> list[Any]:
    """What a broken checker could say: a verb and more, or anything."""
    if rng.random() < 0.2:
        return [value(rng) for _ in range(rng.randrange(3))]
    said = [0, OUTCOME] if rng.random() < 0.5 else [value(rng, 2) for _ in range(3)]
    return [[rng.choice(VERBS), *said[: rng.randrange(5)]]]
