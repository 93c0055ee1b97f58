"""Likenesses: files and folders with names like those of people who seem to have handed in nothing.

A likeness is never enough to grade something as somebody's, but always enough to ask.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from autograder.classroom.directory import keys
from autograder.classroom.entries import NUMBERED, Entry
from autograder.classroom.layout import stem
from autograder.classroom.roster import Person

WORDS = 4  # of a file's name that may be somebody's name together
LETTERS, DIGITS = 2, 5  # the fewest that may be an id in any name: 2026 is a year
COPY = re.compile(rf"(?P<name>.+?){NUMBERED}", re.DOTALL)

Owners = Mapping[str, set[str]]
"""The ids of the people whom a word may mean."""


def likenesses(
    unknown: Iterable[Entry], strays: Iterable[str], missing: Sequence[Person]
) -> dict[str, list[str]]:
    """For missing people the names of all that may be theirs."""
    if not missing:
        return {}
    ids, names = _owners(missing, _all_names), _owners(missing, _first_and_last)
    found: dict[str, list[str]] = {}
    for entry in unknown:
        # In what a platform has named, numbers are its own, and names are whole.
        is_free = not entry.aliases or bool(entry.problem)
        words = set(map(_folded, phrases(called(entry), 1 if is_free else DIGITS)))
        _note(found, called(entry), words, (ids, names) if is_free else (ids,))
    for stray in strays:
        _note(found, stray, set(map(_folded, phrases(stray))), (ids, names))
    return found


def other_readings(unknown: Iterable[Entry], present: Iterable[Entry]) -> dict[str, list[str]]:
    """For people with an entry of their own the names that may be read as theirs, too."""
    unclear = [entry for entry in unknown if entry.problem and not entry.aliases]
    people = [
        Person(one.submission, one.name, (one.submission, *one.aliases), one.aliases)
        for one in (present if unclear else ())
    ]
    return likenesses(unclear, (), people)


def _note(found: dict[str, list[str]], name: str, words: set[str], known: Iterable[Owners]) -> None:
    """Note a name for everybody who is the only one whom one of its words may mean."""
    meant = [next((o[word] for o in known if word in o), set[str]()) for word in sorted(words)]
    for owner in sorted(set().union(*(owners for owners in meant if len(owners) == 1))):
        found.setdefault(owner, []).append(name)


def called(entry: Entry) -> str:
    """What an entry is called: its file or folder."""
    return entry.uploads[0].path.name if entry.uploads else entry.submission


def _owners(people: Iterable[Person], words: Callable[[Person], Iterable[str]]) -> Owners:
    found: dict[str, set[str]] = {}
    for person in people:
        for word in map(_folded, words(person)):
            found.setdefault(word, set()).add(person.submission)
    return found


def _all_names(person: Person) -> Iterator[str]:
    """All ids and names, and of an address what is in front of the @."""
    yield from person.aliases
    yield from (one.partition("@")[0] for one in person.aliases if one not in person.names)


def _first_and_last(person: Person) -> Iterator[str]:
    for name in person.names:
        words = re.findall(r"[^\W_]+", name)
        yield from (words[index] for index in (0, -1) if words)


def _folded(word: str) -> str:
    """A word without what people and spreadsheets drop: `_`, and zeros in front of a number."""
    key = "".join(keys((word,))).replace("_", "")
    return key.lstrip("0") if key.isdecimal() else key


def phrases(name: str, digits: int = DIGITS) -> Iterator[str]:
    """Words of a file's name, and several of them in a row; the fewest digits of a number."""
    match = COPY.fullmatch(stem(name))
    words = re.findall(r"[^\W_]+", match["name"] if match else name)
    for start in range(len(words)):
        for length in range(1, WORDS + 1):
            phrase = "".join(words[start : start + length])
            if len(phrase) >= (digits if phrase.isdecimal() else LETTERS):
                yield phrase
