"""
What the journal says of one person's grade.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.explanation import explanation, grade_of, lines_of
from autograder.classroom.grade import Contact, Grade, Round
from autograder.grading.errors import KitError
from autograder.grading.verdict import Outcome
from autograder.sandbox.status import Status
from tests.classroom.fakes import handed_in, report_of, verdict_of

NASTY = "a\x1b[31m\u202e\nb"
ROUND = Round(3, "2026-11-24T17:55:00+00:00", {"kit": "2026.1.0", "numpy": "2.4.6"}, "ab12cd")
FILES = {"hand-ins/1/day4_ex1.py": "e3b0c442" * 8}


def grade(submission: str = "924", *outcomes: Outcome, name: str = "Ada Lovelace") -> Grade:
    verdict = verdict_of(*outcomes or (Outcome.PASS, Outcome.FIX, Outcome.TODO))
    report = report_of(submission, "GRADED", verdict, level="namespaces", name=name)
    report = replace(report, seconds=1.25, cpu=0.75, memory=54 << 20)
    when = "2026-11-24T17:53:28+01:00"
    more = {"raw": 40.0, "penalty": 8.0, "total": 32.0, "max_points": 100.0}
    return Grade(report, submitted=when, late=2, hand_in=handed_in(FILES), round=ROUND, **more)


def text(one: Grade, task: str = "", *, for_person: bool = False) -> str:
    return "\n".join(lines_of(explanation(one, task, for_person=for_person)))


CLASS = [
    replace(grade("924"), contact=Contact("ada@school.org", "lovelace", "A", {"sid": "s-77"})),
    replace(grade("925", name="Alan Turing"), contact=Contact("alan@school.org", "turing")),
    replace(grade("Max", name="Max Noether"), contact=Contact("max@school.org", "shared")),
    replace(grade("max", name="Max Born"), contact=Contact("born@school.org", "shared")),
]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        *(("924", 0), ("ADA@school.org", 0), ("lovelace", 0), ("S-77", 0), ("Turing", 1)),
        *(("Max", 2), ("max", 3)),
    ],
)
def test_a_person_is_found_by_id_address_or_login(typed: str, place: int) -> None:
    """
    Anything that identifies one person finds that person, and an id as it is goes first.
    """
    assert CLASS[place] is grade_of(CLASS, typed)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("92", "Do you mean Ada Lovelace (924) or Alan Turing (925)?"),
        ("love", "Do you mean Ada Lovelace (924)?"),
        ("ada", "Do you mean Ada Lovelace (924)?"),
        ("926", "Do you mean Alan Turing (925) or Ada Lovelace (924)?"),
        ("zzz", "There are ids such as 924, 925 and Max."),
        ("", "There are ids such as 924, 925 and Max."),
    ],
)
def test_an_unknown_id_names_the_nearest(typed: str, hint: str) -> None:
    """
    An id that nobody has is refused in a sentence that names people near it and takes none.
    """
    with pytest.raises(KitError, match="Nobody here has the id") as caught:
        grade_of(CLASS, typed)

    assert str(caught.value).endswith(hint)
    assert 2 == caught.value.exit_code


def test_an_id_of_two_people_is_nobodys() -> None:
    """
    What two people are called by is refused, and both are named.
    """
    with pytest.raises(KitError, match=r"may be Max Noether \(Max\) and Max Born \(max\)"):
        grade_of(CLASS, "shared")


def test_a_course_without_grades_is_said_to_have_none() -> None:
    """
    Before anything is graded, nobody is near to any id.
    """
    with pytest.raises(KitError, match="There are no grades yet"):
        grade_of([], "924")


def test_everything_is_said_about_a_grade() -> None:
    """
    Who, when, which files, with what, how long and each check are in the text.
    """
    said = text(grade())

    assert [] == [
        line
        for line in (
            "Ada Lovelace (924)",
            "  handed in   : 2026-11-24 17:53:28+01:00",
            "  points      : 32.0 of 100",
            "  late        : handed in 2 days late: -8.0 points",
            "  file        : hand-ins/1/day4_ex1.py",
            f"  sha256      : {'e3b0c442' * 8}",
            "  graded      : in round 3, 2026-11-24 17:55:00+00:00",
            "  versions    : kit 2026.1.0, numpy 2.4.6",
            "  secret      : ab12cd",
            "  seed        : secret seed",
            "  resources   : 1.2 s, 0.8 s of computing, 54 MiB",
            "  isolation   : namespaces",
            "    asked       : definite_integral(17*x, x, 0, 1)",
            "    returned    : 1717",
            "    mistake     : factor",
            "    where       : day4_ex1.py:3",
        )
        if line not in said.splitlines()
    ]


def test_every_check_is_said() -> None:
    """
    Each check has its word, its points and its title, in the order of the verdict.
    """
    one = grade()
    words = {Outcome.PASS: "PASS", Outcome.FIX: "FIX ", Outcome.TODO: "TODO"}
    checks = one.report.verdict.checks if one.report.verdict else ()

    assert [
        f"{words[Outcome(c.outcome)]} {c.points}/{c.max_points}  {c.title}" for c in checks
    ] == [section.heading for section in explanation(one) if section.is_check]


def test_one_task_is_said_alone() -> None:
    """
    With the number of a task, the checks of all others are left out.
    """
    said = text(grade(), "2.3")

    assert ["2.3"] == [line[:3] for line in said.splitlines() if line[1:2] == "."]


@given(st.integers(20, 80))
def test_no_line_is_longer_than_the_screen(width: int) -> None:
    """
    However narrow a terminal is, every line fits.
    """
    lines = lines_of(explanation(grade()), width)

    assert width >= max(map(len, lines))


def test_a_person_gets_no_hidden_input() -> None:
    """
    The text for the person has neither inputs, returned values, values in messages nor the seed.
    """
    said = text(grade("ada"), for_person=True)

    assert "17" not in said.replace("17:5", "")
    assert "secret" not in said
    assert "computing" not in said
    assert "Your number is a multiple of the area." in " ".join(said.split())


@pytest.mark.parametrize("for_person", [True, False])
def test_what_was_not_judged_is_explained(*, for_person: bool) -> None:
    """
    Without a verdict, the status and its reason are all there is, for the person too.
    """
    one = Grade(report_of("924", "REJECTED", None, "It is an archive in an archive."))
    said = " ".join(text(one, for_person=for_person).split())

    assert "REJECTED" in said
    assert "It is an archive in an archive." in said
    assert "none: nothing was judged" in said


def test_a_reason_for_the_instructor_stays_there() -> None:
    """
    What a submission was stopped for is for the instructor alone, as is a fault of the grader.
    """
    report = replace(report_of("924", "TIMEOUT", None, "Stopped at 17."), traceback="a\nE: 17\n")

    assert "17" in text(Grade(report))
    assert "fault       : E: 17" in text(Grade(report))
    assert "17" not in text(Grade(report), for_person=True)


def test_nothing_steers_a_terminal() -> None:
    """
    Whatever names, paths and messages hold, every character of the text prints as itself.
    """
    verdict = verdict_of(Outcome.FIX, message=NASTY)
    report = report_of("924", "FORBIDDEN", verdict, NASTY, level=NASTY, name=NASTY)
    one = Grade(report, why=NASTY, hand_in=handed_in({NASTY: NASTY}), submitted=NASTY)

    assert all(character.isprintable() or character == "\n" for character in text(one))


@pytest.mark.parametrize("status", Status)
def test_every_status_has_an_explanation(status: Status) -> None:
    """
    No status that a report can have is without its text.
    """
    if status in {Status.PASS, Status.FAIL}:
        return

    assert status.value in text(Grade(report_of("924", status)))


def test_the_same_is_there_for_programs() -> None:
    """
    As JSON, there are the same headings and texts.
    """
    sections = explanation(grade(), "2.3")
    data = msgspec.json.decode(msgspec.json.encode(sections))

    assert [one.heading for one in sections] == [one["heading"] for one in data]
    assert [list(f) for s in sections for f in s.fields] == [f for s in data for f in s["fields"]]
