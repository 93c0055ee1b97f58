"""The validator: what is wrong in specs, solutions and hints, before anybody is graded by them."""

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from autograder.authoring.redrawn import unsteady
from autograder.authoring.stub import tasks_in
from autograder.grading.errors import KitError
from autograder.grading.hint_page import KINDS, page_in
from autograder.grading.question_page import question_problems
from autograder.grading.screen import FUNCTION, NAMED
from autograder.grading.spec import PACKAGE, PROJECT, counts, load_specs
from autograder.grading.talk_page import talk_problems
from autograder.grading.task import Check, Exercise, Task, checks_of
from autograder.mistakes.catalogue import UNKNOWN, Wording, anything, fields_of
from autograder.mistakes.python import general

JUDGES = "autograder.judges"
NOTED = "A judge gives it: see NOTES in mistakes/symbolic/returned_kind.py and arrays/returned.py."


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to mend, and where."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        path = self.path
        shown = path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path
        return f"{shown}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Declared:
    """What a spec declares, and in which line."""

    spec: ModuleType

    @cached_property
    def path(self) -> Path:
        return Path(str(self.spec.__file__))

    @cached_property
    def exercise(self) -> Exercise:
        exercise: Exercise = self.spec.EXERCISE
        return exercise

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(item for item in vars(self.spec).values() if isinstance(item, Task))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return checks_of(self.spec)

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        """Where something is called with a text in front, by that text."""
        calls = (node for node in ast.walk(_tree(self.path)) if isinstance(node, ast.Call))
        named = ((call, call.args[0]) for call in calls if call.args)
        return {str(one.value): call.lineno for call, one in named if isinstance(one, ast.Constant)}

    def problem(self, what: str, at: str | Check = "") -> Problem:
        """at: the check, the number of the task or the name of the exercise that it is about."""
        if isinstance(at, Check):
            return Problem(self.path, at.function.__code__.co_firstlineno, what)
        return Problem(self.path, self._lines.get(at or self.exercise.name, 1), what)


def refuse_problems() -> None:
    """Raise KitError for what is wrong in the kit's own specs."""
    if found := problems(PROJECT, load_specs().values()):
        more = f" And {len(found) - 1} more: autograder build --check" if found[1:] else ""
        raise KitError(f"{found[0]}{more}", exit_code=2)


def problems(root: Path, specs: Iterable[ModuleType]) -> list[Problem]:
    """All that is wrong in these specs and what belongs to them below `root`, by file and line.

    A copy for a class has no solutions to compare them with.
    """
    declared = [Declared(spec) for spec in specs]
    found: list[Problem] = []
    for one in declared:
        found += [*_in_tasks(one), *_in_checks(one), *_in_hints(one, root), *_in_mistakes(one)]
        found += [*_in_pages(one), *_in_inputs(one)]
        found += [one.problem(f"notes= has no {key!a}. {NOTED}") for key in _missing_notes(one)]
    if (root / "solutions").is_dir():
        found += _in_solutions(declared, root)
    return sorted(found)


def _in_tasks(one: Declared) -> Iterator[Problem]:
    """Titles, columns, and what a task uses."""
    if not one.exercise.title:
        yield one.problem('the exercise has no title: add title="..." behind its name.')
    earlier: set[str] = set()
    for task in one.tasks:
        number, name = task.number, task.function
        if number in earlier:
            yield one.problem(f"another task is {number}, too: renumber it.", number)
        if len(name) > FUNCTION - 2:
            what = f"{name} is longer than its column: {FUNCTION - 2} characters at most."
            yield one.problem(what, number)
        elif not 0 < len(task.title) <= NAMED - FUNCTION:
            what = f"a title has 1 to {NAMED - FUNCTION} characters, so that a row has 80 columns;"
            yield one.problem(f"{what} {task.title!a} has {len(task.title)}.", number)
        for used in task.uses:
            if used not in earlier:
                yield one.problem(f"uses={used!a} names no earlier task of this exercise.", number)
        earlier.add(number)


def _in_checks(one: Declared) -> Iterator[Problem]:
    checked = {check.task.number for check in one.checks}
    for task in one.tasks:
        if task.number not in checked:
            what = f"task {task.number} has no check: write one, or delete the task."
            yield one.problem(what, task.number)
    for check in one.checks:
        if type(check.points) is not int or check.points < 1:
            what = f"{check.name} is worth {check.points!r} points: give it a whole number"
            yield one.problem(f"{what}, 1 or more.", check)
        if not check.name.startswith("test_"):
            what = f"{check.name} would never be run: let its name begin with test_."
            yield one.problem(what, check)
        if not (check.function.__doc__ or "").strip():
            yield one.problem(f"{check.name} has no docstring, which is its title.", check)
    seen: set[str] = set()
    for node in _tree(one.path).body:
        if isinstance(node, ast.FunctionDef):
            if node.name in seen:
                what = f"another function is called {node.name}, too, and is lost: rename one."
                yield Problem(one.path, node.lineno, what)
            seen.add(node.name)


