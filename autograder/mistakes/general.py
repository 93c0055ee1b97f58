"""Mistakes that any Python exercise knows: a file that cannot be read, a call that breaks."""

from __future__ import annotations

import re
from collections.abc import Callable

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import Mistake, Recognised


def _crash(kind: str, pattern: str = "") -> Callable[[Answer], Recognised]:
    """Recognise an exception by class name and by what it says; named groups become fields."""

    def recognise(answer: Answer) -> Recognised:
        if answer.crash is None or not re.fullmatch(kind, answer.crash.kind):
            return None
        match = re.search(pattern, answer.crash.text)
        if match is None:
            return None
        return {"function": answer.function, "text": answer.crash.text, **match.groupdict("")}

    return recognise


CRASHES = (
    Mistake(
        "name_unknown",
        "Python knows no name {name} there. Is it spelled as where it was made, "
        "and made before this line runs?",
        _crash("NameError", r"name '(?P<name>\w+)' is not defined"),
    ),
    Mistake(
        "name_too_early",
        "{name} is used before it has a value. On which path through the function is it set?",
        _crash("UnboundLocalError", r"variable '(?P<name>\w+)'"),
    ),
    Mistake(
        "arguments",
        "The call and the def line of {called} disagree about the arguments. Count the names in "
        "the brackets of both: which one is missing, or too many?",
        _crash(
            "TypeError",
            r"(?P<called>\w+)\(\) (missing \d+ required|takes .* positional argument.* given)",
        ),
    ),
    Mistake(
        "not_installed",
        "{name} is not installed here. The exercise needs NumPy and SymPy only; "
        "which of them does the same?",
        _crash("ModuleNotFoundError", r"No module named '(?P<name>[\w.]+)'"),
    ),
    Mistake(
        "import_name",
        "That import finds the package but not the name in it. Check its spelling in the "
        "package's documentation.",
        _crash("ImportError", ""),
    ),
    Mistake(
        "no_attribute",
        "A {owner} has no {name}. Is the name spelled right, and is the object what you think? "
        "Print its type.",
        _crash("AttributeError", r"'(?P<owner>[\w.]+)' object has no attribute '(?P<name>\w+)'"),
    ),
    Mistake(
        "no_attribute",
        "The module {owner} has no {name}. Check the spelling in its documentation.",
        _crash("AttributeError", r"module '(?P<owner>[\w.]+)' has no attribute '(?P<name>\w+)'"),
    ),
    Mistake(
        "reads_keyboard",
        "Your code waits for input(), and nobody types during a check. Use the arguments that the "
        "function receives.",
        _crash("EOFError", ""),
    ),
    Mistake(
        "exits",
        "Your code calls exit, which ends everything after it. Leave it out: a function ends "
        "with return.",
        _crash("SystemExit", ""),
    ),
    Mistake(
        "recursion",
        "{function} calls itself without an end. Which call should be the last one?",
        _crash("RecursionError", ""),
    ),
    Mistake(
        "division_by_zero",
        "Something is divided by zero. Which number in that line can be zero?",
        _crash("ZeroDivisionError", ""),
    ),
    Mistake(
        "memory",
        "Your code asked for more memory than there is. How large do its arrays or lists grow?",
        _crash("MemoryError", ""),
    ),
    Mistake(
        "exception",
        "Your code stopped there with {kind}: {text}. Read that line aloud: which value in it is "
        "not what you expect? Print it.",
        lambda answer: (
            {"kind": answer.crash.kind, "text": answer.crash.text.rstrip(".") or "(no text)"}
            if answer.crash
            else None
        ),
    ),
)

UNREADABLE = (
    "Python cannot read {file}, {where}: {text}. Mend that line first; the checks of this file "
    "wait for it."
)
UNREADABLE_CELL = (
    "Python cannot read {file}, {where}: {text}. Mend that line first; {function} waits for it."
)
NO_NOTEBOOK = "{file} cannot be read: {text}. Open it in Jupyter and save it anew."
TOO_SLOW = (
    "{function} had not finished after {seconds:g} seconds. Is there a loop that never ends? "
    "Print a counter in it and watch."
)
TOO_SLOW_FILE = (
    "{file} had not finished loading after {seconds:g} seconds, so {function} was not reached. "
    "Move long work below the main guard at the end of the file."
)
TOO_EXPENSIVE = (
    "What {function} returned takes more than {seconds:g} seconds to compare. Return a shorter "
    "form of it."
)
BUDGET = (
    "This check was not run: {function} or other functions of yours had already used all the "
    "{seconds:g} seconds of {kind} that one submission gets. Make the slow ones faster first."
)
MISSING = "{file} defines no {function}. Put its def line back; the exercise starts with one."
NOT_RUN = (
    "There is no {function} yet. Run the cell that defines it, then this one again; if you have "
    "removed it, put its def line back."
)
RENAMED = "{file} defines no {function}, but it has {found}. Give it its old name back."
MISSING_AFTER_STOP = (
    "{file} defines no {function}: {where} stopped with {kind}: {text}. Mend that line first."
)
MISSING_AFTER_CELL = (
    "{file} defines no {function}: cell [{cell}] stopped before its end. Run it again and mend what "
    "it says first."
)
NOT_A_FUNCTION = "{function} is a {kind} in {file}. Keep the name for the function."
NOT_HANDED_IN = "{file} is not there."
STOPPED_EARLY = (
    "{function} ended the whole program, so its answer never came. Leave exits out: a function "
    "ends with return."
)
CRASHED = (
    "{function} brought down the Python interpreter itself ({detail}). Does it call itself too "
    "deeply, or reach into memory?"
)
OUT_OF_MEMORY = (
    "{function} asked for more memory than there is. How large do its arrays or lists grow?"
)
FORBIDDEN = (
    "{function} asked the system for something that no exercise needs, and was stopped. "
    "Compute with the arguments alone."
)
FLOOD = (
    "{function} wrote more than fits: too much output, or too large files. Is there a print in a "
    "loop that never ends?"
)
BAD_ANSWER = (
    "What {function} handed back could not be read. Return a plain value: a number, an array or "
    "an expression."
)
NO_RETURN_STUB = "Not written yet: replace the `raise NotImplementedError` line in {function}."
