"""
The offline grading worksheet of Moodle.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebooks.filled import Filled
from autograder.classroom.gradebooks.moodle import fill
from autograder.grading.errors import KitError
from tests.classroom.gradebooks.ledgers import (
    NASTY,
    SMALL,
    TOTALS,
    csv_text,
    golden,
    graded,
    ledger,
    moodle_reads,
)

ENGLISH = {
    "id": "Identifier",
    "name": "Full name",
    "mail": "Email address",
    "status": "Status",
    "grade": "Grade",
    "most": "Maximum grade",
    "changeable": "Grade can be changed",
    "submitted": "Last modified (submission)",
    "modified": "Last modified (grade)",
    "comments": "Feedback comments",
}
GERMAN = {
    "id": "ID",
    "name": "Vollst\u00e4ndiger Name",
    "mail": "E-Mail-Adresse",
    "status": "Status",
    "grade": "Bewertung",
    "most": "Bestwertung",
    "changeable": "Bewertung kann ge\u00e4ndert werden",
    "submitted": "Zuletzt ge\u00e4ndert (Abgabe)",
    "modified": "Zuletzt ge\u00e4ndert (Bewertung)",
    "comments": "Feedback als Kommentar",
}
ICELANDIC = {
    key: f"{title} \u00fe" for key, title in ENGLISH.items() if key not in {"mail", "comments"}
}
LANGUAGES = {
    "English": (ENGLISH, "Participant ", "Yes", "100.00"),
    "German": (GERMAN, "Teilnehmer/in ", "Ja", "100,00"),
    "unknown": (ICELANDIC, "\u00deattakandi", "Maybe", "100"),
}


def sheet(people: int, language: str = "English", sign: str = ",", **cells: str) -> str:
    """A worksheet. cells: what is not as usual in the first row."""
    titles, participant, yes, most = LANGUAGES[language]
    usual = {"status": "Submitted", "grade": "", "most": most, "changeable": yes, "comments": ""}
    rows = [
        {
            **usual,
            "id": f"{participant}{100 + n}",
            "name": NASTY[n % len(NASTY)],
            "mail": f"p{n}@uni.edu",
            "submitted": "Friday, 1 May 2026, 10:00 AM",
            "modified": "-",
            **({} if n else cells),
        }
        for n in range(people)
    ]
    return csv_text([[*titles.values()], *([row[key] for key in titles] for row in rows)], sign)


def filled(tmp_path: Path, text: str, *grades: Any, **more: Any) -> tuple[Filled, bytes]:
    """What was filled, and the copy."""
    (tmp_path / "sheet.csv").write_bytes(text.encode())
    made = fill(tmp_path / "sheet.csv", tmp_path / "out.csv", ledger(grades, **more))
    return made, (tmp_path / "out.csv").read_bytes()


def read(content: bytes, language: str = "English") -> dict[str, tuple[float | None, str]]:
    titles, participant, *_ = LANGUAGES[language]
    return moodle_reads(content, titles, participant)


def test_the_golden_copy(tmp_path: Path) -> None:
    """
    A worksheet as Moodle exports it, in German, is filled byte for byte.
    """
    (tmp_path / "in.csv").write_bytes(golden("moodle.csv"))
    grades = [
        graded("924", 87.5, verdict=SMALL, why="Gut!"),
        graded("925", None),
        graded("926", 3.0),
    ]

    made = fill(tmp_path / "in.csv", tmp_path / "out.csv", ledger(grades))

    assert "filled 1, empty 1 (925), unmatched 0, left alone 1 (926)" == made.sentence
    assert golden("moodle-filled.csv") == (tmp_path / "out.csv").read_bytes()


@given(
    st.lists(TOTALS, min_size=1, max_size=12),
    st.sampled_from([*LANGUAGES]),
    st.randoms(use_true_random=False),
)
def test_the_importer_reads_the_grades(
    totals: list[float | None], language: str, dice: Any
) -> None:
    """
    In every language the importer reads everybody's grade, with a comment where it takes one.
    """
    grades = [graded(str(100 + n), total, ids={}) for n, total in enumerate(totals)]
    expected = {one.report.submission: one.total for one in grades}
    dice.shuffle(grades)
    with TemporaryDirectory() as folder:
        made, content = filled(Path(folder), sheet(len(totals), language), *grades)
    found = read(content, language)
    comments = [comment for points, comment in found.values() if points is not None]

    assert len(grades) == made.filled + len(made.empty)
    assert expected == {who: points for who, (points, _) in found.items()}
    assert all(one.startswith("Points: ") == (language != "unknown") for one in comments)
    assert all(not comment for points, comment in found.values() if points is None)


@pytest.mark.parametrize("who", ["100", "Participant 100", "p0@uni.edu", "P0@UNI.EDU"])
def test_people_are_found_by_number_and_address(tmp_path: Path, who: str) -> None:
    """
    The number of the participant, with its word or without, and the address find a row.
    """
    made, content = filled(tmp_path, sheet(3), graded(who, 4.0, ids={}))

    assert (1, ()) == (made.filled, made.unmatched)
    assert 4.0 == read(content)["100"][0]


def test_nobody_is_found_by_a_name(tmp_path: Path) -> None:
    """
    A name that matches exactly is not an id, and the file stays unchanged.
    """
    text = sheet(1, name="Ada Lovelace")
    made, content = filled(tmp_path, text, graded("Ada Lovelace", 4.0, name="Ada Lovelace"))

    assert ("Ada Lovelace",) == made.unmatched
    assert text.encode() == content


def test_a_locked_grade_is_left_alone(tmp_path: Path) -> None:
    """
    Where Moodle says that a grade cannot be changed, nothing is changed, and the id is named.
    """
    text = sheet(2, changeable="No", grade="3.00")
    made, content = filled(tmp_path, text, graded("100", 4.0))

    assert ("100",) == made.kept
    assert text.encode() == content


def test_more_than_the_maximum_is_left_alone(tmp_path: Path) -> None:
    """
    Moodle would drop a grade above its maximum without a word, so the id is named.
    """
    text = sheet(2).replace("100.00", "50.00")
    made, content = filled(tmp_path, text, graded("100", 51.0), graded("101", 50.0))

    assert (1, ("100",)) == (made.filled, made.kept)
    assert "Grade counts 50 points there and 100 in the course" in made.remarks[0]
    assert [None, 50.0] == [points for points, _ in read(content).values()]


def test_a_blank_takes_nothing_away(tmp_path: Path) -> None:
    """
    A grade that is there outlives a person without one.
    """
    text = sheet(1, grade="3.00")
    made, content = filled(tmp_path, text, graded("100", None))

    assert (("100",), text.encode()) == (made.kept, content)


def test_comments_of_others_are_kept(tmp_path: Path) -> None:
    """
    A comment of the instructor stays; one of an earlier export is replaced.
    """
    _, mine = filled(tmp_path, sheet(1, comments="Well done"), graded("100", 4.0))
    _, ours = filled(tmp_path, sheet(1, comments="<p>Points: 3 of 100.</p>"), graded("100", 4.0))

    assert (4.0, "Well done") == read(mine)["100"]
    assert read(ours)["100"][1].startswith("Points: 4 of 100.")


def test_a_comment_is_no_markup(tmp_path: Path) -> None:
    """
    Moodle shows a comment as HTML, so what a person wrote is escaped in it.
    """
    _, content = filled(tmp_path, sheet(1), graded("100", 4.0, why="<b>x</b>"))

    assert read(content)["100"][1].endswith("&lt;b&gt;x&lt;/b&gt;")


def test_a_column_can_be_named(tmp_path: Path) -> None:
    """
    Where titles and numbers leave it open, the refusal lists the columns, and a title decides.
    """
    text = sheet(1, "unknown").replace("Full name \u00fe", "Points")
    text = (
        text.replace("Status \u00fe", "100").replace("Submitted", "100").replace('"Doe, Jr"', "5")
    )
    with pytest.raises(KitError, match=r"which column holds the grades.*Points, 100, Grade"):
        filled(tmp_path, text, graded("100", 4.0))
    made, _ = filled(tmp_path, text, graded("100", 4.0), column="Grade \u00fe")

    assert 1 == made.filled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,grade\nada,3\n", "is not a grading worksheet of Moodle"),
        (sheet(1, most="Good\nBad"), "graded on a scale"),
        (sheet(1).replace("Grade,", "Points,"), ""),
    ],
    ids=["foreign", "scale", "unknown title"],
)
def test_what_cannot_be_filled_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """
    Foreign files and scales are refused in a sentence; an unknown title is recognised by its cells.
    """
    if not said:
        assert 1 == filled(tmp_path, text, graded("100", 4.0))[0].filled
        return
    with pytest.raises(KitError, match=said) as caught:
        filled(tmp_path, text, graded("100", 4.0))
    assert 2 == caught.value.exit_code
    assert not (tmp_path / "out.csv").exists()


def test_a_bonus_fills_up_to_the_maximum(tmp_path: Path) -> None:
    """
    Moodle takes no more than its maximum, and nobody loses the core over a bonus beyond it.
    """
    grades = [replace(graded(f"10{n}", core), bonus=12.0) for n, core in enumerate((100.0, 80.0))]
    made, content = filled(tmp_path, sheet(2), *grades)

    assert (2, ()) == (made.filled, made.kept)
    assert [100.0, 92.0] == [points for points, _ in read(content).values()]
    assert b"Points: 100 of 100 +12 bonus." in content
