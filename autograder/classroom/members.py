"""The members of a class: everybody who handed in something or is on the roster, each once.

Whoever may have handed in something is never said to have handed in nothing.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from autograder.classroom.archives import archive_files
from autograder.classroom.directory import Directory, keys, once
from autograder.classroom.entries import ARCHIVE, MEMBERS, Entry, shown, some
from autograder.classroom.intake import open_regular
from autograder.classroom.layout import Listing, is_a
from autograder.classroom.likeness import called, likenesses, other_readings, phrases
from autograder.classroom.roster import Person
from autograder.grading.screen import listed

SEVERAL = 2
MOST = 10  # files that may be one person's in a sentence


@dataclass(frozen=True, slots=True)
class Gathered:
    """The class. unknown: ids that are not on the roster. strays: files that are nobody's."""

    members: tuple[Entry, ...]
    unknown: tuple[str, ...]
    strays: tuple[str, ...]


def gather(listing: Listing, roster: Sequence[Person] | None) -> Gathered:
    """Members in the order of their entries, then the absent. roster: None without one."""
    people = identified(roster or (), [listing])
    gathered = gather_known(listing, people)
    return gathered if roster is not None else replace(gathered, unknown=())


def gather_known(listing: Listing, people: Sequence[Person]) -> Gathered:
    """The same for people who have the ids that the course goes by."""
    known = Directory(people)
    found = _claimed(listing, known)
    missing = Directory([p for p in known.people if p.submission not in found])
    unknown = [entry for entry in found.values() if entry.submission not in known.by_id]
    crowds = {entry.submission: crowd for entry in unknown if (crowd := _crowd(entry, known))}
    hints = likenesses(unknown, listing.strays, missing.people)
    hints |= {name: [place] for crowd in crowds.values() for name, place in crowd.items()}
    doubts = _doubts(unknown, known)
    more = other_readings(unknown, (entry for entry in found.values() if entry.uploads))
    members = [
        _with_hint(
            _uncrowded(entry, crowds.get(entry.submission, ())), more.get(entry.submission, ())
        )
        for entry in found.values()
    ]
    members += [
        _absent(person, hints.get(person.submission, ()), doubts.get(person.submission, ()))
        for person in missing.people
    ]
    names = tuple(entry.submission for entry in unknown)
    return Gathered(tuple(members), names, listing.strays)


def identified(
    people: Sequence[Person], listings: Iterable[Listing], earlier: Iterable[str] = ()
) -> Sequence[Person]:
    """The people with the ids of the column that most entries have, so that both can be joined.

    earlier: the ids that people had before; where there are any, they stay.
    """
    used = set(keys(earlier)) or {
        key
        for listing in listings
        for entry, is_misfit in _entries(listing)
        for key in keys(_ids(entry, is_misfit=is_misfit))
    }
    counts = Counter(
        column for p in people for column, one in p.ids if used.intersection(keys([one]))
    )
    if not counts:
        return people
    ((column, _),) = counts.most_common(1)
    named = [_renamed(person, dict(person.ids).get(column, "")) for person in people]
    return named if len({p.submission for p in named}) == len(people) else people


