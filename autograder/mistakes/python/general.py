"""Mistakes that any Python exercise can meet: a file that nobody can read, a call that breaks."""

import builtins
import re
from collections.abc import Callable

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import Recognised, Wording, catalogue_of

EXCEPTIONS = frozenset(
    name
    for name, item in vars(builtins).items()
    if isinstance(item, type) and issubclass(item, BaseException)
)


def exception_named(kind: str) -> str:
    """An exception of Python's own by its name; another one may be named after an input."""
    return kind if kind in EXCEPTIONS else "an exception"


def crashed(
    pattern: str = "", *, kind: str = "", source: str = "", function: str = "", owner: str = ""
) -> Callable[[Answer], Recognised]:
    """Recognise an exception by its text; named groups of the pattern become fields.

    kind: names of classes, separated by "|". source: a pattern in the learner's line; owner: names
    of functions that hold it. function: the task's. Whatever is left empty fits any exception.
    """

    def recognise(answer: Answer) -> Recognised:
        crash = answer.crash
        if crash is None or function not in {"", answer.function}:
            return None
        for names, met in ((kind, crash.kind), (owner, crash.owner)):
            if names and met not in names.split("|"):
                return None
        match = re.search(pattern, crash.text)
        if match is None or not re.search(source, crash.source):
            return None
        fields = {"function": answer.function, "text": crash.text, "owner": crash.owner}
        return fields | match.groupdict("")

    return recognise


def _any_crash(answer: Answer) -> Recognised:
    if answer.crash is None:
        return None
    return {"exception": exception_named(answer.crash.kind)}


def _called_wrongly_by_us(answer: Answer) -> Recognised:
    """The task's own arguments do not fit the function: no line of the learner's was reached."""
    crash = answer.crash
    is_reached = crash is None or crash.line is not None
    return None if is_reached else crashed(r"positional argument", kind="TypeError")(answer)


NAME_UNKNOWN = crashed(r"name '(?P<name>\w+)' is not defined", kind="NameError")

CRASHES = catalogue_of(
    """
    name_unknown: Python does not know {name} here. Import it, run the cell that defines it first, or correct its spelling.
        | Python does not know a name in that line. Import it, run the cell that defines it first, or correct its spelling.
    name_too_early: This line uses {name} before the function has set it.
        | This line uses a name before the function has set it. | Which line sets it, and does that line always run first?
    signature: Your {function} does not take the values that the task hands over. Give it its old def line back.
    arguments: {called} was called with too many values, or too few.
        | A function was called with too many values, or too few. | Which ones does its def line, or its help, ask for?
    arguments_2: {called} has no argument called {name}.
        | A function is given an argument of a name that it does not know. | Look at its def line: what are its arguments called?
    not_installed: {name} is not installed here. The exercise needs only
        | A module that your code imports is not installed here. The exercise needs only | NumPy and SymPy: which of them does the same?
    import_name: That import finds the package but not the name in it. Check its spelling in the package's documentation.
    no_attribute: A value of type {owner} has no {name}.
        | What is in that line has no attribute of that name. | Check the spelling, and print its type: is it what you think?
    no_attribute_2: The module {owner} has no {name}. Check the spelling in its documentation.
        | The module in that line has no attribute of that name. Check the spelling in its documentation.
    reads_keyboard: Your code waits for input(), and nobody types during a check. Use the arguments that the function receives.
    exits: Your code calls exit, which ends everything after it. Leave it out: a function ends with return.
    recursion: The calls within calls go deeper here than Python allows. Does a function of yours call itself? Call another one, or use a loop.
    division_by_zero: This line divides by zero. Print the number that it divides by: when is it 0?
    memory: Your code asks for more memory than there is. How large do its arrays or lists grow?
    exception: Your code stopped at this line with {=exception}. Print the values in it just before: which of them is not what you expect?
    """,
    name_unknown=NAME_UNKNOWN,
    name_too_early=crashed(r"variable '(?P<name>\w+)'", kind="UnboundLocalError"),
    signature=_called_wrongly_by_us,
    arguments=crashed(
        r"(?P<called>\w+)\(\) (missing \d+ required|takes .* positional argument.* given)",
        kind="TypeError",
    ),
    arguments_2=crashed(r"(?P<called>\w+)\(\) got an unexpected keyword argument '(?P<name>\w+)'"),
    not_installed=crashed(r"No module named '(?P<name>[\w.]+)'", kind="ModuleNotFoundError"),
    import_name=crashed(kind="ImportError"),
    no_attribute=crashed(
        r"'(?P<owner>[\w.]+)' object has no attribute '(?P<name>\w+)'", kind="AttributeError"
    ),
    no_attribute_2=crashed(
        r"module '(?P<owner>[\w.]+)' has no attribute '(?P<name>\w+)'", kind="AttributeError"
    ),
    reads_keyboard=crashed(kind="EOFError"),
    exits=crashed(kind="SystemExit"),
    recursion=crashed(kind="RecursionError"),
    division_by_zero=crashed(kind="ZeroDivisionError"),
    memory=crashed(kind="MemoryError"),
    exception=_any_crash,
)

