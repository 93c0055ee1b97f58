"""The failure: why a function of a submission cannot be called, in the words of the catalogue."""

import difflib
import re
from collections.abc import Mapping, Sequence

from autograder.grading.caller import Caller
from autograder.grading.limit import SECONDS
from autograder.grading.source import CELL_STOPPED, NO_SCRIPT, LiveSource, Source, names_bound
from autograder.grading.task import Fix, NotAttempted
from autograder.judges.answer import Answer, Crash, Spot, with_article
from autograder.mistakes.catalogue import Diagnosis, Wording
from autograder.mistakes.python import general, syntax

MISSING_AFTER = {
    CELL_STOPPED: general.MISSING_AFTER_CELL,
    "NameError": general.MISSING_AFTER_NAME,
    "ModuleNotFoundError": general.NO_MODULE,
} | dict.fromkeys(("SyntaxError", "IndentationError", "TabError"), general.UNREADABLE_CELL)
"""What to say of a function that is missing after a stop of this kind."""

ENCODINGS = (
    (re.compile("codec can't decode|missing encoding|null bytes"), general.NOT_UTF8),
    (re.compile("unknown encoding|not a text encoding|encoding problem"), general.NO_ENCODING),
)
"""What Python says of a file that is not UTF-8 (UTF-16 is full of null bytes), and what we do."""


def failure(function: str, caller: Caller, asked: tuple[str, ...]) -> Fix | None:
    """Why a function cannot be called; None if it can. asked: the functions of all tasks."""
    loaded = caller.loaded()
    fields = {"file": caller.source.name, "function": function, "seconds": f"{SECONDS:g}"}
    if loaded.unreadable is not None:
        kind = loaded.unreadable.kind
        known = general.UNREADABLE if loaded.unreadable.spot else general.UNREADABLE_WHOLE
        said = (one for sign, one in ENCODINGS if sign.search(loaded.unreadable.text))
        wording = {"NotebookError": general.NO_NOTEBOOK, NO_SCRIPT: general.NO_SCRIPT}.get(
            kind, next(said, known)
        )
        return _stopped(wording, loaded.unreadable, fields)
    if not loaded.defines(function):
        return _missing(function, caller, asked, fields)
    if loaded.is_callable(function):
        return None
    return Fix(general.NOT_A_FUNCTION.say(**fields, kind=with_article(loaded.kind_of(function))))


def _missing(function: str, caller: Caller, asked: tuple[str, ...], fields: dict[str, str]) -> Fix:
    source, loaded = caller.source, caller.loaded()
    if loaded.slow:
        return Fix(general.TOO_SLOW_FILE.say(**fields))
    cells = source.cells_with(function)
    cell = cells[-1] if cells else None
    inside = [one for one in loaded.stops if cell is not None and one.cell == (cell or None)]
    if stop := _cause(function, loaded.stops) or next(iter(inside), None):
        return _stopped(MISSING_AFTER.get(stop.kind, general.MISSING_AFTER_STOP), stop, fields)
    # The function of another task is not this one under a wrong name.
    own = [n for n in loaded.own_functions(source) if n.isascii() and n not in asked]
    if close := difflib.get_close_matches(function, own, 1):
        return Fix(general.RENAMED.say(**fields, found=close[0]))
    is_open = isinstance(source, LiveSource) and source.shell is not None
    missing = general.OUT_OF_REACH if cells else general.MISSING
    return Fix((general.NOT_RUN if is_open else missing).say(**fields))


def stub_of(function: str, source: Source) -> NotAttempted:
    """What to say of a stub: nothing, unless it hides another one of that name."""
    is_hiding = len(source.cells_with(function)) > 1 and not isinstance(source, LiveSource)
    said = general.STUB_LAST.say(file=source.name, function=function) if is_hiding else None
    return NotAttempted(said)


def never_made(answer: Answer, stops: Sequence[Crash], file: str) -> Diagnosis | None:
    """What to say if a name is missing because the line that makes it has stopped."""
    name = _unknown_name(answer.crash)
    stop = _cause(name, stops)
    if stop is None:
        return None
    wording = general.NO_MODULE if _module_of(stop) else general.NEVER_MADE
    return wording.say(file=file, name=name, **_fields_of(stop))


def _unknown_name(crash: Crash | None) -> str:
    found = general.NAME_UNKNOWN(Answer("", crash=crash))
    return str(found["name"]) if isinstance(found, Mapping) else ""


def _cause(name: str, stops: Sequence[Crash]) -> Crash | None:
    """The first stop that keeps a name from being made: on its own line, or on one before it.

    Any name may have been meant by the star of an import.
    """
    if not name:
        return None
    for wanted in (name, "*"):
        for index, stop in enumerate(stops):
            if wanted in names_bound(stop.source):
                return _cause(_unknown_name(stop), stops[:index]) or stop
    return None


def _stopped(wording: Wording, crash: Crash, fields: Mapping[str, str]) -> Fix:
    return Fix(wording.say(**fields, **_fields_of(crash)), at=crash.spot)


def _fields_of(crash: Crash) -> dict[str, object]:
    """What messages say of a stop."""
    return {
        "where": crash.spot or Spot(1, crash.cell),
        "cell": crash.cell,
        "kind": crash.kind,
        "text": crash.text.rstrip(".?"),
        "advice": syntax.advice_on(crash.text, crash.source),
        "exception": general.exception_named(crash.kind),
        "module": _module_of(crash),
    }


def _module_of(crash: Crash) -> str:
    """The module that an import does not find; "" after any other stop."""
    found = general.NO_MODULE_NAMED(Answer("", crash=crash))
    return str(found["name"]) if isinstance(found, Mapping) else ""
