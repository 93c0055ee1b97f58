"""
The table in a roster.
"""

from __future__ import annotations

import csv

import pytest

from autograder.classroom.roster_table import GUESSED, table

ROWS = [["ada", "Ada"], ["bob", "Bob"]]


@pytest.mark.parametrize(
    "text",
    [
        "id,name\nada,Ada\nbob,Bob\n",
        "ID;Name\r\nada;Ada\r\nbob;Bob\r\n",
        "id\tname\rada\tAda\rbob\tBob",
        "sep=|\nid|name\nada|Ada\nbob|Bob\n",
        "Day 4, autumn\n\n2 people,,\nid,name\nada,Ada\n,\nbob,Bob\n",
        "Íd, Name \n ada , Ada\n bob , Bob \n",
    ],
    ids=["comma", "semicolon", "tab", "marked", "titles", "accent"],
)
def test_header_and_rows_are_found(text: str) -> None:
    """
    Whatever separates the cells and stands above the header, the same table is read.
    """
    assert (["id", "name"], ROWS) == table(text)


def test_a_column_of_numbers_may_hold_ids() -> None:
    """
    A column of an unknown title with another word in each row is marked, one that counts is not.
    """
    header, _ = table("name,no,badge,town\nAda,1,x7,Rome\nBob,2,x9,Rome\n")

    assert ["name", "no", f"{GUESSED}2", "town"] == header


@pytest.mark.parametrize(
    "word", ["Teilnehmer ", "Teilnehmer/in", "Teilnehmer/in ", "\u53c2\u52a0\u8005", "Uczestnik "]
)
def test_participants_become_numbers(word: str) -> None:
    """
    Moodle's participants are ids by their numbers, and keep the whole text as one more name.
    """
    header, rows = table(f"Kennung,Vollständiger Name\n{word}12,Ada\n{word}13,Bob\n")

    assert ["id", "login"] == header[:2]
    assert [["12", f"{word}12", "Ada"], ["13", f"{word}13", "Bob"]] == rows


def test_logins_are_no_participants() -> None:
    """
    A login that ends in a number is an id as it is.
    """
    _, rows = table("Kennung,Name\nstudent12,Ada\nstudent13,Bob\n")

    assert ["student12", "student13"] == [row[0] for row in rows]


def test_a_quote_that_does_not_end_names_the_line() -> None:
    """
    What cannot be read as CSV is reported with its line in the file.
    """
    with pytest.raises(csv.Error, match="line 3 "):
        table('sep=,\nid,name\n"ada,Ada\n')
