"""
Entries, and the names of exercises.

Long, because every odd name has a case.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.entries import (
    FILE,
    UNPACKED,
    Names,
    file_name,
    id_of,
    limit_of,
    printable,
    shown,
    size_text,
)
from tests.classroom.rooms import NAMES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ada", "ada"),
        ("e\u0301", "\u00e9"),
        ("a\udcff", "a\\xff"),
        ("a\tb", "a\\tb"),
        ("a\ud800", "a\\ud800"),
        ("\udc41", "\\udc41"),
        ("../x", "../x"),
    ],
)
def test_an_id_has_one_spelling(name: str, expected: str) -> None:
    """
    A name from two systems is the same id, which can be printed anywhere.
    """
    assert expected == id_of(name)


SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,79}")
NASTY = [
    *("../../etc/passwd", "/etc/passwd", "C:\\x", "..", ".", "", " ", "a/b", "a\\b", "a:b", "-rf"),
    *("con", "CON", "nul.txt", "com1", "lpt9.tar.gz", "aux.", "a.", "a ", ".hidden", "~", "$HOME"),
    *(
        "Ada",
        "ada lovelace",
        "\u00e9",
        "\u202egpj",
        "a" * 300,
        "*?",
        "<script>",
        "ada-0123456789abcdef0123",
    ),
]


@pytest.mark.parametrize("name", ["ada", "12345", "200+201", "al_3-x.y", "submission_1"])
def test_a_plain_id_is_its_own_name(name: str) -> None:
    """
    An id that is a safe file name is used unchanged.
    """
    assert name == file_name(name)


@pytest.mark.parametrize("name", NASTY)
def test_any_other_id_is_made_safe(name: str) -> None:
    """
    No file name leads out of the folder, is a Windows device, or depends on case or ending.
    """
    made = file_name(name)

    assert SAFE.fullmatch(made)
    assert made != name
    assert made.split(".")[0].lower() not in {"con", "nul", "aux", "com1", "lpt9"}


@given(st.lists(st.text(max_size=20) | st.sampled_from(NASTY), unique=True))
def test_different_ids_have_different_files(ids: list[str]) -> None:
    """
    Even where case is ignored, no two ids share a file.
    """
    assert len(ids) == len({file_name(name).casefold() for name in ids})


def test_a_name_that_looks_like_a_made_one_is_made_anew() -> None:
    """
    Nobody can choose an id that takes somebody else's file.
    """
    assert file_name(file_name("Ada").lower()) != file_name("Ada").lower()


def test_a_pair_of_ids_with_one_short_hash_has_two_files() -> None:
    """
    Two ids that agree in the first 32 bits of their hash, which are quickly found, stay apart.
    """
    assert file_name("Ada $);=Lovelace") != file_name("Ada (&)*Lovelace")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ada", "ada"),
        ("Z\u00f6e", "Z\u00f6e"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb", "a\\nb"),
        ("\u202egpj", "\\u202egpj"),
        ("\ud800", "\\ud800"),
        ("\0", "\\x00"),
    ],
)
def test_what_does_not_print_is_escaped(text: str, expected: str) -> None:
    """
    Letters of any script stay; characters that move the cursor or the reading direction do not.
    """
    assert expected == printable(text)


@given(st.text())
def test_shown_names_are_short(name: str) -> None:
    """
    A name of any length and content fits into a sentence.
    """
    assert shown(name).isprintable()
    assert len(shown(name)) <= 60


@pytest.mark.parametrize(
    ("size", "expected"),
    [(FILE[".py"], "256 KiB"), (FILE[".ipynb"], "16 MiB"), (UNPACKED, "1 GiB")],
)
def test_a_size_is_reported_in_its_unit(size: int, expected: str) -> None:
    """
    Every limit reads as a person would say it.
    """
    assert expected == size_text(size)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("day4_ex1.py", "day4_ex1.py"),
        ("Day4_Ex2.PY", "day4_ex2.py"),
        ("day4_ex1 (2).py", "day4_ex1.py"),
        ("day4_ex1(2).ipynb", "day4_ex1.ipynb"),
        ("day4_ex1-3.py", "day4_ex1.py"),
        ("day4_ex1 copy.py", "day4_ex1.py"),
        ("day4_ex3.py", None),
        ("day4_ex1.pyc", None),
        ("day4_ex1.py.txt", None),
        ("my_day4_ex1.py", None),
        ("._day4_ex1.py", None),
        ("day4_ex1.py\n", None),
        ("day4_ex1.py ", None),
        ("day4_ex1\u200b.py", None),
        ("d\u0430y4_ex1.py", None),
        ("day4_ex1.\u0131pynb", None),
        ("day4_ex1.\u0130PYNB", None),
        ("DAY4_EX1.\u0131PYNB", None),
        ("day4_ex1 (\u0663).py", None),
        ("day\uff14_ex1.py", None),
    ],
)
def test_a_name_is_an_exercise_or_not(name: str, expected: str | None) -> None:
    """
    A copy's number and capitals do not hide an exercise; anything else is another file.
    """
    assert expected == NAMES.canonical(name)


@given(st.text(alphabet="day4_ex1.pyinb \u0131\u0130\u017f\u212aPYINBKS()0123456789\u0663"))
def test_every_exercise_that_is_found_is_one_that_is_asked_for(name: str) -> None:
    """
    Whatever a file is called, it counts as one of the exercises asked for, or not at all.
    """
    found = Names(("day4_ex1", "kiss")).canonical(name)

    assert found in {None, "day4_ex1.py", "day4_ex1.ipynb", "kiss.py", "kiss.ipynb"}
    assert found is None or limit_of(found)


def test_missing_exercises_are_reported() -> None:
    """
    A script or a notebook is enough for an exercise not to be missing.
    """
    assert ("day4_ex2",) == NAMES.missing({"day4_ex1.ipynb"})
    assert () == NAMES.missing({"day4_ex1.py", "day4_ex2.py"})
