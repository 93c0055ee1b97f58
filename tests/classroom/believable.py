"""A believable class: grades over the real checks, made without grading anything.

People differ in how much they understand, and tasks in how hard they are; who fails a check tends
to fail those behind it. Some hand in nothing, crash, take long, or wait for a person.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache

from autograder.classroom.class_figures import figures_of
from autograder.classroom.class_report import page_of
from autograder.classroom.grade import Grade, Round
from autograder.classroom.resemblance import Work
from autograder.grading.spec import all_checks
from autograder.grading.verdict import CheckResult, Outcome, Verdict, collect
from autograder.mistakes.catalogue import Diagnosis
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status
from tests.outline import MOST

HARD = {"1.1": -1.2, "1.2": -1.0, "1.3": 0.4, "1.4": 0.2, "2.1": -1.6, "2.2": 0.0, "2.3": 0.6}
RARELY = {
    Status.NOT_SUBMITTED: 0.06,
    Status.UNTOUCHED: 0.02,
    Status.REJECTED: 0.01,
    Status.FORBIDDEN: 0.005,
    Status.TIMEOUT: 0.02,
    Status.SUBMISSION_ERROR: 0.03,
    Status.UNDECIDED: 0.01,
    Status.GRADER_ERROR: 0.005,
}
UNREAD = {Status.NOT_SUBMITTED, Status.UNTOUCHED, Status.REJECTED}
REASONS = {
    Status.NOT_SUBMITTED: "On the roster, but nothing was handed in.",
    Status.UNTOUCHED: "Nothing has been written into day4_ex1.py. Handed in: day4_ex1.py.",
    Status.REJECTED: "day4.zip: a member leads out of the archive (../day4_ex1.py).",
    Status.TIMEOUT: "Task 2.3 stopped at its check test_walk: it waited and never answered.",
    Status.SUBMISSION_ERROR: "Task 2.2 stopped at its check test_rows: SIGSEGV.",
    Status.FORBIDDEN: "Task 1.1 stopped at its check test_lesson_integral: it opened a socket.",
    Status.UNDECIDED: "Task 1.3 stopped at its check test_density: the answer is too odd to judge.",
    Status.GRADER_ERROR: "Task 2.3 stopped at its check test_walk: KeyError: 'theta'.",
}
FIRST = "Ada Alan Emmy Grace Katherine Noor Olu Sofia Tomasz Wei Zoë José".split()
LAST = "Lovelace Turing Noether Hopper Johnson Abadi Okafor Rossi Nowak Zhang Müller Nuñez".split()


def grades(count: int, seed: int = 4) -> Iterator[Grade]:
    """So many grades, the same for the same seed, made one after the other."""
    dice = random.Random(seed)  # noqa: S311 -- a class, no secret
    return (grade(dice, number) for number in range(count))


def grade(dice: random.Random, number: int) -> Grade:
    name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    status = dice.choices([*RARELY, Status.GRADED], [*RARELY.values(), 1 - sum(RARELY.values())])[0]
    verdict = None if status in UNREAD else verdict_of(dice, status)
    seconds = dice.gauss(2.4, 0.3) + (28 if status == Status.TIMEOUT else 0)
    report = Report(
        f"s{number:05}",
        status,
        REASONS.get(status, ""),
        verdict=verdict,
        level="namespaces, seccomp and limits" if verdict else "",
        seconds=max(seconds, 0.5) if verdict else 0.0,
        cpu=max(seconds, 0.5) * dice.choice([0.9, 0.3]) if verdict else 0.0,
        name=name,
    )
    is_settled = verdict is not None and not verdict.open_points
    total = float(verdict.points) if verdict and is_settled else None
    return Grade(report, raw=total, total=total, max_points=float(MOST))


def verdict_of(dice: random.Random, status: Status) -> Verdict:
    able = dice.gauss(0.9, 1.2)
    found: dict[str, Outcome] = {}
    results = [result(dice, number, able, found) for number in range(len(all_checks()))]
    if status in {Status.UNDECIDED, Status.GRADER_ERROR}:
        place = dice.randrange(len(results))
        results[place] = opened(results[place], Outcome(status.value))
    return collect(results, all_checks(), "seed")


def result(dice: random.Random, number: int, able: float, found: dict[str, Outcome]) -> CheckResult:
    """One check: passed by those who understand more than its task asks; found: of its task."""
    check = all_checks()[number]
    task = check.task.number
    before = found.get(task, Outcome.PASS)
    luck = able - HARD.get(task, 0.8) + dice.gauss(0, 0.7) - (1.5 if before != Outcome.PASS else 0)
    outcome = Outcome.PASS if luck > 0 else Outcome.TODO if luck < -3.2 else Outcome.FIX
    found[task] = Outcome.TODO if before == Outcome.TODO else outcome
    keys = keys_of(task)
    kind = min(int(dice.expovariate(0.9)), len(keys) - 1)
    return CheckResult(
        name=check.name,
        task=task,
        function=check.task.function,
        title=check.title,
        outcome=found[task],
        points=check.points if found[task] == Outcome.PASS else 0,
        max_points=check.points,
        diagnosis=keys[kind] if found[task] == Outcome.FIX else None,
        asked="definite_integral(17*x, x, 0, 1)",
        place="day4_ex1.py:31",
    )


def opened(check: CheckResult, outcome: Outcome) -> CheckResult:
    """The same check, left for a person to decide."""
    said = Diagnosis("undecided", "It could not be judged.")
    more = {"outcome": outcome, "points": None, "diagnosis": said}
    return CheckResult(**{name: getattr(check, name) for name in CheckResult.__slots__} | more)


@cache
def keys_of(task: str) -> tuple[Diagnosis, ...]:
    """A dozen mistakes of a task, with sentences of a believable length."""
    seen = (
        "The sign of your answer is turned around. Which of the two ends comes first?",
        "Your answer is a multiple of the right one. Which factor was lost on the way?",
        "Only the last row was used. Where does the loop end, and what is done after it?",
        "Your function printed its answer, but returned None. What does the caller get?",
    )
    return tuple(
        Diagnosis(f"{word}_{number}", f"{text} ({{r}})", {"r": "1717"}, f"{text} See {task}.")
        for number in range(1, 4)
        for word, text in zip(("sign", "factor", "last_row", "printed"), seen, strict=True)
    )


def class_report(
    people: Iterable[Grade], title: str, latest: Round | None = None, work: Work | None = None
) -> str:
    """The report on these people as a page."""
    return page_of(figures_of(people, keeps_mistakes=work is not None), title, latest, work)