def _renamed(person: Person, name: str) -> Person:
    return replace(person, submission=name, aliases=(name, *person.aliases)) if name else person


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry is for one of its owners.

    is_sure: it has their id or that of their group, not only their name.
    """

    entry: Entry
    part: Entry
    is_sure: bool


def _claimed(listing: Listing, known: Directory) -> dict[str, Entry]:
    """The entry of everybody who has one, by id."""
    claims: dict[str, list[Claim]] = {}
    for entry, is_misfit in _entries(listing):
        ids = _ids(entry, is_misfit=is_misfit)
        for part in _parts(entry, known, is_misfit=is_misfit):
            owner = known.by_id.get(part.submission)
            is_known = bool(part.shared) or _has_id(owner, ids)
            claim = Claim(entry, part, bool(entry.people) or is_known)
            claims.setdefault(part.submission, []).append(claim)
    settled: dict[str, Entry] = {}
    for name, found in claims.items():
        sure = [claim for claim in found if claim.is_sure]
        if len(sure) == 1:  # the others only call themselves so
            rest = (claim.entry for claim in found if not claim.is_sure)
            settled |= {e.submission: replace(e, name=_own_name(e)) for e in rest}
        counting = sure if len(sure) == 1 else found
        settled[name] = _settled([claim.part for claim in counting], known.by_id.get(name))
    return settled


def _entries(listing: Listing) -> Iterator[tuple[Entry, bool]]:
    """All entries, and whether each is a misfit."""
    yield from ((entry, False) for entry in listing.entries)
    yield from ((entry, True) for entry in listing.misfits)


def _ids(entry: Entry, *, is_misfit: bool) -> set[str]:
    """What may be an id; other names are what learners call themselves."""
    return {entry.submission, *(entry.aliases if is_misfit else ())}


def _has_id(owner: Person | None, ids: Iterable[str]) -> bool:
    """Whether one of these is an id of a person."""
    if owner is None:
        return False
    own = set(keys(owner.aliases)) - set(keys(owner.names))
    return owner.submission in ids or bool(own.intersection(keys(ids)))


def _doubts(unknown: Iterable[Entry], known: Directory) -> dict[str, list[str]]:
    """For people who may have handed in something unknown, as namesakes do, what that is."""
    found: dict[str, list[str]] = {}
    for entry in unknown:
        shared = known.namesakes((entry.submission, *entry.aliases))
        for person in shared or known.owners_of(entry):
            found.setdefault(person.submission, []).append(_label(entry))
    return found


def _parts(entry: Entry, known: Directory, *, is_misfit: bool) -> list[Entry]:
    """What an entry is for each of its owners; for itself if they are not known."""
    if len(entry.people) >= SEVERAL:
        return _of_submitters(entry, known)
    if group := _group(entry, known):
        return _of_group(entry, f"the group {_title(entry)}", group)
    entry = _ungrouped(entry, known)
    owners = known.owners_of(entry)
    if len(owners) != 1:
        return [replace(entry, name="" if is_misfit else _own_name(entry))]
    (owner,) = owners
    problem = "" if is_misfit else entry.problem
    aliases = (*entry.aliases, entry.submission, *owner.aliases)
    own = replace(entry, submission=owner.submission, name=owner.name, aliases=aliases)
    return [replace(own, problem=problem)]


def _own_name(entry: Entry) -> str:
    """What the platform has that is not an id."""
    if len(entry.people) == 1:
        return _name_among(entry.people[0])
    return next((alias for alias in entry.aliases if " " in alias), entry.name)


def _name_among(known: Sequence[str]) -> str:
    """What is a name of what a platform knows of somebody, the best id first and the name last.

    A single word is one, if it is neither an address nor all that is known.
    """
    id_, *more = known
    names = [one for one in more if " " in one or "@" not in one]
    return names[-1] if names else id_ if " " in id_ else ""


def _title(entry: Entry) -> str:
    return next(iter(entry.aliases), entry.submission)


def _ungrouped(entry: Entry, known: Directory) -> Entry:
    """Moodle puts the group in front of the name: `Group A-Grace Hopper`."""
    words = _title(entry).split("-")
    for count in range(1, len(words)):
        group, name = "-".join(words[:count]), "-".join(words[count:])
        if known.group((group,)):
            remark = f"Of the group {group}."
            return replace(entry, aliases=(name, *entry.aliases), remark=remark)
    return entry


def _group(entry: Entry, known: Directory) -> Sequence[Person]:
    """The people of the group that an entry is named after.

    A learner may be called like a group: if the number is a person's, it is one of the group.
    """
    if entry.submission in known.by_id and not entry.aliases:
        return ()
    group = known.group(entry.aliases or (entry.submission,))
    owner = known.by_id.get(entry.submission)
    return group if owner is None or owner in group else ()


def _of_submitters(entry: Entry, known: Directory) -> list[Entry]:
    """An entry for each person whom the platform names, whether on the roster or not."""
    people = []
    for names in entry.people:
        exact = [known.by_id[name] for name in names if name in known.by_id]
        found = once(exact[:1] or [person for person, _ in known.called(names)])
        people.append(found[0] if len(found) == 1 else Person(names[0], _name_among(names), names))
    return _of_group(entry, "a group", people)


def _of_group(entry: Entry, label: str, people: Sequence[Person]) -> list[Entry]:
    """The same files for each member of a group, who all get the same inputs."""
    names = [f"{p.name} ({p.submission})" if p.name else p.submission for p in people]
    remark = f"Handed in by {label}: {listed(names)}."
    remark = f"{remark} {entry.remark}".rstrip()
    shared = replace(entry, remark=remark, shared=entry.submission, people=())
    return [
        replace(shared, submission=p.submission, name=p.name, aliases=p.aliases) for p in people
    ]


def _label(entry: Entry) -> str:
    """What an entry is called in a sentence."""
    return shown(called(entry))


def _settled(parts: Sequence[Entry], owner: Person | None) -> Entry:
    """The one entry of a person; if there are several, that is a question."""
    if len(parts) == 1:
        return parts[0]
    labels = some(map(_label, parts))
    problem = f"{labels} are handed in for one person; which one counts?"
    name = owner.name if owner else parts[0].name
    return replace(parts[0], uploads=(), name=name, problem=problem, remark="", shared="")


def _uncrowded(entry: Entry, people: Iterable[str]) -> Entry:
    """An entry; one that holds the work of several people is refused."""
    if not people:
        return entry
    problem = (
        f"{_label(entry)} holds the work of several people ({some(people)}); "
        "move it up, so that each of them has a folder of their own."
    )
    return replace(entry, uploads=(), problem=problem)


def _with_hint(entry: Entry, names: Sequence[str]) -> Entry:
    """An entry that also names what may be its owner's, in a row of its own."""
    if not names:
        return entry
    said = f"{some(names)} may also be this person's."
    return replace(entry, remark=f"{entry.remark} {said}".lstrip())


