"""The talk: a sheet for five minutes with a person about that person's own function.

It holds a few small calls, each with room for a prediction, and on a second page what the function
returned. Nothing is judged: whoever wrote a function can say what it does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from autograder.classroom.entries import printable
from autograder.classroom.explanation import wrapped
from autograder.classroom.feedback import who
from autograder.classroom.grade import Grade
from autograder.classroom.graders import Grader
from autograder.grading.page import Html, document
from autograder.grading.question import question_of
from autograder.grading.show import typed
from autograder.grading.talk_page import Arguments
from autograder.grading.task import Task
from autograder.grading.verdict import CheckResult, Outcome
from autograder.sandbox.report import Report

SEED = "talk"
"""The seed of the global generators: the same sheet gives the same answers."""
HOW = (
    "Ask for a prediction, and why; then turn the page. What came back is neither right nor wrong."
)
LINE = "Prediction: " + "_" * 40
NEW_PAGE = "\f"


@dataclass(frozen=True, slots=True)
class AskedCall:
    """A call as Python, and what came of it as a sentence."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Talk:
    """Who is asked about which task, and the calls."""

    person: str
    task: str
    function: str
    calls: tuple[AskedCall, ...]

    @property
    def title(self) -> str:
        return f"Five minutes about {self.task} {self.function}: {self.person}"


def talk_about(
    grade: Grade, task: Task, files: Mapping[str, bytes], grader: Grader, many: Sequence[Arguments]
) -> Talk:
    """Run a person's own function on these inputs."""
    questions = [question_of(task, arguments) for arguments in many]
    report = grader.grade(files, SEED, grade.report.submission, questions=questions)
    found = {one.name: one for one in report.verdict.checks} if report.verdict else {}
    calls = [
        AskedCall(
            f"{task.function}({', '.join(map(typed, arguments))})",
            answer_of(found.get(f"question_{number}"), report),
        )
        for number, arguments in enumerate(many, 1)
    ]
    return Talk(who(grade.report), task.label, task.function, tuple(calls))


def answer_of(result: CheckResult | None, report: Report) -> str:
    """What came back from a call, as a sentence; a crash is shown as what it is."""
    if result is None:
        return f"It was not run: {report.status}. {report.reason}".strip()
    if result.returned:
        return f"It returned {result.returned}"
    if result.raised:
        return f"It stopped with {result.raised}"
    if result.outcome == Outcome.TODO and not result.message:
        return "It is not written yet."
    return result.message


def sheet_text(talk: Talk) -> str:
    """The sheet as plain text; the answers are behind a form feed, on a page of their own."""
    lines = [*wrapped(printable(talk.title)), "", *wrapped(HOW)]
    for number, call in enumerate(talk.calls, 1):
        lines += ["", *wrapped(f"{number}. {call.text}", "   "), "", f"   {LINE}"]
    lines += ["", f"{NEW_PAGE}Answers: {printable(talk.person)}"]
    for number, call in enumerate(talk.calls, 1):
        lines += ["", *wrapped(f"{number}. {call.text}", "   ")]
        lines += wrapped(f"   {printable(call.answer)}", "   ")
    return "\n".join(lines) + "\n"


def sheet_html(talk: Talk) -> str:
    """The same as a page to print."""
    return document(printable(talk.title), HOW, Html("\n".join(_parts(talk)) + "\n"))


def _parts(talk: Talk) -> Iterator[str]:
    yield "<ol>"
    for call in talk.calls:
        yield f"<li><p><code>{escape(call.text)}</code></p>"
        yield '<p style="border-bottom: thin solid; padding-bottom: 4em">Prediction:</p></li>'
    yield '</ol>\n<h2 style="break-before: page">Answers</h2>\n<ol>'
    for call in talk.calls:
        yield f"<li><p><code>{escape(call.text)}</code></p>"
        yield f"<p>{escape(printable(call.answer))}</p></li>"
    yield "</ol>"
