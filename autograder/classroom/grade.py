"""The grade: what one person gets, and how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.sandbox.report import Report


@dataclass(frozen=True, slots=True)
class Contact:
    """What a roster says of a person besides id and name; "" for what it omits.

    ids: the name of each column with an id in it, and the id.
    """

    email: str = ""
    login: str = ""
    section: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """When a verdict was reached, and with what. date: ISO 8601, in UTC.

    versions: of the kit, Python and libraries. secret: the fingerprint of the course secret.
    """

    number: int
    date: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that counts for an exercise.

    hash: of its content. submitted: when it was handed in, in ISO 8601 in UTC; "" if nothing says
    so. is_late: whether the platform calls it late. source: where it came from, in the folder of
    the course. came: when it was handed in or, where nothing says so, exported. is_idle: whether
    there is nothing in it but stubs.
    """

    name: str
    hash: str
    submitted: str = ""
    is_late: bool = False
    source: str = ""
    came: str = ""
    is_idle: bool = False


@dataclass(frozen=True, slots=True)
class HandIn:
    """What counted of somebody at a moment: for each exercise the newest file until then.

    verdict: its number in the journal. remark: how it was handed in. came: when the newest of it
    was handed in or, where nothing says so, exported.
    """

    submission: str
    name: str
    files: Mapping[str, HandedFile]
    verdict: int
    remark: str = ""
    came: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """
    What one person gets.

    report: on the work that counts, with the points that the course gives for each check.
    submitted: when that was handed in, in ISO 8601 with a zone; "" if nothing says so.
    late: how many days of the late rule apply.
    late_only: the exercises that were late, where others were on time.
    raw: points before anything else; None while some are open, and where nothing was judged.
    penalty: points that lateness costs.
    adjusted: points that adjust.csv adds or takes away.
    total: points after all that, of the core; None if it is not settled.
    bonus: what comes on top, after lateness and adjustments.
    max_points: what could be reached, of the core.
    is_excused: whether the person needs no grade. why: the instructor's reasons.
    hand_in: what counts, and where it came from; None where there is no journal of a course.
    handed: the hashes of everything that the person has ever handed in.
    """

    report: Report
    contact: Contact = Contact()
    submitted: str = ""
    late: int = 0
    late_only: tuple[str, ...] = ()
    raw: float | None = None
    penalty: float = 0.0
    adjusted: float = 0.0
    total: float | None = None
    max_points: float = 0.0
    is_excused: bool = False
    why: str = ""
    hand_in: HandIn | None = None
    round: Round | None = None
    handed: tuple[str, ...] = ()
    bonus: float = 0.0

    @property
    def whole(self) -> float | None:
        """What is exported: total and bonus."""
        return None if self.total is None else self.total + self.bonus

    @property
    def files(self) -> Mapping[str, str]:
        """Where each graded file came from, and the hash of its content."""
        found = self.hand_in.files.values() if self.hand_in else ()
        return {file.source: file.hash for file in found}
