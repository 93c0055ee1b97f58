"""Feedback for a learner, as text and as a page: the words of the screen, and every open task.

The inputs of a batch are secret. Every message is replaced by the wording written for this purpose:
without inputs, expected values, or anything that the learner's code said while it ran, which could
spell an input. What was asked, returned and raised is left out. Line numbers stay, as an honest
learner needs them, although code written for the purpose can choose them, and so reveal a number of
about six digits per task.
"""

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from autograder.classroom.check_list import list_parts, list_texts
from autograder.classroom.course_toml import Shows
from autograder.classroom.entries import printable
from autograder.classroom.grade import Grade
from autograder.classroom.pictures import Drawn
from autograder.classroom.score import score_of
from autograder.grading import screen
from autograder.grading.page import Html, document, fragment
from autograder.grading.screen import WIDTH, Typed
from autograder.grading.shared import by_identity
from autograder.grading.task_list import title_of
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import UNKNOWN
from autograder.sandbox.report import Report
from autograder.sandbox.status import MEANING, Status

TYPED = Typed("pytest autograder", "autograder hint {task}", finished="All {core}checks pass.")
# Where the reason is about what was handed in, which the learner can change.
EXPLAINED = {Status.REJECTED, Status.NOT_SUBMITTED, Status.UNTOUCHED}
RETURNED = "What your functions return"
PUBLIC = "Drawn for the public examples, not for the inputs of the grading."
SIDE_BY_SIDE = 'style="display: flex; flex-wrap: wrap; gap: 1.5rem 2rem"'
FIGURE = 'style="flex: 1 1 16rem; max-width: 24rem; min-width: 0; margin: 0"'
MORE = "Further tasks"
SEE = "To see on your own computer what your function answers: autograder plot {task}"


@dataclass(frozen=True)
class Feedback:
    """What there is to tell somebody; what text and page have in common is worked out once.

    grade: what a course made of the report; shows: how much of that is told. pictures: of what the
    person's functions return, on inputs that are no secret.
    """

    report: Report
    grade: Grade | None = None
    shows: Shows = "checks"
    pictures: Sequence[Drawn] = ()

    @cached_property
    def verdict(self) -> Verdict | None:
        """As much of the verdict as this person is shown."""
        verdict = self.report.verdict
        is_told = verdict is not None and (self.grade is None or self.shows != "points")
        return for_learner(verdict) if verdict is not None and is_told else None

    @property
    def has_list(self) -> bool:
        return self.grade is not None and self.shows == "checks"

    @cached_property
    def others(self) -> Sequence[CheckResult]:
        """The next steps that the screen does not show."""
        return [*others(self.verdict)] if self.verdict else []

    @cached_property
    def said(self) -> set[str]:
        """The messages of all next steps."""
        first = screen.next_check(self.verdict) if self.verdict else None
        return {step.message for step in (first, *self.others) if step}

    @property
    def text(self) -> str:
        """At most 80 columns wide, where words allow."""
        report, grade, verdict = self.report, self.grade, self.verdict
        lines = [
            title_of(),
            f"Feedback for {who(report)}",
            "",
            *textwrap.wrap(outcome(report), WIDTH),
        ]
        if grade is not None:
            score = (line for one in score_of(grade) for line in screen.field(one))
            lines += [*_gap(lines), *score]
        if verdict is not None:
            lines += [*_gap(lines), *screen.screen(verdict, TYPED)]
        texts = [*map(printable, lines)]
        if verdict is not None:
            texts += _other_texts(self.others)
            texts += [f"  {one}" for one in _pictures(verdict) if grade is not None]
            texts += list_texts(verdict, self.said) if self.has_list else ()
        return "\n".join(texts) + "\n"

    @property
    def page(self) -> str:
        """A page that needs nothing else and follows the reader's light or dark theme."""
        person, verdict = printable(who(self.report)), self.verdict
        parts = [f"Feedback for {person}", *filter(None, [printable(outcome(self.report))])]
        if self.grade is not None:
            parts += [Html(_score_part(self.grade))]
        if verdict is not None:
            lines = [*map(printable, fragment(verdict, TYPED).split("\n"))]
            lines += _other_parts(self.others)
            drawn = {one.task for one in self.pictures}
            seen = _pictures(verdict, drawn) if self.grade is not None else ()
            lines += [f"<p>{one}</p>" for one in seen]
            lines += _figures(self.pictures)
            lines += list_parts(verdict, self.said) if self.has_list else ()
            parts += [Html("\n".join(lines))]
        title = title_of()
        return document(f"{title}: {person}", *parts, heading=title)