def _crowd(entry: Entry, known: Directory) -> Mapping[str, str]:
    """The people who have something inside an entry of nobody known: their ids, and where it is."""
    if not known.people or len(entry.uploads) != 1:
        return {}
    path = entry.uploads[0].path
    found = {
        person.submission: f"{path.name}/{name}"
        for name in _names_inside(path)
        for person in known.meant(phrases(name))
    }
    return found if len(found) >= SEVERAL else {}


def _names_inside(path: Path) -> Iterable[str]:
    """The names at the top of a folder or a zip archive, and one level below."""
    with suppress(Exception):  # whatever is wrong with it, everybody else is graded
        if not is_a(path):
            with os.scandir(path) as found:
                return sorted(one.name for one in islice(found, MEMBERS))
        if path.suffix.lower() == ".zip":
            with open_regular(path, ARCHIVE) as opened:
                paths = [file.path for file in archive_files(opened, path.name)]
            return [part for inside in paths for part in inside.parts[1 : 1 + SEVERAL]]
    return ()


def _absent(person: Person, hints: Sequence[str], doubts: Sequence[str]) -> Entry:
    problem = ""
    if doubts:
        problem = (
            f"{some(doubts)} may be this person's or, as the name is the same, another's; "
            f"put it into a folder named {shown(person.submission)}."
        )
    elif hints:
        what = "it" if len(hints) == 1 else "what is theirs"
        problem = (
            f"{some(hints, MOST)} may be this person's, but that is not sure; "
            f"put {what} into a folder named {shown(person.submission)}."
        )
    return Entry(person.submission, (), name=person.name, problem=problem)
