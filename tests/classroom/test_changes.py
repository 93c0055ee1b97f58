"""
Whose grade has changed, and because of what.
"""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.adjustments import Adjustment
from autograder.classroom.changes import Change, Noted, changes, noted, reasons, write_changes
from autograder.classroom.grade import Grade
from autograder.grading.verdict import Outcome
from tests.classroom.fakes import report_of, verdict_of

NOTED = Noted("GRADED", ("a", "b"), {"1.1": 2}, {"1.1": 5.0, "total": 5.0})
TALK = (("1.1", 2.0, True),)


def changed(old: Noted, now: Noted) -> list[Change]:
    """What changed for ada between two rounds."""
    return changes({"ada": msgspec.json.encode(old).decode()}, [("ada", now)])


def with_points(noted: Noted, points: float | None, **more: object) -> Noted:
    now = msgspec.structs.replace(noted, points={"1.1": points, "total": points})
    return msgspec.structs.replace(now, **more)


REASONS = {
    "files": {"files": ("a", "c"), "judged": {"1.1": 1}, "adjusted": TALK},
    "kit": {"judged": {"1.1": 1}, "adjusted": TALK},
    "adjust": {"adjusted": TALK},
    "points": {},
}


@pytest.mark.parametrize("reason", REASONS)
def test_a_change_has_its_first_reason(reason: str) -> None:
    """
    Other files come before another verdict, that before adjust.csv, and that before the rules.
    """
    found = changed(NOTED, with_points(NOTED, 4.5, **REASONS[reason]))

    assert found == [
        Change("ada", "1.1", 5.0, 4.5, reason),
        Change("ada", "total", 5.0, 4.5, reason),
    ]


def test_another_status_is_a_matter_of_the_kit() -> None:
    """
    Work that was refused and is now judged from the same files changes because of the kit.
    """
    old = with_points(NOTED, None, status="REJECTED")

    assert ["kit", "kit"] == [one.because for one in changed(old, NOTED)]


def test_tasks_that_course_toml_leaves_out_are_a_matter_of_points() -> None:
    """
    Where all that was judged before is judged as before, fewer or more tasks are a changed rule.
    """
    wider = msgspec.structs.replace(
        NOTED, judged={"1.1": 2, "2.1": 3}, points={"1.1": 5.0, "2.1": 6.0, "total": 11.0}
    )

    assert {"points"} == {one.because for one in changed(NOTED, wider)}
    assert {"points"} == {one.because for one in changed(wider, NOTED)}


def test_who_is_new_has_not_changed() -> None:
    """
    The first grade of somebody is no change.
    """
    assert [] == changes({}, [("ada", NOTED)])


def test_only_other_numbers_are_changes() -> None:
    """
    New files with the same points, or a task that there was not, change what they change.
    """
    same = msgspec.structs.replace(NOTED, files=("x",), judged={"1.1": 0})
    more = msgspec.structs.replace(NOTED, points={**NOTED.points, "1.2": 1.0})

    named = {"points": {"day4_ex1 1.1": 5.0, "total": 5.0}, "judged": {"day4_ex1 1.1": 2}}

    assert [] == changed(NOTED, same)
    assert [] == changed(NOTED, msgspec.structs.replace(NOTED, **named))
    assert [Change("ada", "1.2", None, 1.0, "points")] == changed(NOTED, more)
    assert [Change("ada", "1.2", 1.0, None, "points")] == changed(more, NOTED)


def test_a_grade_is_noted_with_what_it_comes_from() -> None:
    """
    A note has the files, what passed, the points and the lines of adjust.csv.
    """
    report = report_of("ada", "GRADED", verdict_of(Outcome.PASS))
    grade = Grade(report, total=98.0, handed=("x", "y"))
    found = noted(grade, [Adjustment("ada", "", -2.0, is_change=True, why="late")])

    assert (("x", "y"), (("", -2.0, True),)) == (found.files, found.adjusted)
    assert 98.0 == found.points["total"]
    assert (12.0, 4) == (found.points["day4_ex1 1.1"], found.judged["day4_ex1 1.1"])


def test_open_points_are_noted_as_open() -> None:
    """
    A task that nobody has decided has no points, and neither has somebody who was refused.
    """
    undecided = noted(Grade(report_of("ada", "UNDECIDED", verdict_of(Outcome.UNDECIDED))))
    refused = noted(Grade(report_of("ada", "REJECTED")))

    assert {None} == set(undecided.points.values())
    assert {"total": None} == refused.points


POINTS = st.none() | st.floats(0, 100, allow_nan=False)
NOTES = st.builds(
    Noted,
    st.sampled_from(["GRADED", "REJECTED"]),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
    st.dictionaries(st.text(max_size=3), st.integers(0, 4), max_size=2),
    st.dictionaries(st.text(max_size=3), POINTS, max_size=3),
    st.lists(st.tuples(st.text(max_size=3), POINTS, st.booleans()), max_size=2).map(tuple),
)


@given(NOTES)
def test_identical_grades_have_no_changes(one: Noted) -> None:
    """
    What was noted and read again is the same.
    """
    assert [] == changed(one, one)


@given(NOTES, NOTES)
def test_changes_lead_from_one_grade_to_the_other(old: Noted, now: Noted) -> None:
    """
    Each change names an old and a new number that differ, and there and back are as many.
    """
    there, back = changed(old, now), changed(now, old)

    assert all(
        (one.before, one.after) == (old.points.get(one.task), now.points.get(one.task))
        for one in there
    )
    assert all(one.before != one.after for one in there)
    assert {one.task for one in there} == {one.task for one in back}


def test_the_file_of_changes() -> None:
    """
    Points are numbers with at most two decimals or empty, and no cell is a formula or a date.
    """
    file = StringIO()
    found = [
        Change("=ada", "2.3", None, 4.0, "kit"),
        Change("bob", "total", 87.456, None, "files"),
        Change("bob", "2.3", 100.0, 0.0, "files"),
    ]
    write_changes(file, found)

    expected = [
        "id,task,before,after,because of",
        "'=ada,task 2.3,,4,kit",
        "bob,total,87.46,,files",
        "bob,task 2.3,100,0,files",
    ]
    assert expected == file.getvalue().splitlines()


def test_people_are_counted_once() -> None:
    """
    Somebody with several changes is one person.
    """
    found = [
        Change("ada", "2.3", 1.0, 2.0, "kit"),
        Change("ada", "total", 1.0, 2.0, "kit"),
        Change("bob", "total", 1.0, 2.0, "adjust"),
    ]

    assert "1 because of kit, 1 because of adjust" == reasons(found)
    assert "2 because of kit" == reasons([replace(one, because="kit") for one in found])
    assert "" == reasons([])


def test_a_bonus_changes_apart_from_the_total() -> None:
    """
    A changed bonus has its own line; people without one get none.
    """
    report = report_of("ada", "GRADED", verdict_of(Outcome.PASS))
    before, after = (noted(Grade(report, bonus=bonus)) for bonus in (0.0, 4.5))
    file = StringIO()
    old = {"ada": msgspec.json.encode(before).decode()}
    write_changes(file, changes(old, [("ada", after)]))

    assert "bonus" not in before.points
    assert "ada,bonus,,4.5,points" == file.getvalue().splitlines()[1]
