"""The replay: somebody's work is run again, and compared with what the journal says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from autograder.classroom.feedback import who
from autograder.classroom.grade import Grade
from autograder.classroom.graders import Grader
from autograder.grading.errors import KitError
from autograder.grading.screen import counted
from autograder.grading.verdict import CheckResult, Verdict
from autograder.sandbox.report import Report

SAME = "Every check of {person} came out as in the journal."
NO_REASON = (
    "Files, kit, Python, libraries and isolation are the same. Code that draws random numbers of "
    "its own, or that takes nearly all its time, may come out differently each time."
)


@dataclass(frozen=True, slots=True)
class Replay:
    """
    What came out again.

    changed: a check of which something else became, as a sentence. reasons: what is different about
    the run itself, as sentences.
    """

    person: str
    count: int
    changed: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.changed

    def lines(self) -> Iterator[str]:
        if self.is_same:
            yield SAME.format(person=self.person)
        else:
            count = f"{len(self.changed)} of {counted(self.count, 'check')}"
            yield f"{count} of {self.person} came out differently from the journal:"
            yield from (f"  {one}" for one in self.changed)
        yield from self.reasons or (() if self.is_same else (NO_REASON,))


def replay(
    grade: Grade, files: Mapping[str, bytes], grader: Grader, versions: Mapping[str, str]
) -> Replay:
    """Run the work of a person once more, on the same inputs. Raises KitError if there is none.

    files: what is handed to the grader, by name. versions: of the kit and the libraries here.
    """
    before = grade.report.verdict
    if before is None or not files:
        status = grade.report.status
        raise KitError(f"Nothing of {who(grade.report)} was run ({status}), so there is no replay.")
    after = grader.grade(files, before.seed, grade.report.submission)
    changed = tuple(_changed(before, after))
    reasons = (*_files(grade, files), *_versions(grade, versions), *_level(grade, after))
    return Replay(who(grade.report), len(before.checks), changed, reasons)


def _changed(before: Verdict, report: Report) -> Iterator[str]:
    """The checks that came out differently; the points of a course play no part."""
    checks = report.verdict.checks if report.verdict else ()
    after = {(check.task, check.name): check for check in checks}
    for check in before.checks:
        again = after.pop((check.task, check.name), None)
        now = _outcome_of(again) if again else f"not run ({report.status})"
        if (was := _outcome_of(check)) != now:
            yield f"{check.task} {check.title} It was {was}, and is {now}."
    for check in after.values():
        yield f"{check.task} {check.title} It was not there, and is {_outcome_of(check)}."


def _outcome_of(check: CheckResult) -> str:
    return f"{check.outcome} ({check.mistake})" if check.mistake else check.outcome


def _files(grade: Grade, files: Mapping[str, bytes]) -> Iterator[str]:
    found = {sha256(content).hexdigest() for content in files.values()}
    if grade.files and found != {*grade.files.values()}:
        yield "The files are not those that were graded: their hashes are different."


def _versions(grade: Grade, versions: Mapping[str, str]) -> Iterator[str]:
    known = grade.round.versions if grade.round else {}
    for name, was in known.items():
        now = versions.get(name, "not there")
        if now != was:
            yield f"{name} was {was}, and is {now}."


def _level(grade: Grade, after: Report) -> Iterator[str]:
    if grade.report.level != after.level:
        yield f"The isolation was {grade.report.level or 'unknown'}, and is {after.level}."
