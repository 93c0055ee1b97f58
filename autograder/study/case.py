"""The case: a call that a check made, as a script that a learner can run, change and run again."""

import math
import random
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp

from autograder.grading.caller import LocalCaller, seed_generators
from autograder.grading.codec import plain
from autograder.grading.commands import command_prefix, pytest_command
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.files import shipped_stub
from autograder.grading.grade import ending_of, fixtures, session_of
from autograder.grading.show import typed
from autograder.grading.source import FileSource, functions_in
from autograder.grading.spec import PACKAGE, all_checks, functions_asked
from autograder.grading.submission import SCRIPT, find_submission
from autograder.grading.task import Check, Fix, Task
from autograder.judges.answer import Answer
from autograder.judges.arrays import changed
from autograder.mistakes.python import general
from autograder.study.trace import DESCENT

CALL = re.compile(r"\w+(?=\()")
MARK = "# Written by `autograder case"
Arguments = tuple[Any, ...]


@dataclass(eq=False)
class Recorder(LocalCaller):
    """Keeps the arguments of each call, and seeds the generators for each of `function` by number.

    So any one can be repeated; what others draw follows on, as in the checks. last: the calls that
    were last asked for together. drew: those that drew random numbers.
    """

    function: str = ""
    made: list[Arguments] = field(default_factory=list)
    last: range = range(0)
    drew: set[int] = field(default_factory=set)

    def calls(self, function: str, many: Sequence[Arguments]) -> list[Answer]:
        self.last = range(len(self.made), len(self.made) + len(many))
        return super().calls(function, many)

    def call(
        self, function: str, arguments: Arguments, carry: Callable[[Any], Any] = plain
    ) -> Answer:
        number = len(self.made)
        self.made.append(arguments)
        if function == self.function:
            seed_generators(number)
        before = _state()
        answer = super().call(function, arguments, carry)
        if _state() != before:
            self.drew.add(number)
        return answer


def _state() -> tuple[Any, ...]:
    return random.getstate(), np.random.get_state(legacy=False)["state"]["pos"]  # noqa: NPY002 -- the learner's


@dataclass(frozen=True, eq=False)
class Case:
    """A check that ended in FIX, and a call that shows why. seed: None if nothing was drawn."""

    check: Check
    fix: Fix
    path: Path
    arguments: Arguments
    seed: int | None
    note: str


def case_of(path: Path, task: Task) -> Case:
    """The smallest call that shows why the first check of a task ends in FIX.

    It may be one of another check with the same finding. path: the folder or file to grade. Raises
    KitError if there is none.
    """
    file = find_submission(path, functions_asked(all_checks())).files.get(task.exercise.name)
    found: list[Case] = []
    for check in all_checks():
        case = _ended(check, file) if file and check.task == task else None
        if case and (not found or case.fix.diagnosis.key == found[0].fix.diagnosis.key):
            found.append(case)
        if found and not found[0].fix.answer:
            break  # it may have taken all its time
    if not found:
        see = f"{pytest_command()} -k {task.number}"
        raise KitError(
            f"Task {task.label} shows no FIX in any check by itself, so it has no case. If this "
            f"shows one, your function remembers something from an earlier check: {see}"
        )
    return min(found, key=lambda case: size(case.arguments))


def _ended(check: Check, file: Path) -> Case | None:
    """The case of a check that ends in FIX, in a session of its own."""
    task, source = check.task, FileSource(file)
    caller = Recorder(source, task.exercise.name, seed=0, function=task.function)
    caller.loaded()
    session = session_of(caller, task.exercise, Draw())
    fix = ending_of(check, fixtures(session, task), session)
    if not isinstance(fix, Fix):
        return None
    if not (made := caller.made):
        raise KitError(fix.diagnosis.message)
    numbers, note = [k for k in caller.last if k < len(made)], ""
    if fix.answer:
        numbers = [k for k, one in enumerate(made) if one is fix.answer.asked] or numbers
    elif fix.diagnosis.key == general.TOO_SLOW.key:
        numbers, note = [len(made) - 1], "This call did not end in time. Ctrl-C stops it."
    elif len(numbers) > 1:
        note = f"That shows in {len(numbers)} calls together; alone, this one may look right."
    number = min(numbers, key=lambda k: size(made[k]))
    return Case(check, fix, file, made[number], number if number in caller.drew else None, note)


