"""Mistakes that any Python exercise can meet: a file that nobody can read, a call that breaks."""

import builtins
import re
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import UNKNOWN, Recognised, catalogue_of, wording

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


def _raised_on_purpose(answer: Answer) -> bool:
    """A `raise` or `assert` of the learner's own ended a call that the task allows."""
    return answer.crash is not None and bool(answer.crash.own_raise)


def _called_wrongly_by_us(answer: Answer) -> Recognised:
    """The task's own arguments do not fit the function: no line of the learner's was reached."""
    crash = answer.crash
    is_reached = crash is None or crash.line is not None
    return None if is_reached else crashed(r"positional argument", kind="TypeError")(answer)


NAME_UNKNOWN = crashed(r"name '(?P<name>\w+)' is not defined", kind="NameError")

NO_MODULE_NAMED = crashed(r"No module named '(?P<name>[\w.]+)'", kind="ModuleNotFoundError")

ALIKE = 0.8  # from 0 to 1: reslt and result, but neither grd and ord nor eta and theta
GUESSED = crashed(
    r"(name|attribute) '(?P<name>\w+)'( is not defined)?\. Did you mean: '(?P<other>\w+)'\?"
)


def misspelt(answer: Answer) -> Recognised:
    """A name for which Python has a guess, if the two are nearly alike."""
    found = GUESSED(answer)
    if not isinstance(found, Mapping):
        return None
    is_alike = SequenceMatcher(None, found["name"], found["other"]).ratio() >= ALIKE
    return found if is_alike else None


IMPORTED = {"sp": "sympy", "np": "numpy"}
"""What a stub imports, by the name that it gives it."""


def import_lost(answer: Answer) -> Recognised:
    """The name of a library, without the line that the stub begins with."""
    found = NAME_UNKNOWN(answer)
    name = found["name"] if isinstance(found, Mapping) else ""
    return {"name": name, "library": IMPORTED[name]} if name in IMPORTED else None


STUB_LEFT = catalogue_of(
    """
    stub_left: The end of the stub still follows your code: brackets with TODO in them, which Python reads as a call. Delete them.
    """,
    stub_left=crashed("not callable", source=r"""\(\s*["']TODO \d""", kind="TypeError"),
)
"""Looked for before what an exercise says of such a call."""

CRASHES = STUB_LEFT + catalogue_of(
    """
    arrow: In Python, = assigns a value; <- is from R, and here it compares. Write = instead.
    foreign_word: Python does not know {name} here: write True, False or None, and end a block by moving the next line to the left.
        | Python does not know a word in that line: write True, False or None, and end a block by moving the next line to the left.
    prompt: In [ ]: is what Jupyter prints beside a cell. Delete it, and keep the code behind it.
    import_lost: Python does not know {=name} here: the line that imports {=library} under that name is gone. Put it back at the top of your file.
    misspelt: Python does not know {name} here, but it knows {other}. Which of the two spellings is right?
        | Python does not know a name in that line. Compare its spelling with the line that makes it.
    name_unknown: Python does not know {name} here. Use an argument from your def line, or import or define this one first; in a notebook, run the cell that defines it.
        | Python does not know a name in that line. Use an argument from your def line, or import or define this one first; in a notebook, run the cell that defines it.
    name_too_early: This line uses {name} before the function has set it.
        | This line uses a name before the function has set it. | Set it in a line that always runs first; if you mean one from outside, assign to another name.
    signature: The def line of your {function} and the way the task calls it do not fit. Restore its old def line.
    arguments: {called} was called with too many values, or too few.
        | A function was called with too many values, or too few. | Check its def line, or its help, to see which ones it needs.
    arguments_2: {called} has no argument called {name}.
        | A function is given an argument name that it does not have. | Look at its def line: what are its arguments called?
    unpacking: This line has {count} names for a different number of values.
        | This line has more names than values, or fewer. | Print what is unpacked there: how many values does it hold?
    not_installed: {name} is not installed here.
        | A module that your code imports is not installed here. | If it is a file of yours, put its functions into this one. If not, look at the spelling, or do without it: NumPy and SymPy are enough.
    import_name: That import finds the package but not the name in it. Check its spelling in the package's documentation.
    no_attribute: A value of type {owner} has no {name}.
        | What is in that line has no attribute of that name. | Check the spelling, and print its type: is it what you think?
    no_attribute_2: The module {owner} has no {name}.
        | The module in that line has no attribute of that name. | Check the spelling in its documentation, and the import line: is it the module that you mean?
    reads_keyboard: Your code waits for input(), and nobody types during a check. Use the arguments that the function receives.
    exits: Your code calls exit, which ends everything after it. Leave it out: a function ends with return, or with raise.
    recursion: Your calls are nested deeper than Python allows. Does a function of yours call itself? Call another one, or use a loop.
    division_by_zero: This line divides by zero. Print the number that it divides by: when is it 0?
    memory: Your code asks for more memory than there is. Print how large its arrays and lists grow, and keep them small.
    own_raise: The arguments of this call are valid, but your own raise or assert rejects them. Which condition leads there, and for which value?
    exception: Your code stopped at this line with {=exception}. Print the values in it just before: which of them is not what you expect?
    """,
    arrow=crashed(kind="NameError", source=r"^[A-Za-z_]\w* <-"),
    foreign_word=crashed(
        "name '(?P<name>true|false|TRUE|FALSE|null|NULL|nil|none|end|endif|endfor)' is not defined"
    ),
    prompt=crashed("name 'In' is not defined", source=r"^In \[\d*\]:"),
    import_lost=import_lost,
    misspelt=misspelt,
    name_unknown=NAME_UNKNOWN,
    name_too_early=crashed(r"variable '(?P<name>\w+)'", kind="UnboundLocalError"),
    signature=_called_wrongly_by_us,
    arguments=crashed(
        r"(?P<called>\w+)\(\) (missing \d+ required|takes .* positional argument.* given)",
        kind="TypeError",
    ),
    arguments_2=crashed(r"(?P<called>\w+)\(\) got an unexpected keyword argument '(?P<name>\w+)'"),
    unpacking=crashed(r"values to unpack \(expected (at least )?(?P<count>\d+)", kind="ValueError"),
    not_installed=NO_MODULE_NAMED,
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
    own_raise=_raised_on_purpose,
    exception=_any_crash,
)

