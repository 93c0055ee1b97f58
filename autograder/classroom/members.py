"""The members of a class: everybody who handed in something or is on the roster, each once.

Whoever may have handed in something is never said to have handed in nothing.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from autograder.classroom.archives import archive_files
from autograder.classroom.entries import ARCHIVE, MEMBERS, Entry, shown
from autograder.classroom.intake import open_regular
from autograder.classroom.layout import Listing, is_a, stem
from autograder.classroom.roster import Person

WORDS = 4  # of a file's name that may be somebody's name together
LETTERS, DIGITS = 2, 5  # the fewest that are taken for an id there: 2026 is a year
SEVERAL = 2
NAMED = 3  # files or people in a sentence
# Marks of direction and of width as `id_of` writes them, which people cannot see in a name.
INVISIBLE = re.compile(r"\\(?:u20[0-9a-f]{2}|ufeff|xad)")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The class. unknown: ids that are not on the roster. strays: files that are nobody's."""

    members: tuple[Entry, ...]
    unknown: tuple[str, ...]
    strays: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """The people on a roster, to be found by id, by name, and by group."""

    people: Sequence[Person]

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        return {person.submission: person for person in self.people}

    @cached_property
    def by_key(self) -> Mapping[str, Sequence[Person]]:
        return _by_key((person, person.aliases) for person in self.people)

    @cached_property
    def by_guess(self) -> Mapping[str, Sequence[Person]]:
        """By what may be an id, though no title says so."""
        return _by_key((person, (one for _, one in person.ids)) for person in self.people)

    @cached_property
    def groups(self) -> Mapping[str, Sequence[Person]]:
        return _by_key((person, person.groups) for person in self.people)

    def called(self, names: Iterable[str]) -> Iterator[tuple[Person, str]]:
        """Whom each of these names means; a name that two people share means neither."""
        for key in keys(names):
            found = self.by_key.get(key, ())
            yield from ((person, key) for person in found if len(found) == 1)

    def namesakes(self, names: Iterable[str]) -> Sequence[Person]:
        """All who share the first of these names that is shared."""
        shared = (found for key in keys(names) if len(found := self.by_key.get(key, ())) > 1)
        return next(shared, ())

    def knows(self, name: str) -> bool:
        """Whether an id, a name or a group is on the roster."""
        known = (self.by_key, self.by_guess, self.groups)
        return any(key in names for key in keys((name,)) for names in known)


def _by_key(named: Iterable[tuple[Person, Iterable[str]]]) -> Mapping[str, Sequence[Person]]:
    found: dict[str, list[Person]] = {}
    for person, names in named:
        for key in keys(names):
            found.setdefault(key, []).append(person)
    return found


def keys(aliases: Iterable[str]) -> tuple[str, ...]:
    """Aliases without what platforms change: case, spaces, commas, how accents are encoded."""
    seen = (INVISIBLE.sub("", alias) for alias in aliases)
    folded = (unicodedata.normalize("NFKC", alias).casefold() for alias in seen)
    plain = ("".join(c for c in alias if c.isalnum() or c in "@_") for alias in folded)
    return tuple(dict.fromkeys(key for key in plain if key))


def gather(listing: Listing, roster: Sequence[Person] | None) -> Gathered:
    """Members in the order of their entries, then the absent. roster: None without one."""
    known = Directory(_identified(roster or (), listing))
    found = _claimed(listing, known)
    missing = Directory([p for p in known.people if p.submission not in found])
    unknown = [entry for entry in found.values() if entry.submission not in known.by_id]
    crowds = {entry.submission: crowd for entry in unknown if (crowd := _crowd(entry, known))}
    hints = _mentions(unknown, listing.strays, missing) | _shortened(unknown, missing)
    hints |= {name: place for crowd in crowds.values() for name, place in crowd.items()}
    doubts = _doubts(unknown, known)
    members = [_uncrowded(entry, crowds.get(entry.submission, ())) for entry in found.values()]
    members += [
        _absent(person, hints.get(person.submission, ""), doubts.get(person.submission, ()))
        for person in missing.people
    ]
    names = () if roster is None else (entry.submission for entry in unknown)
    return Gathered(tuple(members), tuple(names), listing.strays)


