"""
The parts of the report that name people.
"""

from __future__ import annotations

from dataclasses import replace

from autograder.classroom.class_figures import ClassFigures, Time, figures_of
from autograder.classroom.grade import Grade
from autograder.classroom.report_people import (
    COMPUTED,
    MISTAKES,
    MOST,
    SHOWN,
    WAITED,
    concerns,
    mistakes,
    ranking,
    resemblances,
    times,
)
from autograder.classroom.resemblance import Work
from autograder.grading.verdict import UNREADABLE, Outcome, Verdict
from autograder.mistakes.catalogue import Diagnosis
from tests import outline
from tests.classroom.fakes import report_of, verdict_of
from tests.classroom.well_formed import Page


def with_mistakes(name: str, keys: dict[str, str]) -> Grade:
    """Of somebody with these mistakes, by task, in the first check of it."""
    tasks = []
    for task in verdict_of(Outcome.PASS).tasks:
        first, *others = task.checks
        if key := keys.get(task.task):
            said = Diagnosis(key, f"{key} at {{r}}", {"r": "1717"}, f"{key}.")
            first = replace(first, outcome=Outcome.FIX, points=0, diagnosis=said)
        tasks.append(replace(task, checks=(first, *others)))
    return Grade(report_of(name, "GRADED", Verdict(tuple(tasks), "")))


def test_mistakes_are_ranked_by_people() -> None:
    """
    The most frequent mistake comes first, with the ids behind it.
    """
    people = [with_mistakes("ada", {"1.2": "sign"}), with_mistakes("bob", {"1.2": "sign"})]
    found = figures_of([*people, with_mistakes("eve", {"1.1": "factor"})])

    assert [
        (("1.2",), "sign", "sign.", ("ada", "bob")),
        (("1.1",), "factor", "factor.", ("eve",)),
    ] == ranking(found)


def test_one_mistake_in_several_tasks_is_one() -> None:
    """
    A file that Python cannot read is one mistake, though all of its tasks wait for it.
    """
    found = figures_of([with_mistakes("ada", dict.fromkeys(("1.1", "1.2", "1.3"), UNREADABLE))])

    assert [("1.1", "1.2", "1.3")] == [one.tasks for one in ranking(found)]


def test_many_ids_are_opened() -> None:
    """
    Behind a frequent mistake a few ids are in sight and all of them can be opened; rare mistakes
    have to be opened, too.
    """
    people = [with_mistakes(f"p{n:02}", {"1.1": "often", "1.2": f"rare_{n}"}) for n in range(20)]
    text = "".join(mistakes(figures_of(people)))

    assert "<summary>Who: p00, p01, p02 and 17 more</summary>" in text
    assert f"<summary>{21 - MISTAKES} rarer mistakes</summary>" in text
    assert ", ".join(f"p{n:02}" for n in range(20)) in text
    assert "1717" not in text


def test_where_a_person_decides_comes_first() -> None:
    """
    Open points come first, then what was forbidden or refused, then the rest, each with its
    meaning.
    """
    undecided = Grade(report_of("bob", "UNDECIDED", verdict_of(Outcome.UNDECIDED)))
    others = [Grade(report_of("x", one, reason="Why.")) for one in ("NOT_SUBMITTED", "FORBIDDEN")]
    page = Page("".join(concerns(figures_of([*others, undecided]))))

    places = [page.text.index(one) for one in ("UNDECIDED: 1", "FORBIDDEN: 1", "NOT_SUBMITTED: 1")]
    assert sorted(places) == places
    assert f"bob{outline.MOST}" in page.text
    assert "Nothing was handed in" in page.text


def test_open_points_without_a_status_are_a_case() -> None:
    """
    Somebody whose points are open needs a look, whatever the status.
    """
    grade = Grade(report_of("bob", "GRADED", verdict_of(Outcome.UNDECIDED)))
    text = "".join(concerns(figures_of([grade])))

    assert "GRADED: 1" in text
    assert f"{outline.MOST} points in all wait for a person to decide." in text


def test_nobody_needs_a_look() -> None:
    """
    Where everything was judged, the page says so.
    """
    assert "Nobody" in "".join(concerns(figures_of([with_mistakes("ada", {})])))


def test_a_long_list_is_opened() -> None:
    """
    More people of one status than fit in sight are there, behind their number.
    """
    people = [Grade(report_of(f"p{n}", "NOT_SUBMITTED")) for n in range(SHOWN + 1)]
    text = "".join(concerns(figures_of(people)))

    assert f"<summary>All {SHOWN + 1}</summary>" in text
    assert f"p{SHOWN}" in text
    assert "<details>" not in "".join(concerns(figures_of(people[1:])))


def test_time_is_told_with_what_it_may_mean() -> None:
    """
    Slow submissions are told apart by whether they computed or waited.
    """
    usual = [Time(f"p{n}", "", 2.0, 2.0) for n in range(9)]
    found = ClassFigures(times=[*usual, Time("ada", "", 60, 59), Time("eve", "", 60, 1)])
    text = "".join(times(found))

    assert text.index("ada") < text.index(COMPUTED.split("`")[0]) < text.index("eve")
    assert text.index("eve") < text.index(WAITED.split(",")[0])
    assert "Nobody is above it." in "".join(times(ClassFigures(times=usual)))
    assert "no usual time" in "".join(times(ClassFigures(times=usual[:2])))


def test_the_page_says_where_the_time_went() -> None:
    """
    Each status has its people, seconds and share of the time.
    """
    found = ClassFigures(times=[Time(f"p{n}", "", 2.0, 2.0) for n in range(9)])
    for status, seconds in (("GRADED", 6.0), ("TIMEOUT", 18.0)):
        found.tally.add(report_of("ada", status, seconds=seconds))
    text = "".join(times(found))

    assert "Where the time went" in text
    assert text.index("TIMEOUT") < text.index("75 %") < text.index("GRADED") < text.index("25 %")
    assert "In all 24 s" in text


def test_pairs_are_places_to_look() -> None:
    """
    People who share what few have are named with it, at most some fifty pairs of them.
    """
    odd = {"1.1": "odd", "1.2": "odder", "2.1": "oddest"}
    crowd = [with_mistakes(f"p{n}", {}) for n in range(60)]
    two = [with_mistakes("ada", odd), with_mistakes("eve", odd)]
    text = "".join(resemblances(Work({}), figures_of([*crowd, *two], keeps_mistakes=True)))

    assert "not a verdict" in text
    assert "the same rare mistakes: 1.1 odd, 1.2 odder, 2.1 oddest" in text
    pairs = [
        with_mistakes(f"q{n}", {t: f"{k}_{n // 2}" for t, k in odd.items()}) for n in range(120)
    ]
    many = "".join(resemblances(Work({}), figures_of(pairs, keeps_mistakes=True)))
    assert f"{60 - MOST} pairs more are less unusual." in many


def test_a_small_class_is_told_that_little_is_rare() -> None:
    """
    Among few people the page says that two of them may write the same by chance.
    """
    small = figures_of([with_mistakes("ada", {})], keeps_mistakes=True)
    large = figures_of([with_mistakes(f"p{n}", {}) for n in range(30)], keeps_mistakes=True)

    assert "hardly anything is rare" in "".join(resemblances(Work({}), small))
    assert "hardly anything is rare" not in "".join(resemblances(Work({}), large))
