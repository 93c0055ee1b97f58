"""Problems: what is wrong in course.toml, each with its line and the nearest right word."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import msgspec

from autograder.classroom.entries import shown
from autograder.grading.errors import KitError
from autograder.grading.task_list import label_of, parted, task_list

SHOWN = 14  # right words in a sentence
BARE = re.compile(r"[A-Za-z0-9_-]+")  # a key without quotes
YEARS = range(1970, 9000)  # that every time zone can count with
WHEN = "a date and a time without quotes, such as 2026-12-01T23:59:00+01:00"
TOP = "{} belongs at the top, above the first [table]."

Place = tuple[str, ...]
Problem = tuple[Place, str]
"""Where an entry is, and what is wrong with it."""
Hints = Mapping[str, Any]
"""What each entry of a table must be."""


def problems(text: str, found: Mapping[str, Any], course: type) -> list[str]:
    """What is wrong in the text of a file, by line. found: what it says. course: what it may."""
    lines = sorted((_line_of(text, place), what) for place, what in _problems(found, course))
    return [f"line {number}: {what}" for number, what in lines]


def _problems(found: Mapping[str, Any], course: type) -> Iterator[Problem]:
    hints = get_type_hints(course, include_extras=True)
    for key, value in found.items():
        if key in hints:
            yield from _in_entry(value, hints[key], (key,), hints)
        else:
            yield (key,), f"{_dotted((key,))} is unknown{_elsewhere(key, hints)}"
    zone = found.get("timezone")
    if isinstance(zone, str) and zone and not _is_zone(zone):
        yield ("timezone",), f"{shown(zone)} is not a time zone{_nearest_zone(zone)}"
    yield from _unzoned(found)


def _in_entry(value: Any, kind: Any, place: Place, top: Hints) -> Iterator[Problem]:
    """Problems in one entry. top: as for the whole file."""
    if not _is_table(kind):
        if what := _wrong(value, kind):
            yield place, f"{_dotted(place)} {what}"
    elif not isinstance(value, dict):
        yield place, f"{_dotted(place)} is a table: write [{_dotted(place)}] above its entries."
    elif place == ("points",):
        yield from _in_points(value, get_args(kind)[1], top)
    elif get_origin(kind) is dict:
        yield from _in_ids(value, get_args(kind)[1], place, top)
    else:
        yield from _in_table(value, kind, place, top)


def _in_ids(found: Mapping[str, Any], kind: Any, above: Place, top: Hints) -> Iterator[Problem]:
    for key, value in found.items():
        place = (*above, key)
        if isinstance(value, dict):
            whole = f"{key}.{next(iter(value), '')}"
            what = f"is a table; put an id with a dot in quotes: {json.dumps(whole)}."
            yield place, f"{_dotted(place)} {what}"
        else:
            for _, what in _in_entry(value, kind, place, top):
                yield place, what + (f" Or {TOP.format(key)}" if key in top else "")


def _in_table(found: Mapping[str, Any], kind: type, above: Place, top: Hints) -> Iterator[Problem]:
    hints = get_type_hints(kind, include_extras=True)
    for key, value in found.items():
        place = (*above, key)
        if key in hints:
            yield from _in_entry(value, hints[key], place, top)
        else:
            hint = f"; {TOP.format(key)}" if key in top else _nearest(key, hints)
            yield place, f"{_dotted(place)} is unknown{hint}"


def _in_points(found: Mapping[str, Any], kind: Any, top: Hints) -> Iterator[Problem]:
    """kind: what the points of a task must be."""
    known = _known_checks()
    for task, checks in found.items():
        place = ("points", task)
        try:
            task = label_of(*parted(task))  # noqa: PLW2901 -- from here on, as verdicts have it
        except KitError as error:
            yield place, str(error)
            continue
        if task not in known:
            hint = f"; {TOP.format(task)}" if task in top else _nearest_task(task, checks, known)
            yield place, f"there is no task {shown(task)}{hint}"
        elif not isinstance(checks, dict):
            yield from _in_entry(checks, kind, place, top)
        else:
            for name, points in checks.items():
                if name in known[task]:
                    yield from _in_entry(points, get_args(kind)[1], (*place, name), top)
                else:
                    hint = f"; {TOP.format(name)}" if name in top else _nearest(name, known[task])
                    yield (*place, name), f"task {task} has no check {shown(name)}{hint}"


def _known_checks() -> Mapping[str, list[str]]:
    """The names of the checks of each task, as course.toml has them."""
    return {
        one.label: [name.removeprefix("test_") for name, _ in one.checks] for one in task_list()
    }


def _is_table(kind: Any) -> bool:
    return get_origin(kind) is dict or isinstance(kind, type(msgspec.Struct))


def _wrong(value: Any, kind: Any) -> str:
    """What is wrong with a single value, to follow its name in a sentence; "" if it is right."""
    try:
        found = msgspec.convert(value, kind, builtin_types=(datetime,))
        if not isinstance(found, datetime) or found.year in YEARS:
            return ""
    except msgspec.ValidationError:
        pass
    words = get_args(kind) if get_origin(kind) is Literal else ()
    near = (
        get_close_matches(value.lower(), words, n=1, cutoff=0.75) if isinstance(value, str) else ()
    )
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"is {shown(_as_written(value))}; it must be {_wanted(kind, words)}.{hint}"


def _wanted(kind: Any, words: Collection[str]) -> str:
    """What a value must be, for the middle of a sentence."""
    if words:
        *others, last = map(json.dumps, words)
        return f"{', '.join(others)} or {last}"
    if kind is str:
        return "a text in quotes"
    described = next((one.description for one in getattr(kind, "__metadata__", ())), None)
    return described or WHEN


def _as_written(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value, default=str, ensure_ascii=False)


def _unzoned(found: Mapping[str, Any]) -> Iterator[Problem]:
    """Dates without a zone, if the course has none."""
    due, extensions = found.get("due"), found.get("extensions")
    dates: dict[Place, object] = {("due",): due}
    if isinstance(extensions, dict):
        dates |= {("extensions", key): value for key, value in extensions.items()}
    if found.get("timezone") or (isinstance(due, datetime) and due.tzinfo):
        return
    for place, value in dates.items():
        if isinstance(value, datetime) and not value.tzinfo:
            what = f"{_dotted(place)} has no time zone; write {value.isoformat()}+01:00"
            yield place, f'{what}, or add timezone = "Europe/Berlin" at the top.'


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _nearest_zone(name: str) -> str:
    """The end of a sentence about an unknown zone."""
    cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(available_timezones())}
    city = name.rpartition("/")[2].strip().lower().replace(" ", "_")
    if near := get_close_matches(city[:SHOWN], cities, n=1, cutoff=0.7):
        return f"; did you mean {cities[near[0]]}?"
    return "; write one such as Europe/Berlin or UTC."


def _elsewhere(key: str, hints: Hints) -> str:
    """The end of a sentence about an unknown word at the top, which may belong into a table."""
    for table, kind in hints.items():
        if get_origin(kind) is None and _is_table(kind) and key in get_type_hints(kind):
            return f"; {key} belongs below [{table}]."
    return _nearest(key, hints)


def _nearest_task(task: str, checks: Any, known: Mapping[str, Any]) -> str:
    """The end of a sentence about an unknown task; `[points.1.1]` needs quotes."""
    dotted = [f"{task}.{number}" for number in checks] if isinstance(checks, dict) else []
    if unquoted := [number for number in dotted if number in known]:
        return f'; in quotes it is one: [points."{unquoted[0]}"].'
    return _nearest(task.lower().removeprefix("task").strip().replace(",", "."), known)


def _nearest(word: str, known: Collection[str]) -> str:
    """The end of a sentence about an unknown word."""
    if near := get_close_matches(word.lower(), known, n=1):
        return f"; did you mean {near[0]}?"
    *others, last = list(known)[:SHOWN]
    return f"; use {', '.join(others)} or {last}." if others else f"; use {last}."


def _dotted(place: Place) -> str:
    """The name of an entry as TOML has it."""
    return shown(".".join(key if BARE.fullmatch(key) else json.dumps(key) for key in place))


def _line_of(text: str, place: Place) -> int:
    """The line in which an entry begins, or its table: the first lines of a file are one, too."""
    lines = text.split("\n")
    before, after = 0, len(lines)
    while before + 1 < after:
        middle = (before + after) // 2
        below = (*range(middle, before, -1), *range(middle + 1, after))
        cut = next((one for one in below if _read("\n".join(lines[:one])) is not None), None)
        if cut is None:
            break
        if _holds(_read("\n".join(lines[:cut])), place):
            after = cut
        else:
            before = cut
    return before + 1


def _read(text: str) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(text)
    except ValueError:
        return None


def _holds(found: Any, place: Place) -> bool:
    for key in place:
        if not isinstance(found, dict) or key not in found:
            return False
        found = found[key]
    return True
