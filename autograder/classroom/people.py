"""The people of a batch: every entry, and everybody on the roster who has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.classroom.batch import Member
from autograder.classroom.layout import Listing
from autograder.classroom.outputs import Leftovers
from autograder.classroom.roster import Match, Person, match


@dataclass(frozen=True, slots=True)
class Gathered:
    """Who belongs to the batch, and what belongs to nobody."""

    members: tuple[Member, ...]
    leftovers: Leftovers


def gather(listing: Listing, roster: Sequence[Person] | None) -> Gathered:
    """Members in the order of their entries, the absent last. roster: None without one."""
    found = match(listing.entries, tuple(roster or ()))
    members = [
        Member(entry.submission, _name(entry.submission, entry.aliases, found), entry)
        for entry in listing.entries
    ]
    ids = {member.submission for member in members}
    absent = (person for person in found.absent if person.submission not in ids)
    members += [Member(person.submission, person.name, None) for person in absent]
    unknown = found.unknown if roster is not None else ()
    return Gathered(tuple(members), Leftovers(unknown, listing.strays))


def _name(submission: str, aliases: tuple[str, ...], found: Match) -> str:
    """The roster's name, else what the platform says that is no id."""
    person = found.people.get(submission)
    if person is not None and person.name:
        return person.name
    return next((alias for alias in aliases if " " in alias), "")
