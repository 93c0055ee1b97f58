"""Graders that judge nothing, and verdicts without a run: for tests of what happens around them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from autograder.classroom.batch import Batch, Setup, Turn, turn_of
from autograder.classroom.entries import Entry, Upload
from autograder.classroom.feedback import Feedback
from autograder.classroom.grade import HandedFile, HandIn
from autograder.classroom.graders import Grader
from autograder.classroom.journal import Journal, open_journal
from autograder.classroom.progress_bar import ProgressBar
from autograder.grading.question import DRAWN, OpenQuestion, checks_for
from autograder.grading.spec import all_checks
from autograder.grading.verdict import CheckResult, Outcome, Verdict, collect
from autograder.mistakes.catalogue import Diagnosis, Wording
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status
from tests.classroom.rooms import NAMES

MISTAKE = Wording(
    "factor",
    "Your number is {r} times the area. Which factor was lost or gained?",
    without="Your number is a multiple of the area. Which factor was lost or gained?",
)
OUR_FAULT = Wording("failed", "It failed ({error}).", without="It failed.")
OPEN = dict.fromkeys((Outcome.UNDECIDED, Outcome.GRADER_ERROR))
SVG = '<svg role="img" aria-label="1.1 A curve" viewBox="0 0 9 9"><path d="M0 9L9 0"/></svg>'
CHECKS = [check for check in all_checks() if not check.task.is_bonus]
"""Those of the core, as in work that is older than a bonus."""

SETUP = Setup(NAMES, b"a secret of this course", "engine", "fake")


def verdict_of(*outcomes: Outcome, seed: str = "secret seed", message: str = "") -> Verdict:
    """A verdict over the core's real checks; the outcomes repeat until every check has one."""
    results = [
        CheckResult(
            name=check.name,
            task=check.task.number,
            function=check.task.function,
            title=check.title,
            outcome=outcome,
            points={Outcome.PASS: check.points, **OPEN}.get(outcome, 0),
            max_points=check.points,
            diagnosis=said_about(outcome, message),
            asked="definite_integral(17*x, x, 0, 1)" if outcome == Outcome.FIX else "",
            returned="1717" if outcome == Outcome.FIX else "",
            place="day4_ex1.py:3",
        )
        for check, outcome in zip(CHECKS, outcomes * len(CHECKS), strict=False)
    ]
    return collect(results, CHECKS, seed)


def said_about(outcome: Outcome, message: str) -> Diagnosis | None:
    """A message of its own for a TODO, the text of an error for a fault, values for a FIX."""
    if outcome == Outcome.GRADER_ERROR:
        return OUR_FAULT.say(error=message)
    if message:
        return Diagnosis("said", "{said}", {"said": message}, "{said}")
    return MISTAKE.say(r=17) if outcome == Outcome.FIX else None


def report_of(
    submission: str,
    status: str,
    verdict: Verdict | None = None,
    reason: str = "",
    level: str = "",
    **more: Any,
) -> Report:
    """A report with these fields."""
    return Report(submission, Status(status), reason, verdict=verdict, level=level, **more)


def text_of(*of: Any) -> str:
    """The feedback as text. of: the fields of `Feedback`."""
    return Feedback(*of).text


def html_of(*of: Any) -> str:
    """The feedback as a page."""
    return Feedback(*of).page


def handed_in(files: Mapping[str, str]) -> HandIn:
    """A hand-in of files from these places, with these hashes."""
    each = enumerate(files.items())
    handed = {str(i): HandedFile(Path(place).name, code, source=place) for i, (place, code) in each}
    return HandIn("ada", "", handed, 1)


class FakeGrader:
    """Passes or fails each check by a hash of what it was given; counts its calls."""

    level = "fake"

    def __init__(self, seconds: float = 0.0, workers: int = 1) -> None:
        self.seconds = seconds
        self.workers = workers
        self.graded: list[str] = []
        self.drawn: list[str] = []
        self.closed = False

    def answer(self, submission: str, questions: Sequence[OpenQuestion]) -> Report:
        """A picture for each question that asks for one."""
        checks = checks_for(questions)
        results = [
            CheckResult(
                name=check.name,
                task=check.task.number,
                function=check.task.function,
                title=check.title,
                outcome=Outcome.FIX,
                points=0,
                max_points=0,
                diagnosis=Diagnosis(
                    DRAWN, "", {"title": "A curve", "words": "It falls.", "svg": SVG}
                ),
            )
            for check in checks
        ]
        return report_of(submission, Status.FAIL, collect(results, checks, "default"))

    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        *,
        questions: Sequence[OpenQuestion] = (),
    ) -> Report:
        if questions:
            self.drawn.append(submission)
            return self.answer(submission, questions)
        if self.seconds:
            time.sleep(self.seconds)
        self.graded.append(submission)
        digest = sha256(repr(sorted(files.items())).encode() + seed.encode()).digest()
        outcomes = [
            Outcome.TODO
            if not any(name.startswith(check.task.exercise.name) for name in files)
            else Outcome.PASS
            if digest[number % len(digest)] % 3
            else Outcome.FIX
            for number, check in enumerate(CHECKS)
        ]
        return report_of(submission, Status.PASS, verdict_of(*outcomes, seed=seed), level="fake")

    def close(self) -> None:
        self.closed = True


def class_of(folder: Path, count: int) -> list[Entry]:
    """Entrys with a folder each."""
    members = []
    for number in range(count):
        path = folder / f"p{number:05}"
        path.mkdir(parents=True)
        (path / "day4_ex1.py").write_text(f"x = {number}\n")
        (path / "day4_ex2.py").write_text("y = 1\n")
        members.append(member(path))
    return members


def member(path: Path, name: str = "") -> Entry:
    return Entry(path.name, (Upload(path, path.name),), name=name)


def run_batch(journal: Journal, grader: Grader, members: Iterable[Entry], bar: ProgressBar) -> None:
    """A batch over these members, who are then those of the journal."""

    def enroll(turn: Turn, number: int) -> None:
        one = turn.member
        journal.enroll(one.submission, one.name, number, one.remark)

    turns = (turn_of(one, SETUP) for one in members)
    Batch(SETUP, journal, grader, bar, enroll).run(turns)


def graded_class(
    journal: Path, members: Iterable[Entry], grader: FakeGrader, *, regrade: bool = False
) -> list[Report]:
    """The batch members after a batch over these members."""
    people = list(members)
    with open_journal(journal, regrade=regrade) as book:
        run_batch(book, grader, people, ProgressBar(len(people), StringIO()))
        reports = list(book.batch_members())
        book.finish()
    return reports
