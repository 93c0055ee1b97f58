"""The directory: the people on a roster, to be found by id, by name, and by group."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.classroom.entries import Entry
from autograder.classroom.roster import Person

# Marks of direction and of width as `id_of` writes them, which people cannot see in a name.
INVISIBLE = re.compile(r"\\(?:u20[0-9a-f]{2}|ufeff|xad)")
ODD = re.compile(r"[^0-9A-Za-z@_]+")
WORD = re.compile(r"[^\s,_]+")

Index = Mapping[str, Sequence[Person]]


@dataclass(frozen=True)
class Directory:
    """The people on a roster."""

    people: Sequence[Person]

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        return {person.submission: person for person in self.people}

    @cached_property
    def by_key(self) -> Index:
        return _indexed((person, person.aliases) for person in self.people)

    @cached_property
    def by_guess(self) -> Index:
        """By what may be an id, though no title says so."""
        return _indexed((person, (one for _, one in person.ids)) for person in self.people)

    @cached_property
    def by_turned_name(self) -> Index:
        """By names with the last one in front, or with `_` for a space."""
        return _indexed((person, _turned(person.names)) for person in self.people)

    @cached_property
    def groups(self) -> Index:
        return _indexed((person, person.groups) for person in self.people)

    @cached_property
    def group_spellings(self) -> Mapping[str, set[str]]:
        """The groups that are called like this but for `_`, which stands for a space in files."""
        found: dict[str, set[str]] = {}
        for key in self.groups:
            found.setdefault(key.replace("_", ""), set()).add(key)
        return found

    def called(self, names: Iterable[str]) -> Iterator[tuple[Person, str]]:
        """Whom each of these names means; a name that two people share means neither."""
        for key in keys(names):
            found = self.by_key.get(key, ())
            yield from ((person, key) for person in found if len(found) == 1)

    def meant(self, names: Iterable[str]) -> list[Person]:
        """Whom these names mean, in whatever order the names of a person are."""
        each = tuple(names)
        return [person for person, _ in self.called(each)] or self.turned(each)

    def turned(self, names: Iterable[str]) -> list[Person]:
        """Whom these names mean if the last name is in front."""
        found = (self.by_turned_name.get(key.replace("_", ""), ()) for key in keys(names))
        return [people[0] for people in found if len(people) == 1]

    def group(self, names: Iterable[str]) -> Sequence[Person]:
        """The people of the group that one of these names means."""
        found = keys(names)
        spelled = (self.group_spellings.get(key.replace("_", ""), ()) for key in found)
        loose = [one for spellings in spelled if len(spellings) == 1 for one in spellings]
        return next((self.groups[key] for key in (*found, *loose) if key in self.groups), ())

    def namesakes(self, names: Iterable[str]) -> Sequence[Person]:
        """All who share the first of these names that is shared, in whatever order it is."""
        loose = (self.by_turned_name.get(key.replace("_", ""), ()) for key in keys(names))
        found = (*(self.by_key.get(key, ()) for key in keys(names)), *loose)
        return next((people for people in found if len(people) > 1), ())

    def knows(self, name: str) -> bool:
        """Whether an id, a name or a group is on the roster."""
        known = (self.by_key, self.by_guess, self.groups)
        is_exact = any(key in names for key in keys((name,)) for names in known)
        return is_exact or bool(self.group((name,)) or self.turned((name,)))

    def owners_of(self, entry: Entry) -> list[Person]:
        """The people that an entry may belong to."""
        if entry.submission in self.by_id:
            return [self.by_id[entry.submission]]
        # Beside a platform's number the alias is what learners call themselves: it is nobody's id.
        if entry.submission.isdecimal():
            by_number = [person for person, _ in self.called((entry.submission,))]
            named = [p for p, key in self.called(entry.aliases) if key in keys(p.names)]
            return once(by_number or named or self.turned(entry.aliases))
        names = (entry.submission, *entry.aliases)
        exact = [self.by_id[name] for name in names if name in self.by_id]
        return once(exact or self.meant(names))


def once(people: Iterable[Person]) -> list[Person]:
    """The same people, each once."""
    return list({person.submission: person for person in people}.values())


def keys(aliases: Iterable[str]) -> tuple[str, ...]:
    """Aliases without what platforms change: case, spaces, commas, how accents are encoded."""
    return tuple(dict.fromkeys(filter(None, map(_key, aliases))))


def _key(alias: str) -> str:
    seen = INVISIBLE.sub("", alias) if "\\" in alias else alias
    if seen.isascii():  # the same, sooner
        return ODD.sub("", seen).lower()
    folded = unicodedata.normalize("NFKC", seen).casefold()
    return "".join(c for c in folded if c.isalnum() or c in "@_")


def _turned(names: Iterable[str]) -> Iterator[str]:
    """`Lovelace Ada` for `Ada Lovelace`: any number of words may be the last name."""
    for name in names:
        words = WORD.findall(name)
        yield from ("".join(words[start:] + words[:start]) for start in range(len(words)))


def _indexed(named: Iterable[tuple[Person, Iterable[str]]]) -> Index:
    found: dict[str, list[Person]] = {}
    for person, names in named:
        for key in keys(names):
            found.setdefault(key, []).append(person)
    return found