def _identified(people: Sequence[Person], listing: Listing) -> Sequence[Person]:
    """The people with the ids of the column that most entries have, so that both can be joined."""
    used = {
        key
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
    """What an entry is for one of its owners. is_sure: it has their id, not only their name."""

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
            claim = Claim(entry, part, bool(entry.people) or _has_id(owner, ids))
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
        for person in shared or owners_of(entry, known):
            found.setdefault(person.submission, []).append(_label(entry))
    return found


def _parts(entry: Entry, known: Directory, *, is_misfit: bool) -> list[Entry]:
    """What an entry is for each of its owners; for itself if they are not known."""
    if len(entry.people) >= SEVERAL:
        return _of_submitters(entry, known)
    if group := _group(entry, known):
        return _of_group(entry, f"the group {_title(entry)}", group)
    entry = _ungrouped(entry, known)
    owners = owners_of(entry, known)
    if len(owners) != 1:
        return [replace(entry, name="" if is_misfit else _own_name(entry))]
    (owner,) = owners
    problem = "" if is_misfit else entry.problem
    aliases = (*entry.aliases, entry.submission, *owner.aliases)
    own = replace(entry, submission=owner.submission, name=owner.name, aliases=aliases)
    return [replace(own, problem=problem)]


def owners_of(entry: Entry, known: Directory) -> list[Person]:
    """The people on the roster that an entry may belong to."""
    if entry.submission in known.by_id:
        return [known.by_id[entry.submission]]
    # Beside a platform's number the alias is what learners call themselves: it is nobody's id.
    if entry.submission.isdecimal():
        by_number = [person for person, _ in known.called((entry.submission,))]
        named = [p for p, key in known.called(entry.aliases) if key in keys(p.names)]
        return _once(by_number or named)
    called = (entry.submission, *entry.aliases)
    exact = [known.by_id[name] for name in called if name in known.by_id]
    return _once(exact or [person for person, _ in known.called(called)])


def _once(people: Iterable[Person]) -> list[Person]:
    return list({person.submission: person for person in people}.values())


def _own_name(entry: Entry) -> str:
    """What the platform has that is not an id."""
    return next((alias for alias in entry.aliases if " " in alias), "")


def _title(entry: Entry) -> str:
    return next(iter(entry.aliases), entry.submission)


def _ungrouped(entry: Entry, known: Directory) -> Entry:
    """Moodle puts the group in front of the name: `Group A-Grace Hopper`."""
    words = _title(entry).split("-")
    for count in range(1, len(words)):
        group, name = "-".join(words[:count]), "-".join(words[count:])
        if any(key in known.groups for key in keys((group,))):
            remark = f"Of the group {group}."
            return replace(entry, aliases=(name, *entry.aliases), remark=remark)
    return entry


def _group(entry: Entry, known: Directory) -> Sequence[Person]:
    """The people of the group that an entry is named after.

    A learner may be called like a group: if the number is a person's, it is one of the group.
    """
    if entry.submission in known.by_id and not entry.aliases:
        return ()
    titles = keys(entry.aliases or (entry.submission,))
    group = next((known.groups[key] for key in titles if key in known.groups), ())
    owner = known.by_id.get(entry.submission)
    return group if owner is None or owner in group else ()


def _of_submitters(entry: Entry, known: Directory) -> list[Entry]:
    """An entry for each person whom the platform names, whether on the roster or not."""
    people = []
    for names in entry.people:
        exact = [known.by_id[name] for name in names if name in known.by_id]
        found = _once(exact[:1] or [person for person, _ in known.called(names)])
        name = next((one for one in names if " " in one), "")
        people.append(found[0] if len(found) == 1 else Person(names[0], name, names))
    return _of_group(entry, "a group", people)


def _of_group(entry: Entry, label: str, people: Sequence[Person]) -> list[Entry]:
    """The same files for each member of a group, who all get the same inputs."""
    names = [f"{p.name} ({p.submission})" if p.name else p.submission for p in people]
    remark = f"Handed in by {label}: {_listed(names, len(names))}."
    remark = f"{remark} {entry.remark}".rstrip()
    shared = replace(entry, remark=remark, shared=entry.submission, people=())
    return [
        replace(shared, submission=p.submission, name=p.name, aliases=p.aliases) for p in people
    ]


def _listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names as a sentence has them."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _label(entry: Entry) -> str:
    """How an entry is called in a sentence: by its file or folder."""
    names = [upload.path.name for upload in entry.uploads] or [entry.submission]
    return shown(names[0])


def _settled(parts: Sequence[Entry], owner: Person | None) -> Entry:
    """The one entry of a person; if there are several, that is a question."""
    if len(parts) == 1:
        return parts[0]
    labels = _listed([_label(part) for part in parts])
    problem = f"{labels} are handed in for one person; which one counts?"
    name = owner.name if owner else parts[0].name
    return replace(parts[0], uploads=(), name=name, problem=problem, remark="", shared="")


def _uncrowded(entry: Entry, people: Iterable[str]) -> Entry:
    """An entry; one that holds the work of several people is refused."""
    if not people:
        return entry
    problem = (
        f"{_label(entry)} holds the work of several people ({_listed(list(people))}); "
        "move it up, so that each of them has a folder of their own."
    )
    return replace(entry, uploads=(), problem=problem)


def _crowd(entry: Entry, known: Directory) -> Mapping[str, str]:
    """The people who have something inside an entry of nobody known: their ids, and where it is."""
    if not known.people or len(entry.uploads) != 1:
        return {}
    path = entry.uploads[0].path
    inside = {name: known.called(_phrases(stem(name))) for name in _names_inside(path)}
    found = {p.submission: f"{path.name}/{name}" for name, who in inside.items() for p, _ in who}
    return found if len(found) >= SEVERAL else {}


def _names_inside(path: Path) -> Iterable[str]:
    """The names at the top of a folder or a zip archive, and one level below."""
    with suppress(Exception):  # whatever is wrong with it, everybody else is graded
        if not is_a(path):
            with os.scandir(path) as found:
                return [one.name for one in islice(found, MEMBERS)]
        if path.suffix.lower() == ".zip":
            with open_regular(path, ARCHIVE) as opened:
                paths = [file.path for file in archive_files(opened, path.name)]
            return [part for inside in paths for part in inside.parts[1 : 1 + SEVERAL]]
    return ()


def _mentions(
    unknown: Iterable[Entry], strays: Iterable[str], missing: Directory
) -> dict[str, str]:
    """For missing people a file that may be theirs, as its name has their id or name in it."""
    files = [_label(entry) for entry in unknown] + [shown(name) for name in strays]
    found: dict[str, str] = {}
    for file in files if missing.people else ():
        for person, _ in missing.called(_phrases(stem(file))):
            found.setdefault(person.submission, file)
    return found


def _shortened(unknown: Iterable[Entry], missing: Directory) -> dict[str, str]:
    """For missing people an unknown entry with their id, but for zeros in front, as a spreadsheet
    drops them, or for what is behind the @ of an address.
    """
    labels = {_short(entry.submission): _label(entry) for entry in unknown}
    return {
        person.submission: labels[_short(alias)]
        for person in missing.people
        for alias in set(person.aliases).difference(person.names)
        if _short(alias) in labels
    }


def _short(alias: str) -> str:
    return alias.lstrip("0") if alias.isdecimal() else alias.partition("@")[0].casefold()


def _phrases(name: str) -> Iterator[str]:
    """Words of a file's name, and several of them in a row."""
    words = re.findall(r"[^\W_]+", name)[:MEMBERS]
    for start in range(len(words)):
        for length in range(1, WORDS + 1):
            phrase = "".join(words[start : start + length])
            if len(phrase) >= (DIGITS if phrase.isdecimal() else LETTERS):
                yield phrase


def _absent(person: Person, hint: str, doubts: Sequence[str]) -> Entry:
    problem = ""
    if doubts:
        problem = (
            f"{_listed(doubts)} may be this person's or, as the name is the same, another's; "
            f"put it into a folder named {shown(person.submission)}."
        )
    elif hint:
        problem = (
            f"{shown(hint)} may be this person's, but it could not be taken for that; "
            f"put it into a folder named {shown(person.submission)}."
        )
    return Entry(person.submission, (), name=person.name, problem=problem)