def _gap(lines: list[str]) -> list[str]:
    return [""] if lines[-1] else []


def _score_part(grade: Grade) -> str:
    rows = "".join(
        f'<tr><th scope="row" class="label">{one.label}</th>'
        f"<td>{escape(printable(one.text))}</td></tr>\n"
        for one in score_of(grade)
    )
    return f"<table>\n{rows}</table>\n"


def _pictures(verdict: Verdict, drawn: Collection[str] = ()) -> Iterator[str]:
    """Where the first wrong answer can be seen, unless it is drawn on the page itself."""
    wrong = (one for one in verdict.tasks if one.outcome is Outcome.FIX and not one.waits)
    yield from (SEE.format(task=one.task) for one in list(wrong)[:1] if one.task not in drawn)


def _figures(pictures: Sequence[Drawn]) -> Iterator[str]:
    """Each picture above its words, as many side by side as there is room for."""
    if pictures:
        yield f"<h2>{RETURNED}</h2>\n<p>{PUBLIC}</p>\n<div {SIDE_BY_SIDE}>"
        for one in pictures:
            title, words = escape(f"{one.task} {one.title}"), escape(printable(one.words))
            said = f"<figcaption><strong>{title}</strong><br>{words}</figcaption>"
            yield f"<figure {FIGURE}>{one.svg}{said}</figure>"
        yield "</div>"


def who(report: Report) -> str:
    name, submission = report.name, report.submission
    return f"{name} ({submission})" if name and name != submission else submission


def outcome(report: Report) -> str:
    """What became of it, and what its readers should know of how it was handed in."""
    status, reason = report.status, report.reason
    text = "" if status == Status.GRADED else f"{status}: {MEANING[status]}."
    if status in EXPLAINED and reason and reason.rstrip(".").casefold() != MEANING[status]:
        text = f"{text} {reason}"
    return " ".join(filter(None, (text, report.remark)))


def others(verdict: Verdict) -> Iterator[CheckResult]:
    """The next step of each open task, except the one that the screen shows.

    Nothing is said of a bonus that was not begun.
    """
    first = screen.next_check(verdict)
    begun = (t for t in verdict.tasks if not t.is_bonus or t.outcome is not Outcome.TODO)
    for task in begun:
        step = _step_of(task)
        if step is not None and first is not None and task.task != first.task:
            yield step


@by_identity
def _step_of(task: TaskResult) -> CheckResult | None:
    return screen.next_check(Verdict((task,), ""))


def _other_texts(steps: Iterable[CheckResult]) -> Iterator[str]:
    for number, step in enumerate(steps):
        if not number:
            yield f"\n  {MORE}"
        yield _step_text(step)


@by_identity
def _step_text(step: CheckResult) -> str:
    fields = (line for one in screen.all_fields(step) for line in screen.field(one))
    return "\n".join(map(printable, [f"  {step.task} {step.function}", *fields]))


def _other_parts(steps: Iterable[CheckResult]) -> Iterator[str]:
    for number, step in enumerate(steps):
        if not number:
            yield f"<h2>{MORE}</h2>"
        yield _step_part(step)


@by_identity
def _step_part(step: CheckResult) -> str:
    fields = [
        f"<dt>{escape(label)}</dt><dd>{escape(printable(text))}</dd>"
        for label, text, _ in screen.all_fields(step)
    ]
    head = f"<h3>{escape(step.task)} {escape(step.function)}</h3>\n<dl>"
    return "\n".join([head, *fields, "</dl>"])


def for_learner(verdict: Verdict) -> Verdict:
    """The verdict without its seed, inputs, returned values, and values in its messages."""
    return Verdict(tuple(map(_task_for_learner, verdict.tasks)), "")


@by_identity
def _task_for_learner(task: TaskResult) -> TaskResult:
    return replace(task, checks=tuple(map(_redacted, task.checks)))


def _redacted(check: CheckResult) -> CheckResult:
    return CheckResult(
        *(check.name, check.task, check.function, check.title),
        *(check.outcome, check.points, check.max_points),
        diagnosis=check.diagnosis and check.diagnosis.guarded,
        notes=tuple([note.guarded for note in check.notes if note.without != UNKNOWN]),
        place=check.place,
        code=check.code,
        left_out=check.left_out and check.left_out.guarded,
    )
