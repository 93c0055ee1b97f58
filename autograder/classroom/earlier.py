"""Earlier results: what a batch before this one wrote into the same folder, and who is in it.

Another folder, or only a part of the class, must not take away anybody's result unasked.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from autograder.classroom.entries import Entry, file_name, shown, some
from autograder.classroom.intake import is_nothing
from autograder.classroom.journal import Journal
from autograder.classroom.outputs import ENDINGS, FEEDBACK, RESULTS
from autograder.grading.errors import KitError
from autograder.grading.screen import counted
from autograder.sandbox.status import Status

NAMED = 10  # people in the question


@dataclass(frozen=True, slots=True)
class Earlier:
    """Somebody who handed in something then. reason: as it was written."""

    submission: str
    name: str
    reason: str


def left_out(out: Path, members: Iterable[Entry]) -> tuple[Earlier, ...]:
    """Who has a result in this folder, and would have handed in nothing now."""
    here = {
        name
        for member in members
        if not is_nothing(member)
        for name in (member.submission, *member.aliases)
    }
    return tuple(one for one in _written(out / RESULTS) if one.submission not in here)


def forget_feedback(out: Path, here: Collection[str]) -> None:
    """Remove the feedback of everybody in the results of this folder but those who are here."""
    kept = set(map(file_name, here))
    for name in {file_name(line["submission"]) for line in _lines(out / RESULTS)} - kept:
        for ending in ENDINGS:
            (out / FEEDBACK / f"{name}{ending}").unlink(missing_ok=True)


def _written(path: Path) -> list[Earlier]:
    """Everybody in a file of results who handed in something."""
    return [
        Earlier(line["submission"], line.get("name", ""), line.get("reason", ""))
        for line in _lines(path)
        if line.get("status") != Status.NOT_SUBMITTED
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of results, if there is one. Lines that are damaged name nobody."""
    if not path.is_file():
        return []
    lines = map(_decoded, path.read_bytes().split(b"\n"))
    return [line for line in lines if isinstance(line.get("submission"), str)]


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError:
        return {}


def refuse(out: Path, people: Sequence[Earlier]) -> None:
    """Ask what is to become of earlier results. Raises KitError if there are any."""
    if not people:
        return
    names = some((one.submission for one in people), NAMED)
    raise KitError(
        f"{out} has {counted(len(people), 'result')} for people who handed in nothing in "
        f"SUBMISSIONS: {names}. Nothing was changed. Type the command with --add to keep "
        "earlier results beside the new ones, with --replace to drop them, or with another --out.",
        exit_code=2,
    )


def keep(people: Iterable[Earlier], journal: Journal) -> None:
    """Make earlier results part of this batch. Raises KitError if the journal has lost one."""
    for one in people:
        found = journal.newest_of(one.submission)
        if found is None:
            raise KitError(
                f"The journal has no verdict on {shown(one.submission)} any more, so it cannot be "
                "kept. Grade that person again, or add --replace.",
                exit_code=2,
            )
        number, report = found
        remark = one.reason.removeprefix(report.reason).strip()
        journal.enroll(one.submission, one.name, number, remark)
