"""
Whose row is whose.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebooks.matching import matched, plain
from tests.classroom.gradebooks.ledgers import graded

IDS = st.sampled_from("abcAB")


@given(
    st.lists(st.tuples(IDS, IDS), max_size=5),
    st.lists(st.tuples(IDS, IDS, st.sampled_from(["id", "sis user id"])), max_size=5),
)
def test_nobody_is_guessed(rows: list[tuple[str, str]], people: list[tuple[str, str, str]]) -> None:
    """
    A grade goes only to a row that shares an id; each has one row or is named, and vice versa.
    """
    grades = [graded(name, 1.0, ids={title: other}) for name, other, title in people]
    table = {n: {"id": one, "sis user id": two} for n, (one, two) in enumerate(rows)}
    found = matched(grades, table)

    for row, grade in found.rows.items():
        ids = {grade.report.submission, *grade.contact.ids.values()}
        assert {one.casefold() for one in ids} & {one.casefold() for one in rows[row]}
    placed = [grade.report.submission for grade in found.rows.values()]
    assert sorted([*placed, *found.unmatched]) == sorted(name for name, _, _ in people)


def test_a_blank_is_no_id() -> None:
    """
    People without a login do not belong to rows without one.
    """
    found = matched([graded("ada", 1.0, ids={"login": ""})], {1: {"id": "", "sis login id": ""}})

    assert ("ada",) == found.unmatched


def test_a_guessed_column_finds_nobody() -> None:
    """
    What only may be an id, because its column has no known title, finds no row.
    """
    found = matched([graded("ada", 1.0, ids={"guessed 3": "555"})], {1: {"id": "555"}})

    assert ("ada",) == found.unmatched


def test_one_spelling_is_as_good_as_another() -> None:
    """
    Capitals, spaces around an id, and how an accent is composed make no difference.
    """
    found = matched([graded("JU\u0308RGEN", 1.0, ids={})], {7: {"id": " j\u00fcrgen "}})

    assert [7] == [*found.rows]


def test_a_namesake_in_the_roster_has_no_row() -> None:
    """
    If the same person is in the ledger twice, no one decides which grade counts.
    """
    found = matched([graded("ada", 1.0), graded("ada", 2.0)], {1: {"id": "ada"}})

    assert ({}, ("ada", "ada")) == (dict(found.rows), found.unmatched)


def test_titles_are_plain() -> None:
    """
    A title is known whatever its accents, capitals and apostrophes are.
    """
    assert "numero d'identification" == plain(" Num\u00e9ro d\u2019identification")
