"""The journal: the store of verdicts, to which verdicts are only ever added.

Every verdict is committed as soon as it is there, and looked up before anything is graded, so a
batch that was killed goes on where it stopped. One batch at a time holds a journal.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from autograder.classroom import journal_file
from autograder.classroom.grade import HandedFile, HandIn, Round
from autograder.classroom.journal_file import (
    BY_NUMBER,
    DamagedError,
    Values,
    add,
    add_all,
    rows,
    sealed,
)
from autograder.classroom.report_row import report_in, row_of
from autograder.grading.errors import KitError
from autograder.grading.record import versions
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

FILE = "journal.sqlite"
NEWEST = "SELECT * FROM verdicts WHERE key = ? ORDER BY submission = ? DESC, number DESC LIMIT 2"
NEWEST_OF = "SELECT * FROM verdicts WHERE submission = ? ORDER BY number DESC LIMIT 1"
LEVEL = """
SELECT * FROM verdicts WHERE isolation <> '' AND isolation NOT LIKE 'trusted%'
ORDER BY number DESC LIMIT 1
"""
UNFINISHED = "SELECT * FROM rounds WHERE finished = 0 ORDER BY number DESC"
HAND_INS = "SELECT * FROM hand_ins ORDER BY number"
GRADES = """
SELECT * FROM grades WHERE number IN (SELECT max(number) FROM grades GROUP BY submission)
"""
ROUNDS = "SELECT * FROM rounds"
STATE = """
SELECT count(*), max(number), checksum FROM verdicts
UNION ALL SELECT count(*), max(number), checksum FROM hand_ins
"""
FAULTS = """
SELECT 1 FROM hand_ins JOIN verdicts ON verdicts.number = hand_ins.verdict
WHERE verdicts.status = ? AND (hand_ins.files = '{}' OR hand_ins.number IN
(SELECT max(number) FROM hand_ins GROUP BY submission, files)) LIMIT 1
"""
REMARK = 3  # its place among the values of a hand-in
GROUP = "Handed in by "  # how one about a group begins
FORGET = [
    f"DELETE FROM {table} WHERE submission = ?"  # noqa: S608 -- constants
    for table in ("verdicts", "hand_ins", "grades")
]
FINISH = "UPDATE rounds SET finished = ?, checksum = ? WHERE number = ?"


class DamagedJournalError(KitError):
    """A row is not what was written."""


class Journal:
    """The journal, open.

    A round is one batch from start to end, however often it is killed in between; it keeps its
    date, the versions of what graded, and the fingerprint of the secret. With `regrade` only
    verdicts of the same round are used again. remark: what a person must know about the file, or
    "".
    """

    def __init__(
        self,
        path: Path,
        database: sqlite3.Connection,
        *,
        regrade: bool,
        remark: str = "",
        secret: str = "",
    ) -> None:
        self.remark = remark
        self.path = path
        self._database = database
        self._regrade = regrade
        self._secret = secret
        self._round = 0
        self._members: dict[str, tuple[str, int, str]] = {}
        self._known: dict[Values, Values] | None = None  # by person and files

    @property
    def round(self) -> int:
        """The number of this round, which begins when it is first asked for."""
        self._round = self._round or self._start_round()
        return self._round

    def find(self, key: str, submission: str = "") -> tuple[int, Report] | None:
        """A verdict that still holds, and its number; a grader error does once it came twice.

        It is this submission's own or, in a group, that of another member.
        """
        found = [
            (number, report_in(values))
            for number, turn, *values in rows(self._database, NEWEST, (key, submission))
            if values[0] == key and (not self._regrade or turn == self.round)
        ]
        is_to_try = not found or _is_to_try([report for _, report in found])
        return None if is_to_try else found[0]

    def newest_of(self, submission: str) -> tuple[int, Report] | None:
        """The newest verdict on somebody, and its number, whatever it depended on."""
        found = rows(self._database, NEWEST_OF, (submission,))
        return next(((number, report_in(values)) for number, _, *values in found), None)

    @property
    def level(self) -> str:
        """How the sandbox confined what it ran last; "" if it has run nothing."""
        return next((report_in(values).level for _, _, *values in rows(self._database, LEVEL)), "")

    def commit(self, report: Report) -> int:
        """Keep a verdict; when this returns, no crash can lose it. Raises KitError."""
        if not self.path.exists():
            raise KitError(
                f"The journal {self.path} was deleted while the batch was running. "
                "Type the same command again; everybody is graded again.",
                exit_code=2,
            )
        return add(self._database, "verdicts", (self.round, *row_of(report)))

    def enroll(self, submission: str, name: str, number: int, remark: str = "") -> None:
        """Note which verdict this member of the batch has."""
        self._members[submission] = (name, number, remark)

    def batch_members(self) -> Iterator[Report]:
        """The verdicts of this batch in the order of their ids."""
        for _, (name, number, remark) in sorted(self._members.items()):
            found = list(rows(self._database, BY_NUMBER, (number,)))
            if not found:
                raise DamagedError("a verdict is missing")
            ((_, _, *values),) = found
            yield replace(report_in(values, name), remark=remark)

    def finish(self) -> None:
        """Close the round: the next `regrade` starts another."""
        for number, regrade, _, *rest in list(rows(self._database, UNFINISHED)):
            *_, checksum = sealed((number, regrade, 1, *rest))
            self._database.execute(FINISH, (1, checksum, number))

    def _start_round(self) -> int:
        for number, regrade, *_ in rows(self._database, UNFINISHED):
            if regrade == self._regrade:
                return int(number)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        used = json.dumps(versions())
        return add(self._database, "rounds", (int(self._regrade), 0, now, used, self._secret))

    def add_hand_in(self, hand_in: HandIn) -> None:
        """Note what counted of somebody, unless that is what is known of these very files."""
        files = msgspec.json.encode(hand_in.files).decode()
        values = (hand_in.submission, hand_in.name, files, hand_in.remark, hand_in.verdict)
        if self._known is None:
            known = (tuple(row[1:-1]) for row in rows(self._database, HAND_INS))
            self._known = {row[:3:2]: row for row in known}
        if self._known.get(values[:3:2]) != values:
            add(self._database, "hand_ins", (*values, hand_in.came))
            self._known[values[:3:2]] = values

    def hand_ins(self) -> Iterator[HandIn]:
        """Everything that counted of anybody at any time, in the order in which it came."""
        for _, submission, name, files, *rest in rows(self._database, HAND_INS):
            remark, verdict, came = rest
            handed = msgspec.json.decode(files, type=dict[str, HandedFile])
            yield HandIn(submission, name, handed, verdict, remark, came)

    def people(self) -> list[str]:
        """The ids of everybody who ever handed in something, in the order in which they came."""
        return list(dict.fromkeys(row[1] for row in rows(self._database, HAND_INS)))

    @property
    def state(self) -> str:
        """Changes as soon as a verdict, a hand-in or the secret does."""
        return repr([self._secret, *self._database.execute(STATE)])

    @property
    def has_other_secret(self) -> bool:
        """Whether the last round drew its inputs from another secret than this one."""
        return self.latest is not None and self.latest.secret not in {"", self._secret}

    @property
    def has_faults(self) -> bool:
        """Whether the newest verdict on anything handed in is a fault of the grader."""
        return any(self._database.execute(FAULTS, (Status.GRADER_ERROR,)))

    def report(self, number: int) -> tuple[Report, int] | None:
        """The report of this number and that of its round; None if a rescue has lost it."""
        row = self.row(number)
        return row and (report_in(row[2:]), row[1])

    def row(self, number: int) -> Values | None:
        """A verdict as it is kept: its number, that of its round, and a report."""
        return next(rows(self._database, BY_NUMBER, (number,)), None)

    def rounds(self) -> dict[int, Round]:
        """All rounds, by number."""
        return {
            number: Round(number, date, json.loads(used), secret)
            for number, _, _, date, used, secret in rows(self._database, ROUNDS)
        }

    def merge(self, other: "Journal") -> int:
        """Take over what another journal has and this one lacks; return how much work that is.

        Raises KitError if it was graded with another secret, so on other inputs.
        """
        theirs = other.rounds()
        own = {one.secret for one in self.rounds().values()} | {self._secret}
        if any(one.secret and one.secret not in own for one in theirs.values()):
            raise KitError(
                "The other grades were made with another course secret, so on other inputs. Share "
                "one secret (course.toml, secret), and grade one of the two again.",
                exit_code=2,
            )
        numbers, count = self._merge_rounds(theirs), 0
        for one in other.hand_ins():
            found = other.report(one.verdict)
            if found is None:
                continue
            report, turn = found
            number = self._number_of(report)
            if number is None:
                values = (numbers.get(turn, 0), *row_of(report))
                number = add(self._database, "verdicts", values)
                count += report.status is not Status.NOT_SUBMITTED
            self.add_hand_in(replace(one, verdict=number))
        return count

    def _merge_rounds(self, theirs: Mapping[int, Round]) -> dict[int, int]:
        """The number here of each of their rounds."""
        known = {(one.date, one.secret): number for number, one in self.rounds().items()}
        for one in theirs.values():
            if (one.date, one.secret) not in known:
                values = (0, 1, one.date, json.dumps(one.versions), one.secret)
                known[one.date, one.secret] = add(self._database, "rounds", values)
        return {number: known[one.date, one.secret] for number, one in theirs.items()}

    def _number_of(self, report: Report) -> int | None:
        """The number of the same verdict on the same person, if it is here."""
        for number, _, *values in rows(self._database, NEWEST, (report.key, report.submission)):
            if values[1] == report.submission:
                return int(number)
        return None

    def forget(self, submission: str) -> None:
        """Erase everything about a person, in the remarks about a group as well."""
        self._database.execute("PRAGMA secure_delete = ON")
        for query in FORGET:
            self._database.execute(query, (submission,))
        named = re.compile(rf"(?<![\w@.-]){re.escape(submission)}(?![\w@-])")
        for number, *values in list(rows(self._database, HAND_INS)):
            if named.search(values[REMARK]):
                values[REMARK] = _without(named, values[REMARK])
                self._database.execute("DELETE FROM hand_ins WHERE number = ?", (number,))
                journal_file.put(self._database, "hand_ins", (number, *values))
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.execute("VACUUM")
        self._known = None

    def withdraw(self, verdicts: Iterable[int]) -> None:
        """Drop the hand-ins that have these verdicts, all or none."""
        self._database.execute("BEGIN")
        for number in verdicts:
            self._database.execute("DELETE FROM hand_ins WHERE verdict = ?", (number,))
        self._database.execute("COMMIT")
        self._known = None

    def check(self) -> None:
        """Look at every row, as when a journal is opened. Raises DamagedError."""
        journal_file.check(self._database)

    @property
    def latest(self) -> Round | None:
        """The newest round."""
        return max(self.rounds().values(), key=lambda one: one.number, default=None)

    def grades(self) -> dict[str, str]:
        """The grade that each person had at the end of the last round, as it was noted."""
        return {name: grade for _, name, grade in rows(self._database, GRADES)}

    def note_grades(self, grades: Mapping[str, str]) -> None:
        """Keep the grades of these people, all or none."""
        self._database.execute("BEGIN")
        add_all(self._database, "grades", grades.items())
        self._database.execute("COMMIT")


@contextmanager
def read_journal(path: Path) -> Iterator[Journal]:
    """A journal of which each row is checked when it is read, and nothing is rescued.

    Where nothing can be written, as in an archive, a copy of it is read. Raises KitError.
    """
    try:
        with (
            journal_file.usable(path) as place,
            closing(journal_file.open_database(place, is_checked=False)) as database,
        ):
            yield Journal(path, database, regrade=False)
    except (*journal_file.ERRORS, DamagedError) as error:
        if isinstance(error, DamagedError) or journal_file.is_damage(error, path):
            raise KitError(
                f"The journal {path} is damaged ({error}). Grade the course again: what can be "
                "read is kept.",
                exit_code=2,
            ) from error
        problem = f"The journal {path} cannot be read ({error})."
        if "locked" in str(error):
            problem = f"A batch is running in {path.parent}. Wait until it ends."
        raise KitError(problem, exit_code=2) from error


@contextmanager
def open_journal(
    path: Path, *, regrade: bool = False, secret: str = "", is_checked: bool = True
) -> Iterator[Journal]:
    """The journal at a path: made if there is none, rescued if damaged. Raises KitError.

    is_checked: otherwise each row is only checked when it is read, and damage that is found then
    raises DamagedJournalError; opened again and checked, the journal is rescued.
    """
    try:
        database, remark = _open(path, is_checked)
        with closing(database):
            yield Journal(path, database, regrade=regrade, remark=remark, secret=secret)
    except (*journal_file.ERRORS, DamagedError) as error:
        is_damage = isinstance(error, DamagedError) or journal_file.is_damage(error, path)
        kind = DamagedJournalError if is_damage else KitError
        raise kind(_sentence(error, path), exit_code=2) from error


def _open(path: Path, is_checked: bool) -> tuple[sqlite3.Connection, str]:
    """The database, and what a person must know about it."""
    try:
        return journal_file.open_database(path, is_checked=is_checked), ""
    except DamagedError as damaged:
        try:
            remark = journal_file.rescue(path)
        except OSError as error:
            raise KitError(
                f"The journal {path} is damaged ({damaged}) and cannot be put aside "
                f"({error.strerror}). Move it away to grade everybody again.",
                exit_code=2,
            ) from error
        return journal_file.open_database(path), remark


def _without(named: re.Pattern[str], remark: str) -> str:
    """A remark without a person: what it says of a group names people, anything else their id."""
    return "Handed in by a group." if remark.startswith(GROUP) else named.sub("...", remark)


def _is_to_try(newest: list[Report]) -> bool:
    """Whether the newest verdict is a fault in the kit, and not the same one twice in a row."""
    kinds = {(one.status, one.reason, one.traceback.rstrip().split("\n")[-1]) for one in newest}
    return newest[0].status is Status.GRADER_ERROR and len(kinds) == len(newest)


def _sentence(error: Exception, path: Path) -> str:
    if isinstance(error, DamagedError) or journal_file.is_damage(error, path):
        return (
            f"The journal {path} was damaged while the batch was running ({error}). "
            "Type the same command again: what can be read is kept."
        )
    if "locked" in str(error):
        return (
            f"Another batch is running in {path.parent}. Wait for it, or grade into another folder."
        )
    return (
        f"The journal {path} cannot be written ({error}). Every verdict so far is kept: make room, "
        "or repair the folder, and type the same command again."
    )
