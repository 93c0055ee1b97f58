"""What a run over a course says at its end: whose grade changed, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.changes import Change, reasons
from autograder.classroom.entries import shown, some
from autograder.classroom.outputs import FAULTS
from autograder.classroom.policy import NEWER
from autograder.classroom.summary import brief, refusals
from autograder.classroom.tally import Tally
from autograder.grading.commands import kit_command
from autograder.grading.screen import counted
from autograder.sandbox.status import Status

CHANGES = "changes.csv"
NAMED = 10  # people on the screen
WHY = "To see why: {why}"
UNREAD = "Cannot be read"
NOTHING_TO_ADD = "Points to add, but no points that they add to"
WHAT_NOW: dict[str, str] = {
    UNREAD: f"Ask for that file again: until then its points are missing. {WHY}",
    NEWER: f"Older work counts; ask for the newer work again. {WHY}",
    Status.REJECTED: (
        "Each reason above says what is wrong. If it is not yours to correct, ask for the work "
        "again: what is in a newer export counts."
    ),
    Status.FORBIDDEN: WHY,
    Status.UNDECIDED: f"Give the open points in adjust.csv. {WHY}",
    Status.GRADER_ERROR: WHY,
    NOTHING_TO_ADD: "To set their points, write them in adjust.csv without a sign.",
}
"""What to do about whatever needs a look: a status, an unreadable file, or points to add."""
TIMES = {"moodle": " The grading worksheet has it: name it as the roster."}
"""What says when people handed in, if the platform's archive does not."""


@dataclass(frozen=True, slots=True)
class CourseResult:
    """What was written, and what there is to say about it.

    look: who wants a look, by what it is about. late: how many people are. undated: those of whom
    nothing says when they handed in, though there is a due date; is_dated: whether something says
    it of others. remarks: on the rules. archives: of feedback.
    """

    tally: Tally
    changes: Sequence[Change]
    look: Mapping[str, Sequence[str]]
    late: int = 0
    undated: Sequence[str] = ()
    is_dated: bool = False
    remarks: Sequence[str] = ()
    archives: Sequence[str] = ()

    @property
    def has_faults(self) -> bool:
        return bool(self.tally.statuses[Status.GRADER_ERROR])

    def lines(self, folder: Path, platform: str = "csv") -> Iterator[str]:
        """How it went, whose grade changed and why, who wants a look, and what to do next."""
        yield from brief(self.tally)
        if self.late:
            yield f"Late: {counted(self.late, 'person', 'people')}."
        if self.undated:
            whose = (
                f"{counted(len(self.undated), 'person', 'people')} ({some(self.undated, NAMED)})"
            )
            how = "" if self.is_dated else TIMES.get(platform, "")
            yield f"There is no hand-in time for {whose}, so their work counts as on time.{how}"
        yield from self.remarks
        yield from self._changed()
        yield from (f"  {line}" for line in refusals(self.tally)[:NAMED])
        for what, ids in self.look.items():
            why = kit_command("explain", folder, shown(ids[0]))
            yield f"{what}: {some(ids, NAMED)}. {WHAT_NOW[what].format(why=why)}"
        if self.has_faults:
            yield (
                f"The grader failed on some submissions: see {folder / 'grades' / FAULTS}. "
                "The same command tries them once more; after that, use --regrade."
            )
        files = ", ".join(("grades.csv, report.html, feedback/", *self.archives, CHANGES))
        yield f"Written to {folder / 'grades'}: {files}."
        export = kit_command("export", folder, platform, "FILE")
        yield f"Next: look at report.html; then type: {export}"

    def _changed(self) -> Iterator[str]:
        people = list(dict.fromkeys(one.submission for one in self.changes))
        if people:
            count = counted(len(people), "grade")
            whose = some(people, NAMED)
            yield f"{count} changed ({reasons(self.changes)}): {whose}; see {CHANGES}."
