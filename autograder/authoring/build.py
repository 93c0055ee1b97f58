"""The build: all that is derived from solutions and catalogues, to be written or compared."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import ModuleType

from autograder.authoring.jupyter import closing, notebook, parts, text_of
from autograder.authoring.recognisers import check_recognisers
from autograder.authoring.stub import Cell, SourceError, is_untouched, join, split, stub
from autograder.authoring.validator import problems
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.files import Step, fingerprint, shipped_stub, write_atomically
from autograder.grading.grade import SOLUTIONS, open_session, run_check
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.notebook_cells import NotebookError, read_code
from autograder.grading.recording import Recording, read_recording, recorded
from autograder.grading.spec import (
    PROJECT,
    all_names,
    counts,
    load_spec,
    load_specs,
    spec_file,
    spec_names,
    tasks_of,
)
from autograder.grading.submission import Submission
from autograder.grading.task import Exercise, checks_of
from autograder.grading.task_list import OUTLINE, outline_text
from autograder.grading.verdict import CheckResult, Outcome
from autograder.mistakes.catalogue import Wording
from autograder.mistakes.python import general

ENDINGS = {".py", NOTEBOOK}
HEAD = """\
# What a learner may read

Written by `autograder build` from the catalogues in `autograder/mistakes/` and from the specs; edit
the sentences there. Each entry is the key of a message and its sentence. `{name}` stands for a
value that is filled in. Where such a value could give a hidden input away, the second sentence is
what the feedback of a batch says instead.
"""


def build(root: Path, *, force: bool = False) -> Iterator[Step]:
    """Write script and notebook in exercises/ for every solutions/<name>.py, one step per file.

    In the kit itself the stubs are also written where `autograder reset` finds them, and what the
    solutions answer is recorded. An exercise that contains work is left alone, or replaced and
    copied with `force`. Raises KitError, OSError.
    """
    wrong = _problems(root)
    yield from wrong
    for path, text in list(_everything(root)):
        # Nobody works in the stubs for reset.
        yield put(path, text, force=force, ours=path.suffix not in ENDINGS)
    if root == PROJECT:
        if not wrong and is_whole():  # the outline vouches for the specs
            yield put(OUTLINE, outline_text(), ours=True)
        for exercise in spec_names():
            yield put(recorded(exercise), record(exercise).text(), ours=True)
        yield from check_recognisers()


def check(root: Path) -> Iterator[Step]:
    """Compare all that `build` would write; one step per file that differs. Raises KitError."""
    wrong, derived = _problems(root), dict(_everything(root))
    yield from wrong
    if root == PROJECT and not wrong and is_whole():
        derived[OUTLINE] = outline_text()
    for path, text in derived.items():
        if not path.exists():
            yield _to_build(path, "is missing")
        elif path.read_bytes() != text.encode():
            yield _to_build(path, "is out of date")
    for path in sorted(_derived_before(root)):
        if path not in derived and counts(path.name.split(".")[0]):
            yield Step(f"{_short(path)} has no solution: move or delete it.", is_open=True)
    if root == PROJECT:
        yield from check_recordings()
        yield from check_recognisers()


def _derived_before(root: Path) -> Iterator[Path]:
    """The derived files that exist, even of exercises that are gone."""
    shipped, recordings = root / "autograder" / "stubs", root / "autograder" / "recorded"
    exercises = (root / "exercises").glob("*")
    yield from (one for one in exercises if one.suffix in ENDINGS and one.name != "conftest.py")
    yield from shipped.glob("*.txt")
    known = {recorded(name) for name in spec_names()}
    yield from (one for one in recordings.glob("*.json") if one not in known)


def is_whole() -> bool:
    """Whether every exercise counts; what holds all of them is written only then."""
    return spec_names() == all_names()


def _problems(root: Path) -> list[Step]:
    """What is wrong in the specs of the kit itself, one step each."""
    found = problems(root, load_specs().values()) if root == PROJECT else ()
    return [Step(str(problem), is_open=True) for problem in found]


def check_recordings() -> Iterator[Step]:
    """One step per exercise whose recording is missing or was made from another solution."""
    for exercise in spec_names():
        path = recorded(exercise)
        if not read_recording(path, SOLUTIONS / f"{exercise}.py").answers:
            yield _to_build(path, "is out of date")


def _to_build(path: Path, problem: str) -> Step:
    return Step(f"{_short(path)} {problem}: run `autograder build`.", is_open=True)


def _everything(root: Path) -> Iterator[tuple[Path, str]]:
    """What is derived, and in the kit itself the listing of all messages, which stays there."""
    yield from derive(root)
    if (root / "autograder").is_dir() and is_whole():
        yield root / "docs" / "messages.md", listing()


def derive(root: Path) -> Iterator[tuple[Path, str]]:
    """Every derived file and its text: script and notebook of each solution.

    In the kit itself also a copy of both for `autograder reset`.
    """
    kit = root / "autograder"
    for source in solutions(root):
        texts = {".py": exercise_text(source), NOTEBOOK: notebook_text(source)}
        for ending, text in texts.items():
            yield root / "exercises" / f"{source.stem}{ending}", text
            if kit.is_dir():
                yield shipped_stub(kit, source.stem, ending), text


def solutions(root: Path) -> list[Path]:
    """The solution files, in order. Raises KitError if there are none."""
    found = sorted((root / "solutions").glob("*.py"))
    found = [path for path in found if counts(path.stem)]
    if not found:
        raise KitError(
            f"{root / 'solutions'}: there is no solution file to derive from; "
            "a copy for a class has none and needs none."
        )
    return found


def exercise_text(path: Path) -> str:
    """The script that a solution file gives. Raises KitError."""
    return join(replace(cell, tags=()) for cell in read_cells(path, solved=False))


def notebook_text(path: Path) -> str:
    """The notebook that a solution file gives. Raises KitError."""
    return text_of(notebook([*parts(read_cells(path, solved=False), path.stem), *closing()]))


def read_cells(path: Path, *, solved: bool = True) -> tuple[Cell, ...]:
    """The cells of a solution file. Raises KitError, which begins with path:line."""
    try:
        cells = split(path.read_bytes().decode())
        return cells if solved else stub(cells)
    except UnicodeDecodeError:
        raise KitError(f"{path}:1: the file is not UTF-8 text; save it as UTF-8.") from None
    except SourceError as error:
        raise KitError(f"{path}:{error.line}: {error}") from None


def put(path: Path, text: str, shown: str = "", *, force: bool = False, ours: bool = False) -> Step:
    """Write one derived file, unless it contains work; with `force` a copy of the work is kept.

    shown: what the step calls the file. ours: nobody works in it. Raises OSError.
    """
    shown = shown or _short(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_bytes() if path.exists() else None
    if old == text.encode():
        return Step(f"{shown}: up to date.")
    if old is None or ours or _is_untouched(path, old):
        write_atomically(path, text)
        return Step(f"{shown}: {'written' if old is None else 'rewritten'}.")
    if not force:
        left = "contains your work, so it was left alone; `--force` replaces it."
        return Step(f"{shown}: {left}", is_open=True)
    base = path.name.removesuffix(".py")
    names = (path.with_name(f"{base}.backup{number}.txt") for number in count(1))
    backup = next(name for name in names if not name.exists())
    shutil.copyfile(path, backup)
    write_atomically(path, text)
    return Step(f"{shown}: rewritten; the old file is now {backup.name}.")


def _is_untouched(path: Path, content: bytes) -> bool:
    """Whether a file of exercises/ is all stubs, a notebook whatever its cells have shown."""
    if path.suffix != NOTEBOOK:
        return is_untouched(content.decode(errors="replace"))
    try:
        return is_untouched("\n\n".join(cell.text for cell in read_code(content)))
    except NotebookError:
        return False


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def record(exercise: str) -> Recording:
    """What a solution answers on the public seed. Raises KitError if it does not pass."""
    solution = SOLUTIONS / f"{exercise}.py"
    checks = checks_of(load_spec(exercise))
    submission = Submission(SOLUTIONS, {exercise: solution})
    session = open_session(submission, checks[0].task.exercise, Draw())
    empty = replace(session, recording=Recording(fingerprint(solution)))
    for check in checks:
        result = run_check(check, empty)
        if result.outcome != Outcome.PASS:
            raise KitError(_why_not(result, solution))
    return empty.recording


def _why_not(result: CheckResult, solution: Path) -> str:
    """Why a solution does not pass a check, or what is wrong with the check itself."""
    raised = result.diagnosis.fields.get("error") if result.diagnosis else None
    if raised and result.outcome != Outcome.FIX:
        return f"{spec_file(solution.stem)}: {result.name} itself stops with {raised}."
    return f"{solution}: it does not pass {result.name}: {result.message}"


def sections() -> Iterator[tuple[str, tuple[Wording, ...]]]:
    """All wordings there are, behind the heading that says where they are used."""
    yield "Any exercise", (*wordings_in(general), *general.CRASHES)
    for name, spec in load_specs().items():
        exercise: Exercise = spec.EXERCISE
        for task in tasks_of(spec):
            yield f"{name}, task {task.number} {task.function}", task.mistakes
        yield f"{name}, exceptions", exercise.crashes
        yield f"{name}, not judged yet", wordings_in(spec)
        yield f"{name}, notes", tuple(Wording(*note) for note in exercise.notes.items())


def wordings_in(module: ModuleType) -> tuple[Wording, ...]:
    """The wordings that a module names, in the order of the file."""
    return tuple(item for item in vars(module).values() if isinstance(item, Wording))


def listing() -> str:
    """Every sentence that a check may say, with its key, on one page of Markdown."""
    page = HEAD
    for title, wordings in sections():
        if wordings:
            page += f"\n## {title}\n\n"
        for wording in dict.fromkeys(wordings):
            page += f"- `{wording.key}`: {_literal(wording.message)}\n"
            if wording.guarded != wording.message:
                page += f"  - without values: {_literal(wording.guarded)}\n"
    return page


def _literal(sentence: str) -> str:
    """The sentence with Markdown's special characters escaped."""
    return re.sub(r"([\\*<])", r"\\\1", sentence)