PRINTED = Wording(
    "printed",
    "Your function printed something and returned None. print only shows a value. Which word "
    "hands it to the caller?",
)
UNREADABLE = Wording(
    "unreadable",
    "Python cannot read {file}, {where}: {text}.",
    without="Python cannot read {file}, {where}.",
    then="Correct that line first; the checks of this file wait for it.",
)
NOT_UTF8 = Wording(
    "unreadable", "{file} is not saved as UTF-8. Save it again as UTF-8; its checks wait for that."
)
UNREADABLE_CELL = Wording(
    "unreadable",
    "Python cannot read {file}, {where}: {text}. Correct that line first; {function} waits for it.",
    without="Python cannot read {file}, {where}. Correct that line first; {function} waits for it.",
)
NO_NOTEBOOK = Wording(
    "unreadable",
    "{file} cannot be read: {text}. Open it in Jupyter and save it again.",
    without="{file} cannot be read. Open it in Jupyter and save it again.",
)
TOO_SLOW = Wording(
    "too_slow",
    "{function} had not finished after {seconds} seconds. Does a loop in it never end, or does it "
    "call itself? Print a counter and watch.",
)
TOO_SLOW_FILE = Wording(
    "too_slow",
    "{file} had not finished loading after {seconds} seconds, so {function} was not reached. "
    "Move long work below the main guard at the end of the file.",
)
TOO_EXPENSIVE = Wording(
    "too_expensive",
    "What {function} returned takes more than {seconds} seconds to compare. Return a shorter "
    "form of it.",
)
BUDGET = Wording(
    "budget",
    "This check was not run: {function} or other functions of yours had already used all the "
    "{seconds} seconds of {kind} that one submission gets. Make the slow ones faster first.",
    words=("kind",),
)
MISSING = Wording(
    "missing", "{file} defines no {function}. Put its def line back; the exercise starts with one."
)
NOT_RUN = Wording(
    "missing",
    "There is no {function} yet. Run the cell that defines it, then this one again; if you have "
    "removed it, put its def line back.",
)
RENAMED = Wording(
    "renamed",
    "{file} defines no {function}, but it has {found}. Give it its old name back.",
    without="{file} defines no {function}, but it has a function of a similar name. "
    "Give it its old name back.",
)
MISSING_AFTER_STOP = Wording(
    "stopped",
    "{file} defines no {function}: {where} stopped with {kind}: {text}. Correct that line first.",
    without="{file} defines no {function}: {where} stopped with {exception}. Correct that line first.",
    words=("exception",),
)
MISSING_AFTER_NAME = Wording(
    "stopped",
    "{file} defines no {function}: {where} needs a name that Python does not know yet ({text}).",
    without="{file} defines no {function}: {where} needs a name that Python does not know yet.",
    then="Import it, run the cell that defines it first, or correct its spelling.",
)
NEVER_MADE = Wording(
    "never_made",
    "{name} was never made: {where} stopped with {kind}: {text}. Correct that line first.",
    without="A name in that line was never made: {where} stopped with {exception}. "
    "Correct that line first.",
    words=("exception",),
)
MISSING_AFTER_CELL = Wording(
    "stopped",
    "{file} defines no {function}: cell [{cell}] stopped before its end. "
    "Run it again and correct what it says first.",
)
RAISE_LEFT = Wording(
    "raise_left",
    "Your code is there, but its `raise NotImplementedError` line is still there, too. Delete it.",
)
CALLS_A_STUB = Wording(
    "calls_a_stub",
    "{function} is written, but it calls {other}, which is not. Write {other} first.",
    without="{function} is written, but it calls a function that is not. Write that one first.",
)
NOT_A_FUNCTION = Wording(
    "not_a_function",
    "{function} is {kind} in {file}, not a function. Keep the name for the function.",
    without="{function} is not a function in {file}. Keep the name for the function.",
)
NOT_HANDED_IN = Wording("not_handed_in", "{file} is not there.")
STOPPED_EARLY = Wording(
    "stopped_early",
    "{function} ended the whole program, so its answer never came. Leave exits out: a function "
    "ends with return.",
)
CRASHED = Wording(
    "interpreter_crashed",
    "{function} brought down the Python interpreter itself ({detail}).",
    without="{function} brought down the Python interpreter itself.",
    then="Does it call itself too deeply, or reach into memory?",
)
OUT_OF_MEMORY = Wording(
    "memory",
    "{function} asked for more memory than there is. How large do its arrays or lists grow?",
)
FORBIDDEN = Wording(
    "forbidden",
    "{function} asked the system for something that no exercise needs, and was stopped. "
    "Compute with the arguments alone.",
)
FLOOD = Wording(
    "output",
    "{function} wrote too much: long output, or large files. Is there a print in a loop that never "
    "ends?",
)
BAD_ANSWER = Wording(
    "unreadable_answer",
    "What {function} returned could not be read. Return a plain value: a number, an array or "
    "an expression.",
)
LEFT_OUT = Wording(
    "left_out",
    "Only Jupyter understands these lines of {file}, so they were left out here: {lines}.",
    without="Only Jupyter understands some lines of {file}, so they were left out here.",
)
UNDECIDED = Wording(
    "undecided",
    "The grader cannot decide whether this answer is right. A simpler form may help. "
    "This costs you nothing. Please report it.",
)
NOT_JUDGED = Wording(
    "not_judged",
    "The grader could not judge this answer ({error}). This costs you nothing. Please report it.",
    without="The grader could not judge this answer. This costs you nothing; "
    "your instructor is told.",
)
GRADER_FAILED = Wording(
    "grader_failed",
    "The grader itself failed here ({error}). This costs you nothing. Please report it.",
    without="The grader itself failed here. This costs you nothing; your instructor is told.",
)
