"""
Feedback for a learner.
"""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from autograder.classroom.feedback import html_of, others, text_of, who
from autograder.classroom.grader import Report
from autograder.grading.screen import screen
from autograder.grading.verdict import Outcome
from autograder.sandbox.status import MEANING, Status
from tests.classroom.fakes import report_of, verdict_of

NASTY = '<script>alert("x")</script>&\x1b[31m\u202e'
VOID = {"meta"}


def nasty_report() -> Report:
    verdict = verdict_of(Outcome.TODO, message=NASTY)
    return report_of(NASTY, "REJECTED", verdict, NASTY, name=NASTY)


class Tags(HTMLParser):
    """The tags of a page, which must close in the order in which they open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 -- the base's form
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


def tags(page: str) -> set[str]:
    parser = Tags()
    parser.feed(page)
    assert [] == parser.open
    return parser.seen


def test_the_text_has_the_words_of_the_screen() -> None:
    """
    Tasks and points look exactly as on the learner's own screen.
    """
    verdict = verdict_of(Outcome.PASS, Outcome.FIX, Outcome.TODO)
    text = text_of(report_of("ada", "GRADED", verdict))

    assert [] == [line for line in screen(verdict)[:10] if line not in text.splitlines()]
    assert text.startswith("Day 4: Calculus for Machine Learning\nFeedback for ada\n\n  FIX")


def test_every_open_task_is_reported() -> None:
    """
    After the next step come the other open tasks, each once.
    """
    verdict = verdict_of(Outcome.FIX)
    text = text_of(report_of("ada", "GRADED", verdict))
    page = html_of(report_of("ada", "GRADED", verdict))

    assert 7 == len(list(others(verdict)))
    for step in others(verdict):
        assert f"\n  {step.task} {step.function}\n" in text
        assert f"<h3>{step.task} {step.function}</h3>" in page


@pytest.mark.parametrize("make", [text_of, html_of])
def test_nothing_secret_is_reported(make: Callable[..., str]) -> None:
    """
    Neither inputs, returned values, values in messages nor the seed are in a learner's feedback.
    """
    wrong = verdict_of(Outcome.FIX, seed="17 is the seed")
    fault = verdict_of(Outcome.GRADER_ERROR, message="expected 17")

    assert "17" not in make(report_of("ada", "GRADED", wrong, "reason 17"))
    assert "17" not in make(report_of("ada", "GRADER_ERROR", fault, "reason 17"))
    assert "Your number is a multiple of the area." in make(report_of("ada", "GRADED", wrong))


@pytest.mark.parametrize("make", [text_of, html_of])
def test_all_done_is_all(make: Callable[..., str]) -> None:
    """
    After full marks, the feedback does not announce more checks.
    """
    said = make(report_of("ada", "GRADED", verdict_of(Outcome.PASS)))

    assert "All checks pass." in said
    assert "Your instructor may run more" not in said


@pytest.mark.parametrize("status", [s for s in MEANING if s != Status.GRADED])
def test_every_status_is_explained(status: Status) -> None:
    """
    If nothing was judged, the feedback gives the status and its meaning, and never a zero.
    """
    report = report_of("ada", status, None, "Why.")
    for said in (text_of(report), html_of(report)):
        assert f"{status}: " in said
        assert "0 of" not in said


def test_the_reason_is_reported_where_the_learner_can_mend_it() -> None:
    """
    The reason of a refusal is for the learner; that of a limit is for the instructor only.
    """
    assert "Why." in text_of(report_of("ada", "REJECTED", None, "Why."))
    assert "Why." not in text_of(report_of("ada", "TIMEOUT", None, "Why."))


def test_a_page_escapes_everything() -> None:
    """
    Whatever a name, a reason or a message contains, the page has its own tags and no others.
    """
    plain = tags(html_of(report_of("ada", "REJECTED", verdict_of(Outcome.TODO))))
    nasty = html_of(nasty_report())

    assert plain == tags(nasty)
    assert "script" not in plain
    assert all(c.isprintable() or c == "\n" for c in nasty)
    assert "color-scheme" in nasty


def test_a_text_holds_no_control_character() -> None:
    """
    Feedback contains nothing that could control a terminal.
    """
    said = text_of(nasty_report())

    assert all(map(str.isprintable, said.splitlines()))


@pytest.mark.parametrize(
    ("name", "expected"), [("", "12"), ("12", "12"), ("Ada Lovelace", "Ada Lovelace (12)")]
)
def test_a_person_is_called_by_name(name: str, expected: str) -> None:
    """
    The id follows the name if the two differ.
    """
    assert expected == who(report_of("12", "GRADED", name=name))