def size(arguments: Arguments) -> tuple[bool, int]:
    """How much there is to follow in a call: entries times epochs; one epoch shows too little."""
    entries = sum(one.size for one in arguments if isinstance(one, np.ndarray))
    epochs = math.prod(one for one in arguments if type(one) is int)
    return epochs == 1, entries * epochs


def script(case: Case) -> str:
    """The script; for a notebook, the text of a cell."""
    task, arguments, answer = case.check.task, case.arguments, case.fix.answer
    stubs = functions_in(shipped_stub(PACKAGE, task.exercise.name, SCRIPT).read_bytes())
    names = [one.arg for stub in stubs if stub.name == task.function for one in stub.args.args]
    symbols = {s for one in arguments if isinstance(one, sp.Basic) for s in one.free_symbols}
    values = [(str(symbol), f"sp.{sp.srepr(symbol)}") for symbol in sorted(symbols, key=str)]
    values += zip(names, map(literal, arguments), strict=True)
    start = ["import sympy as sp" if symbols else "import numpy as np", ""]
    if case.path.suffix == SCRIPT:
        own = f"{task.function} = run_path({str(case.path)!r})[{task.function!r}]"
        start = ["from runpy import run_path", "", *start, own, ""]
    code = [f"{name} = {value}" for name, value in values if name != value]
    if case.seed is not None:
        start = ["import random", *(["import numpy as np"] if symbols else []), *start]
        code += [f"random.seed({case.seed})", f"np.random.seed({case.seed})"]
    code.append(f"print({task.function}({', '.join(names)}))")
    code += [f"print({names[k]})  # changed by the call" for k in changed(answer or Answer(""))]
    return "\n".join([*_comments(case), "", *start, *code, ""])


def _comments(case: Case) -> list[str]:
    """What was checked and found."""
    said = [f"The check: {case.check.title}", f"It found: {case.fix.diagnosis.message}", case.note]
    if case.check.task.function == DESCENT:
        said.append(f"Each step of a smaller run: {command_prefix()}autograder trace 2.3")
    if case.path.suffix != SCRIPT:
        said.append(f"Paste this into a new cell of {case.path.name}, below your function.")
    start = f"{MARK} {case.check.task.label}`, which overwrites it each time."
    wrapped = (textwrap.wrap(one, initial_indent="# ", subsequent_indent="#   ") for one in said)
    return [start, *chain.from_iterable(wrapped)]


RESTORED = '(lambda g: setattr(g.bit_generator, "state", {state}) or g)(np.random.default_rng())'
"""A generator that goes on where this one is."""


def literal(value: Any) -> str:
    """A value as Python that gives exactly this value again, after the imports of a script."""
    if isinstance(value, np.ndarray):
        return typed(value).replace("], [", "],\n    [")
    if isinstance(value, np.random.Generator):
        return RESTORED.format(state=value.bit_generator.state)
    if not isinstance(value, sp.Basic) or not (value.is_Integer or _multiplies_out(value)):
        return typed(value)
    text = sp.srepr(value)
    for symbol in value.free_symbols:
        text = text.replace(sp.srepr(symbol), str(symbol))
    return CALL.sub(r"sp.\g<0>", text)


def _multiplies_out(value: sp.Basic) -> bool:
    """Whether Python would, as it does with 2/(3*(x + 1))."""
    return any(one.args[0].is_Rational and one.has(sp.Add) for one in value.atoms(sp.Mul))


def write(case: Case, folder: Path) -> Path:
    """Write the script into a folder. Raises KitError if a file of that name is somebody's own."""
    name = re.sub(r"\W", "_", case.check.task.label)
    path = folder / f"case_{name}{SCRIPT}"
    if path.exists() and not path.read_text("utf-8", "replace").startswith(MARK):
        raise KitError(f"{path.name} was not written by this command. Move it, or use --print.")
    path.write_text(script(case), encoding="utf-8")
    return path