NOT_RIGHT = wording(f"not_right: {UNKNOWN}")
"""What is said where no entry of a catalogue knows an answer."""
PRINTED = wording(
    "printed: Your function printed something and returned None. print only shows a value; return gives it back."
)
REMEMBERS = wording(
    "remembers: {function} answers differently on its first call than after other calls: some value is kept between calls, such as {name}."
    " | {function} answers differently on its first call than after other calls: some value is kept between calls. | Create it inside the function; a default value or a global is created only once."
)
UNREADABLE = wording(
    "unreadable: Python cannot read {file}, {where}: {text}."
    " | Python cannot read {file}, {where}. | {=advice} The checks of this file wait for it."
)
UNREADABLE_WHOLE = wording(
    "unreadable: Python cannot read {file}: {text}."
    " | Python cannot read {file}. | Is an expression in it very long, or very deeply nested? Write it in several steps; the checks of this file wait for it."
)
NOT_UTF8 = wording(
    "unreadable: {file} is not plain text in UTF-8, or holds a byte that no text has. Save it again as UTF-8 (in Notepad: Save as, Encoding), or copy its text into a new file; its checks wait for that."
)
NO_ENCODING = wording(
    "unreadable: The top of {file} names an encoding that Python does not know. Delete that line, and save the file as UTF-8; its checks wait for that."
)
UNREADABLE_CELL = wording(
    "unreadable: Python cannot read {file}, {where}: {text}."
    " | Python cannot read {file}, {where}. | {=advice} Until then, {function} waits."
)
NO_NOTEBOOK = wording(
    "unreadable: {file} cannot be read: {text}. Open it in Jupyter and save it again."
    " | {file} cannot be read. Open it in Jupyter and save it again."
)
NO_SCRIPT = wording(
    "unreadable: {file} is {text}, whatever its name says. Put your script itself in its place; an archive has to be unpacked first."
    " | {file} is not a script, whatever its name says. Put your script itself in its place; an archive has to be unpacked first."
)
TOO_SLOW = wording(
    "too_slow: {function} had not finished after {seconds} seconds. Look for an endless loop, a function that calls itself, or a problem that is too hard: print the inputs, and watch."
)
TOO_SLOW_FILE = wording(
    "too_slow: {file} had not finished loading after {seconds} seconds, so {function} was not reached. Look for a loop outside of all functions that never ends; long work belongs below the line that begins with if __name__."
)
TOO_EXPENSIVE = wording(
    "too_expensive: Calling {function} and comparing its answer takes more than {seconds} seconds. Make it faster, or return a shorter form of the answer."
)
BUDGET = wording(
    "budget: This check was not run: {function} or other functions of yours had already used all the {seconds} seconds of {=kind} that one submission gets. Make the slow ones faster first."
)
OUT_OF_REACH = wording(
    "missing: {file} has a def line of {function}, but Python cannot call it from outside: is it inside a class, another function or a text in quotes? Move it out, to the left edge."
)
STUB_LAST = wording(
    "stub_last: {file} has more than one {function}, and the last one, which counts, is a stub. Delete that one."
)
GENERATOR = wording(
    "generator: Your function contains yield, so calling it gives a generator, not a result. Use return."
)
MISSING = wording(
    "missing: {file} defines no {function}. Put its def line back; the exercise starts with one."
)
NOT_RUN = wording(
    "missing: There is no {function} yet. Run the cell that defines it, then this one again; if you have removed it, put its def line back."
)
RENAMED = wording(
    "renamed: {file} defines no {function}, but it has {found}. Restore its old name."
    " | {file} defines no {function}, but it has a function of a similar name. Restore its old name."
)
MISSING_AFTER_STOP = wording(
    "stopped: {file} defines no {function}: {where} stopped with {kind}: {text}. Correct that line first."
    " | {file} defines no {function}: {where} stopped with {=exception}. Correct that line first."
)
MISSING_AFTER_NAME = wording(
    "stopped: {file} defines no {function}: {where} needs a name that Python does not know yet ({text})."
    " | {file} defines no {function}: {where} needs a name that Python does not know yet. | Import it, run the cell that defines it first, or correct its spelling."
)
NEVER_MADE = wording(
    "never_made: {name} was never made: {where} stopped with {kind}: {text}. Correct that line first."
    " | A name in that line was never made: {where} stopped with {=exception}. Correct that line first."
)
NO_MODULE = wording(
    "no_module: The import of {module} in {where} fails: that module is not installed here."
    " | An import in {where} fails: the module is not installed here. | If it is a file of yours, put its functions into {file}. If not, look at the spelling, or do without it: NumPy and SymPy are enough."
)
MISSING_AFTER_CELL = wording(
    "stopped: {file} defines no {function}: cell [{cell}] stopped before its end. Run it again and correct what it says first."
)
RAISE_LEFT = wording(
    "raise_left: Your code is there, but its `raise NotImplementedError` is still there, too. Delete it, and return your answer."
)
CALLS_A_STUB = wording(
    "calls_a_stub: {function} is written, but it calls {other}, which is not. Write {other} first."
    " | {function} is written, but it calls a function that is not. Write that one first."
)
NOT_A_FUNCTION = wording(
    "not_a_function: {function} is {kind} in {file}, not a function. Keep the name for the function."
    " | {function} is not a function in {file}. Keep the name for the function."
)
NOT_HANDED_IN = wording("not_handed_in: {file} is missing.")
STOPPED_EARLY = wording(
    "stopped_early: {function} ended the whole program, so its answer never came. Leave exits out: a function ends with return."
)
CRASHED = wording(
    "interpreter_crashed: {function} brought down the Python interpreter itself ({detail})."
    " | {function} brought down the Python interpreter itself. | Look for a function that calls itself endlessly, or for code that reaches into memory."
)
OUT_OF_MEMORY = wording(
    "memory: {function} asked for more memory than there is. Print how large its arrays and lists grow, and keep them small."
)
FORBIDDEN = wording(
    "forbidden: {function} asked the system for something that no exercise needs, and was stopped. Compute with the arguments alone."
)
FLOOD = wording(
    "output: {function} wrote too much: long output, or large files. Look for a print in a loop that never ends."
)
BAD_ANSWER = wording(
    "unreadable_answer: What {function} returned could not be read. Return a plain value: a number, an array or an expression."
)
LEFT_OUT = wording(
    "left_out: Only Jupyter understands these lines of {file}, so they were left out here: {lines}."
    " | Only Jupyter understands some lines of {file}, so they were left out here."
)
UNDECIDED = wording(
    "undecided: The grader cannot decide whether this answer is right. A simpler form may help. This costs you nothing. Please report it."
)
NOT_JUDGED = wording(
    "not_judged: The grader could not judge this answer ({error}). This costs you nothing. Please report it."
    " | The grader could not judge this answer. This costs you nothing; your instructor is told."
)
MACHINE_BUSY = wording(
    "machine_busy: This computer was too busy to finish {function}, so nothing is known of it yet. This costs you nothing. Close other programs, and check again."
)
GRADER_FAILED = wording(
    "grader_failed: The grader itself failed here ({error}). This costs you nothing. Please report it."
    " | The grader itself failed here. This costs you nothing; your instructor is told."
)
