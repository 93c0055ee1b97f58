"""
The listing of all messages, and what holds for each of them.
"""

from __future__ import annotations

import re

from autograder.authoring.listing import listing, sections
from autograder.mistakes.catalogue import UNKNOWN

ALL = [wording for section in sections() for wording in section.wordings]
BEGINS = re.compile(r"[A-Z\d{]|theta|float|sp\.|np\.|[fy] is|quad")
GAP = re.compile(r"\.\.\.|  | [.,:;?](\s|$)")
ELLIPSES = ("2.718...", "x**2 ...")
"""Those that belong to the mathematics of a sentence."""


def is_whole(sentence: str) -> bool:
    """Whether a text begins and ends as a sentence does, and nothing in it is cut out."""
    for ellipsis in ELLIPSES:
        sentence = sentence.replace(ellipsis, "e")
    return bool(BEGINS.match(sentence)) and sentence[-1] in ".?!)" and not GAP.search(sentence)


def test_withheld_values_leave_a_sentence() -> None:
    """
    A message with a value that may give an input away has a safe sentence; no other message has
    one.
    """
    assert [] == [one for one in ALL if bool(one.withheld(one.message)) != bool(one.without)]
    assert [] == [one for one in ALL if one.withheld(one.without) or one.guarded == UNKNOWN]


def test_sentences_read_well_without_values() -> None:
    """
    What feedback says is a whole sentence, in ASCII, and never has a gap.
    """
    assert [] == [one.guarded for one in ALL if not is_whole(one.guarded)]
    assert [] == [one.guarded for one in ALL if not one.guarded.isascii()]


def test_a_gap_is_seen() -> None:
    """
    A sentence with a value cut out, or without its end, is not a whole one.
    """
    assert is_whole("Your number is too large.")
    assert not any(map(is_whole, ["It is ... times that.", "It is  times.", "It is .", "It is"]))


def test_every_sentence_is_listed() -> None:
    """
    The page has each key with its sentence, and the sentence without values where it differs.
    """
    page = listing().replace("\\", "")

    assert [] == [one for one in ALL if f"- `{one.key}`: {one.message}\n" not in page]
    assert [] == [one for one in ALL if f": {one.guarded}\n" not in page]


def test_every_task_has_its_section() -> None:
    """
    Each task has a heading with at least one mistake, and there are notes and exceptions.
    """
    titles = {section.title for section in sections() if section.wordings}

    assert {"1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"} <= {
        word for title in titles for word in title.split()
    }
    assert {"Any exercise", "day4_ex1, notes", "day4_ex2, exceptions"} <= titles


def test_the_listing_is_the_same_every_time() -> None:
    """
    The page is the same text whenever it is made.
    """
    assert listing() == listing()
