"""Crowds: entries that hold the work of several people, such as a section of the class.

Such an entry is nobody's. But learners keep copies in folders, too: these have the words of a
project in their names rather than people's names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.classroom import exports
from autograder.classroom.archives import archive_ending
from autograder.classroom.choice import ExerciseFile
from autograder.classroom.entries import Entry, Names, Refused, printable, shown, some, unaccented

SEVERAL = 2
WORD = re.compile(r"[^\W\d_]{2,}|[0-9]{5,}")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Of folders in which learners keep what they were given, what they did, and copies of both.
PROJECT = set(
    """
    day tag jour dia week woche semaine semana semester lesson lessons lecture unit course kurs
    ex exercise exercises exercice exercices ejercicio ejercicios task tasks part teil step tarea
    homework hw assignment assignments submission submissions submit submitted abgabe abgaben
    aufgabe aufgaben ubung ubungen uebung losung losungen solution solutions answer answers
    version try attempt backup backups bak old older new newer neu neuer alt copy kopie copia
    copie original originals orig final draft work works working mine my own test tests src code
    source script scripts notebook notebooks python jupyter colab drive kit autograder template
    templates stub stubs starter given handout download downloads desktop documents folder ordner
    tmp temp archive archiv archives save saved done finished wip todo project projects projekt
    repo main master branch dev first second last edit edited fixed correct corrected wrong right
    good bad before after unfinished complete completed empty untouched blank unchanged changed
    integrals integral sgd calculus descent gradient machine learning ml math maths results output
    release data lib app package packed zip upload uploads local remote trial untitled unbenannt
    """.split()
)
SUBMISSION = re.compile(r"submission_[0-9]{5,}")
"""A folder of Gradescope; a smaller number may be a learner's own."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Folders or files of several people, and the folder that they are in."""

    place: PurePosixPath
    people: tuple[str, ...]


def refuse_crowd(entry: Entry, files: Sequence[ExerciseFile]) -> None:
    """Raises Refused if an entry holds the work of several people."""
    crowd = _exported(files) or _side_by_side(files)
    if crowd is None:
        return
    path, names = entry.uploads[0].path, some(crowd.people)
    if packed := next(filter(archive_ending, crowd.place.parts), ""):
        raise Refused(
            f"The archive {shown(packed)} holds the files of several people ({names}); unpack it, "
            "and grade the folder that comes out."
        )
    raise Refused(
        f"{shown(path.name)} seems to hold the folders of several people ({names}). If so, grade "
        f"{printable(str(path / crowd.place))} on its own; if not, hand in only what counts."
    )


def _exported(files: Iterable[ExerciseFile]) -> Crowd | None:
    """What a platform has named after several people."""
    found: dict[PurePosixPath, dict[str, str]] = {}
    for file in files:
        for place in (file.path, *file.path.parents):
            if owner := _owner(place, file):
                found.setdefault(place.parent, {}).setdefault(owner, place.name)
    return _first(found)


def _owner(place: PurePosixPath, file: ExerciseFile) -> str:
    """Whom a platform has named a folder or a file after, if any."""
    path, is_file = Path(place.name), place == file.path or bool(archive_ending(place.name))
    entry = exports.canvas(path, is_file=is_file)
    names = Names((file.exercise,))
    if entry and place == file.path and not names.canonical(entry.uploads[0].name):
        entry = None  # a learner may use numbers, too
    entry = entry or exports.moodle(path, is_file=is_file) or exports.brightspace(path)
    entry = entry or exports.blackboard(path, "", is_file=is_file)
    if entry is None:
        return place.name if SUBMISSION.fullmatch(place.name) else ""
    return "" if entry.problem else entry.submission


def _side_by_side(files: Iterable[ExerciseFile]) -> Crowd | None:
    """Folders that differ in the same exercise, where all work is in such folders."""
    people: dict[PurePosixPath, dict[str, str]] = {}
    states: dict[tuple[PurePosixPath, str], set[bytes]] = {}
    for file in (one for one in files if one.is_named):
        owners = [place for place in file.path.parents if may_be_a_person(place.name)]
        if not owners and file.holds_work:
            return None
        for place in owners:
            people.setdefault(place.parent, {})[place.name] = place.name
            states.setdefault((place.parent, file.exercise), set()).add(file.written.digest)
    differing = {place for (place, _), found in states.items() if len(found) >= SEVERAL}
    return _first({place: found for place, found in people.items() if place in differing})


def may_be_a_person(name: str) -> bool:
    """Whether a folder has a name or a long number, and no word of a project."""
    plain = name.removesuffix(archive_ending(name) or "")
    words = set(WORD.findall(unaccented(HUMP.sub(" ", plain))))
    return bool(words) and words.isdisjoint(PROJECT)


def _first(found: Mapping[PurePosixPath, Mapping[str, str]]) -> Crowd | None:
    """The topmost place with several people."""
    several = ((place, who.values()) for place, who in found.items() if len(who) >= SEVERAL)
    crowds = [Crowd(place, tuple(sorted(who))) for place, who in several]
    return min(crowds, key=lambda crowd: len(crowd.place.parts), default=None)