def _in_hints(one: Declared, root: Path) -> Iterator[Problem]:
    path = root / "autograder" / "hints" / f"{one.exercise.name}.txt"
    if not path.exists():
        yield Problem(path, 1, "there is no such page: write the hints of this exercise.")
        return
    text = path.read_text(encoding="utf-8")
    for task in one.tasks:
        try:
            page = page_in(text, task.number)
        except ValueError:
            yield Problem(path, 1, f"there are no hints below a line `{task.number}`.")
            continue
        line = text.split("\n").index(task.number) + 1
        for key in sorted({key for _, key in page if key} - _keys(task)):
            what = f"task {task.number} has no mistake {key}: spell it as in its catalogue."
            yield Problem(path, line, what)
        # In a copy without puzzles no kind `wrong` is left.
        for kind in KINDS if re.search("^wrong", text, re.MULTILINE) else KINDS[:-1]:
            if not page.get((kind, ""), "").strip():
                yield Problem(
                    path, line, f"task {task.number} has no hint `{kind}: ...` for everybody."
                )


def _in_pages(one: Declared) -> Iterator[Problem]:
    """The pages that an exercise may have: questions, and inputs for a talk."""
    name, numbers = one.exercise.name, {task.number for task in one.tasks}
    for folder, problems_of in (("questions", question_problems), ("talks", talk_problems)):
        for what in problems_of(name, numbers):
            yield Problem(PACKAGE / folder / f"{name}.py", 1, what)


def _in_inputs(one: Declared) -> Iterator[Problem]:
    for check in unsteady(one.spec):
        what = f"{check.name} draws other inputs each time, so no grade could be worked out again"
        yield one.problem(f"{what}: draw them all from draw.stream(...).", check)


def _keys(task: Task) -> set[str]:
    """The keys of the mistakes that a check of a task may find."""
    with suppress(ImportError, LookupError):  # which is said of the task itself
        known = (*task.mistakes, *task.exercise.crashes, *vars(general).values())
        return {one.key for one in known if isinstance(one, Wording)}
    return set()


def _in_mistakes(one: Declared) -> Iterator[Problem]:
    """The catalogue of each task, and the messages in it."""
    for task in one.tasks:
        try:
            mistakes = task.mistakes
        except (ImportError, LookupError):
            what = f"autograder.mistakes has no {task.catalogue}"
            yield one.problem(f"{what}, which task {task.number} names.", task.number)
            continue
        if not mistakes:
            what = f"task {task.number} has no mistakes: name its catalogue."
            yield one.problem(what, task.number)
        for mistake in mistakes:
            if mistake.guarded == UNKNOWN:
                what = f"{mistake.key} shows a value that is secret in a batch: add a sentence"
                yield one.problem(f"{what} without it, behind `|`.", task.number)
            if mistake.recognise is anything and (left := sorted(fields_of(mistake.message))):
                what = f"{mistake.key} says {{{left[0]}}}, which nothing fills in"
                yield one.problem(f"{what}, as it is for any answer.", task.number)


def _missing_notes(one: Declared) -> list[str]:
    """The keys of notes that the judges of a spec may give and the exercise does not have."""
    given = {key for judge in judges_of(one.spec) for key in notes_of(judge)}
    return sorted(given - one.exercise.notes.keys())


def judges_of(module: ModuleType, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The modules of judges that a module uses, and those that they use, by name."""
    for item in vars(module).values():
        name = item.__name__ if inspect.ismodule(item) else getattr(item, "__module__", None)
        if isinstance(name, str) and name.startswith(f"{JUDGES}.") and name not in known:
            known = judges_of(sys.modules[name], known | {name})
    return known


def notes_of(judge: str) -> set[str]:
    """The keys of notes that a module of judges may give: its NOTES, and what it says at once."""
    module = sys.modules[judge]
    said: set[str] = {*getattr(module, "NOTES", ())}
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if 'right("' in source else ():
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "right"
        ):
            said |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
    return said


def _in_solutions(declared: Iterable[Declared], root: Path) -> Iterator[Problem]:
    """Numbers and functions in the docstrings of the solutions against those of the specs."""
    specs = {one.exercise.name: one for one in declared}
    paths = {path.stem: path for path in (root / "solutions").glob("*.py") if counts(path.stem)}
    for name in paths.keys() - specs.keys():
        yield Problem(paths[name], 1, f"there is no spec for it: write autograder/test_{name}.py.")
    for name in specs.keys() - paths.keys():
        yield specs[name].problem(f"there is no solution for it: write solutions/{name}.py.")
    for name in paths.keys() & specs.keys():
        yield from _in_solution(specs[name], paths[name])


def _in_solution(one: Declared, path: Path) -> Iterator[Problem]:
    found = {node.name: (match["number"], node.lineno) for node, match in tasks_in(_tree(path))}
    for task in one.tasks:
        number, line = found.get(task.function, ("", 1))
        if number != task.number:
            what = f"{path.name}:{line} has {task.function} as task {number}, not {task.number}"
            if not number:
                what = f"{path.name} has no function {task.function} for task {task.number}"
            where = f"name both alike here and in its docstring, `Task {task.number}: ...`"
            yield one.problem(f"{what}: {where}.", task.number)
    for name in found.keys() - {task.function for task in one.tasks}:
        number, line = found[name]
        yield Problem(path, line, f"{one.path.name} declares no task {number} {name}: do so there.")


def _tree(path: Path) -> ast.Module:
    """What Python makes of a solution. Raises KitError where it cannot read it."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        what = f"Python cannot read this line: {error.msg}."
        raise KitError(f"{path}:{error.lineno}: {what}") from None
