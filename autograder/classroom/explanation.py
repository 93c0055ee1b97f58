"""The explanation: all that the journal says of one person's grade. Nothing is run."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import PurePosixPath

from autograder.classroom.check_list import earned, word_of
from autograder.classroom.entries import printable, shown, some
from autograder.classroom.feedback import for_learner, outcome, who
from autograder.classroom.gate import gate_of, source_of
from autograder.classroom.grade import Grade
from autograder.classroom.score import score_of
from autograder.grading.errors import KitError
from autograder.grading.screen import NARROW, WIDTH, Field, points_of
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.sandbox.status import MEANING

MEBIBYTE = 1024 * 1024
LABEL = 12
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what there is to say below it. is_check: it belongs to the task above."""

    heading: str
    fields: tuple[Field, ...]
    is_check: bool = False


def grade_of(grades: Sequence[Grade], typed: str) -> Grade:
    """The grade of a person, by id, e-mail address or login. Raises KitError.

    An id is taken as it is; what is only near one is named, and never taken.
    """
    exact = [one for one in grades if one.report.submission == typed]
    wanted = typed.casefold()
    found = exact or [one for one in grades if wanted in _ids(one)]
    if len(found) == 1:
        return found[0]
    if found:
        several = some(map(_person, found))
        raise KitError(f"{shown(typed)!a} may be {several}; type one of these ids.", exit_code=2)
    raise KitError(f"Nobody here has the id {shown(typed)!a}. {_hint(grades, wanted)}", exit_code=2)


def _ids(grade: Grade) -> set[str]:
    """What a person may be called by, beside a name, in small letters."""
    contact = grade.contact
    known = (grade.report.submission, contact.email, contact.login, *contact.ids.values())
    return {one.casefold() for one in known if one}


def _hint(grades: Sequence[Grade], wanted: str) -> str:
    """Whom somebody may have meant: the people whose id or name begins so, else those near it."""
    if not grades:
        return "There are no grades yet."
    by_word: dict[str, Grade] = {}
    for one in grades:
        words = (*_ids(one), one.report.name.casefold(), *one.report.name.casefold().split())
        by_word |= {word: one for word in words if word}
    begun = [word for word in sorted(by_word) if wanted and word.startswith(wanted)]
    near = begun or get_close_matches(wanted, by_word, n=NEAREST, cutoff=0.6)
    people = list(dict.fromkeys(_person(by_word[word]) for word in near))
    if people:
        return f"Do you mean {' or '.join(people[:NEAREST])}?"
    return f"There are ids such as {some(g.report.submission for g in grades[:NEAREST])}."


def _person(grade: Grade) -> str:
    return shown(who(grade.report))


def explanation(grade: Grade, task: str = "", *, for_person: bool = False) -> list[Section]:
    """What there is to say of a grade. task: the number of the only one that is wanted.

    for_person: without hidden inputs, and without what is for the instructor alone.
    """
    verdict = grade.report.verdict
    if verdict is not None and for_person:
        verdict = for_learner(verdict)
        grade = replace(grade, report=replace(grade.report, verdict=verdict))
    sections = [Section(who(grade.report), tuple(_filled(_head(grade, for_person=for_person))))]
    for one in verdict.tasks if verdict else ():
        if task in {"", one.task} and verdict:
            sections += _sections(one, verdict, for_person=for_person)
    return sections


def _head(grade: Grade, *, for_person: bool) -> Iterator[Field]:
    report = grade.report
    if for_person:
        yield Field("status", outcome(report) or report.status)
    else:
        yield Field("status", f"{report.status}: {MEANING[report.status]}")
        yield Field("because", report.reason)
        yield Field("remark", report.remark)
    yield Field("handed in", grade.submitted.replace("T", " "))
    yield from score_of(grade)
    for path, content in grade.files.items():
        yield Field("file", PurePosixPath(path).name if for_person else path)
        yield Field("sha256", content)
    yield from _run(grade, for_person=for_person)


def _run(grade: Grade, *, for_person: bool) -> Iterator[Field]:
    """How the verdict was reached; what only serves to reach it again is for the instructor."""
    report, turn = grade.report, grade.round
    if turn:
        date = turn.date.replace("T", " ")
        yield Field("graded", f"in round {turn.number}" + (f", {date}" if date else ""))
        yield Field("versions", ", ".join(f"{name} {one}" for name, one in turn.versions.items()))
    if for_person:
        return
    yield Field("secret", turn.secret if turn else "")
    yield Field("seed", report.verdict.seed if report.verdict else "")
    if report.level:
        memory = f", {report.memory / MEBIBYTE:.0f} MiB" if report.memory else ""
        yield Field("resources", f"{report.seconds:.1f} s, {report.cpu:.1f} s of computing{memory}")
    yield Field("isolation", report.level)
    yield Field("fault", report.traceback.rstrip().rpartition("\n")[2])


def _sections(task: TaskResult, verdict: Verdict, *, for_person: bool) -> Iterator[Section]:
    """A task, then each of its checks."""
    failed = frozenset(one.task for one in verdict.tasks if one.outcome is Outcome.FIX)
    name = f"{task.task} {task.checks[0].function}: {task.title}, {points_of(task)} points"
    yield Section(name, tuple(_filled([Field("see also", source_of(task, failed))])))
    for check in task.checks:
        fields = _fields(check, task, for_person=for_person)
        heading = f"{word_of(check):<4} {earned(check)}  {check.title}"
        yield Section(heading, tuple(_filled(fields)), is_check=True)


def _fields(check: CheckResult, task: TaskResult, *, for_person: bool) -> Iterator[Field]:
    gate = gate_of(check, task)
    yield Field("asked", check.asked + (" (shortened)" if check.is_cut else ""), is_code=True)
    yield Field("returned", check.returned, is_code=True)
    yield Field("raised", check.raised, is_code=True)
    yield Field("message", "" if gate == check.message else check.message)
    yield Field("not judged", gate)
    yield Field("where", "  ".join(filter(None, (check.place, check.code))), is_code=True)
    yield Field("mistake", "" if for_person else check.mistake or "")
    for note in check.remarks:
        yield Field("note", note)


def _filled(fields: Iterable[Field]) -> Iterator[Field]:
    """Those with something to say, safe to print."""
    return (one._replace(text=printable(one.text)) for one in fields if one.text)


def lines_of(sections: Iterable[Section], width: int = WIDTH) -> list[str]:
    """The sections as plain text, of which no line is longer than the width."""
    lines: list[str] = []
    for section in sections:
        gap = [""] if lines and not section.is_check else []
        start = "  " if section.is_check else ""
        lines += [*gap, *wrapped(start + printable(section.heading), f"{start}  ", width)]
        for one in section.fields:
            lines += _field(one, f"{start}  ", width)
    return lines


def _field(one: Field, indent: str, width: int) -> list[str]:
    """`  label  : text`, wrapped under its text, or under its label if the screen is narrow."""
    start = f"{indent}{one.label:<{LABEL}}: " if width >= NARROW else f"{indent}{one.label}: "
    return wrapped(start + one.text, " " * (len(start) if width >= NARROW else 4), width)


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=indent, break_on_hyphens=False)
