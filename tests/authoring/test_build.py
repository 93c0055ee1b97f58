"""
The build, what it derives, and what holds for each of the messages that it lists.

Long, because every kind of file is built, kept and compared.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring import build as build_module
from autograder.authoring.build import (
    Step,
    _everything,
    build,
    check,
    check_recordings,
    listing,
    record,
    sections,
)
from autograder.grading.errors import KitError
from autograder.grading.recording import recorded
from autograder.grading.spec import PROJECT, all_checks, all_names, choose, spec_names
from autograder.mistakes.catalogue import UNKNOWN
from autograder.mistakes.python.general import NOT_RIGHT

SOLVED = '''\
# %%
def one():
    """Task 1.1: return one."""
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION
'''

STUB = '''\
# %%
def one():
    """Task 1.1: return one."""
    raise NotImplementedError("TODO 1.1: return one")
'''

FILLED = STUB.replace('raise NotImplementedError("TODO 1.1: return one")', "return 11")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one solution and no exercise yet."""
    (tmp_path / "solutions").mkdir()
    put(tmp_path / "solutions" / "ex.py", SOLVED)
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def files(root: Path) -> dict[str, str]:
    """Every file in exercises/ with its text, notebooks left aside."""
    found = (path for path in (root / "exercises").iterdir() if path.suffix != ".ipynb")
    return {path.name: path.read_bytes().decode() for path in found}


def of_scripts(steps: Iterable[Step]) -> list[Step]:
    """The steps about scripts."""
    return [step for step in steps if ".ipynb" not in step.sentence]


def notebook_with(root: Path, body: str, shown: str = "") -> Path:
    """
    The notebook that a build writes, its task filled with a body, its cells having shown a
    text.
    """
    list(build(root))
    path = root / "exercises" / "ex.ipynb"
    whole = json.loads(path.read_text())
    for cell in whole["cells"]:
        lines = [line for line in cell["source"] if "NotImplementedError" not in line or not body]
        cell["source"] = [*lines, body] if lines != cell["source"] else lines
        if cell["cell_type"] == "code" and shown:
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": shown}]
            cell["execution_count"] = 7
    path.write_text(json.dumps(whole))
    return path


def test_an_exercise_is_derived(root: Path) -> None:
    """
    Build writes the stub, leaves nothing else behind, and says what it did.
    """
    assert [Step("exercises/ex.py: written.")] == of_scripts(build(root))
    assert {"ex.py": STUB} == files(root)


def test_building_twice_changes_nothing(root: Path) -> None:
    """
    The second build finds everything up to date and does not touch the file.
    """
    list(build(root))
    os.utime(root / "exercises" / "ex.py", (0, 0))

    assert [Step("exercises/ex.py: up to date.")] == of_scripts(build(root))
    assert 0 == (root / "exercises" / "ex.py").stat().st_mtime


def test_an_old_stub_is_written_anew(root: Path) -> None:
    """
    A stub that nobody has filled is replaced when its solution changes.
    """
    put(root / "exercises" / "ex.py", STUB.replace("one.", "1."))

    assert [Step("exercises/ex.py: rewritten.")] == of_scripts(build(root))
    assert {"ex.py": STUB} == files(root)


@pytest.mark.parametrize("work", [FILLED, "def one(:\n"], ids=["filled", "broken"])
def test_work_is_kept(root: Path, work: str) -> None:
    """
    An exercise that a learner has begun stays, and the step says so.
    """
    put(root / "exercises" / "ex.py", work)

    (step,) = of_scripts(build(root))

    assert step.is_open
    assert "left alone" in step.sentence
    assert {"ex.py": work} == files(root)


def test_force_keeps_every_copy(root: Path) -> None:
    """
    With force the stub comes back, and each replaced work has a copy of its own.
    """
    for answer in ("return 11", "return 12"):
        put(root / "exercises" / "ex.py", FILLED.replace("return 11", answer))
        (step,) = of_scripts(build(root, force=True))

        assert not step.is_open

    assert {
        "ex.py": STUB,
        "ex.backup1.txt": FILLED,
        "ex.backup2.txt": FILLED.replace("return 11", "return 12"),
    } == files(root)


def test_the_kit_keeps_originals(root: Path) -> None:
    """
    In the kit itself there are also the stubs once more, and all messages.
    """
    list(build(root))
    assert not (root / "autograder").exists()
    (root / "autograder").mkdir()

    for _ in range(2):
        list(build(root))
        kept = root / "autograder" / "stubs"
        exercises = root / "exercises"
        for ending in (".py", ".ipynb"):
            assert (exercises / f"ex{ending}").read_bytes() == (
                kept / f"ex{ending}.txt"
            ).read_bytes()
        assert [] == list(check(root))
        messages = root / "docs" / "messages.md"
        assert "- `none`: Your function returned None." in messages.read_text()
        for path in (kept / "ex.py.txt", kept / "ex.ipynb.txt", messages):
            put(path, "old")
        assert 3 == len(list(check(root)))


def test_check_is_silent_when_in_step(root: Path) -> None:
    """
    After a build there is nothing to say.
    """
    list(build(root))

    assert [] == list(check(root))


def test_check_names_what_a_deleted_exercise_leaves(root: Path) -> None:
    """
    The stubs for `reset` and what a solution answered are named where the solution is gone.
    """
    for stray in ("stubs/gone.py.txt", "recorded/gone.json"):
        put(root / "autograder" / stray, "")
    said = {step.sentence for step in check(root)}

    assert {
        "stubs/gone.py.txt has no solution: move or delete it.",
        "recorded/gone.json has no solution: move or delete it.",
    } <= said


def test_check_tells_and_writes_nothing(root: Path) -> None:
    """
    A missing, a changed and a stray exercise get a sentence each and stay as they are.
    """
    put(root / "solutions" / "late.py", SOLVED)
    put(root / "exercises" / "ex.py", FILLED)
    put(root / "exercises" / "stray.py", "")

    assert [
        Step("exercises/ex.py is out of date: run `autograder build`.", is_open=True),
        Step("exercises/late.py is missing: run `autograder build`.", is_open=True),
        Step("exercises/stray.py has no solution: move or delete it.", is_open=True),
    ] == of_scripts(check(root))
    assert {"ex.py": FILLED, "stray.py": ""} == files(root)


def test_line_ends_count(root: Path) -> None:
    """
    An exercise with CR LF line ends is out of date, for builds are the same on every system.
    """
    put(root / "exercises" / "ex.py", STUB.replace("\n", "\r\n"))

    assert ["exercises/ex.py is out of date: run `autograder build`."] == [
        step.sentence for step in of_scripts(check(root))
    ]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (SOLVED.replace("    ### END SOLUTION\n", "").encode(), ":4: "),
        (SOLVED.replace("\n", "\r\n").encode(), ":1: "),
        (b"# %%\n\xff\n", ":1: "),
    ],
    ids=["marks", "crlf", "not utf-8"],
)
def test_a_broken_solution_stops_the_build(root: Path, content: bytes, where: str) -> None:
    """
    The sentence begins with path and line, and nothing has been written.
    """
    path = root / "solutions" / "later.py"
    path.write_bytes(content)

    with pytest.raises(KitError) as caught:
        list(build(root))

    assert str(caught.value).startswith(f"{path}{where}")
    assert not (root / "exercises").exists()


def test_no_solution_is_an_error(tmp_path: Path) -> None:
    """
    A project without solutions says so.
    """
    with pytest.raises(KitError, match="no solution file"):
        list(build(tmp_path))


def test_a_failed_write_leaves_the_old_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    When the disk fails in the middle, the old file is still there and no scratch file is.
    """
    old = STUB.replace("one.", "1.")
    put(root / "exercises" / "ex.py", old)

    def fail(_path: str, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)

    with pytest.raises(OSError, match="No space"):
        list(build(root))

    assert {"ex.py": old} == files(root)


def test_a_notebook_is_derived(root: Path) -> None:
    """
    Build writes a notebook beside each script, and says so.
    """
    sentences = [step.sentence for step in build(root)]

    assert ["exercises/ex.py: written.", "exercises/ex.ipynb: written."] == sentences
    assert STUB.split("\n", 1)[1].rstrip() in [
        "".join(cell["source"])
        for cell in json.loads((root / "exercises" / "ex.ipynb").read_text())["cells"]
    ]


def test_a_notebook_that_was_only_run_is_written_anew(root: Path) -> None:
    """
    Outputs and counts are no work.
    """
    notebook_with(root, "", shown="TODO")

    assert "exercises/ex.ipynb: rewritten." in [step.sentence for step in build(root)]
    assert [] == list(check(root))


def test_work_in_a_notebook_is_kept(root: Path) -> None:
    """
    A notebook that a learner has begun stays, and with force its copy does.
    """
    path = notebook_with(root, "    return 11")
    work = path.read_text()

    assert ["exercises/ex.ipynb"] == [s.sentence.split(":")[0] for s in build(root) if s.is_open]
    assert work == path.read_text()

    list(build(root, force=True))

    assert work == path.with_name("ex.ipynb.backup1.txt").read_text()
    assert [] == list(check(root))


def test_a_broken_notebook_is_kept(root: Path) -> None:
    """
    A file that is no notebook any more was touched by somebody.
    """
    put(root / "exercises" / "ex.ipynb", "<<<<<<< mine")

    assert ["exercises/ex.ipynb"] == [s.sentence.split(":")[0] for s in build(root) if s.is_open]


def test_a_missing_extra_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Without the packages for notebooks nothing is written, and one sentence says what to install.
    """
    monkeypatch.setitem(sys.modules, "jupytext", None)
    with pytest.raises(KitError, match=r"pip install -e .\.\[notebooks\]"):
        list(build(root))

    assert not (root / "exercises").exists()


@pytest.mark.parametrize("exercise", spec_names())
def test_recording_twice_gives_the_same_questions(exercise: str) -> None:
    """
    Recording again asks what the record on file holds.
    """
    on_file = json.loads(recorded(exercise).read_text())

    assert set(on_file["answers"]) == set(record(exercise).answers)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (lambda *_: 1 / 0, "_ex1.py: test_lesson_integral itself stops with ZeroDivisionError: "),
        (lambda learner: learner.indefinite_integral(1), "it does not pass test_lesson_integral: "),
    ],
    ids=["check", "solution"],
)
def test_a_recording_that_fails_names_the_file_at_fault(
    broken: Callable[..., object], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A check that fails by itself is not put down to the solution.
    """
    check = all_checks()[0]

    def function(learner: object) -> None:
        broken(learner)

    function.__name__ = check.name
    monkeypatch.setattr(build_module, "checks_of", lambda _: [replace(check, function=function)])
    with pytest.raises(KitError, match=re.escape(says)):
        record(spec_names()[0])


def test_records_on_file_are_in_step() -> None:
    """
    The check of a clean checkout finds nothing to do.
    """
    assert [] == list(check_recordings())


ALL = [wording for _, wordings in sections() for wording in wordings]
BEGINS = re.compile(r"[A-Z\d{]|theta|float|sp\.|np\.|[fy] (is|was)|quad")
GAP = re.compile(r"\.\.\.|  | [.,:;?](\s|$)")
ELLIPSES = ("2.718...", "x**2 ...")
"""Those that belong to the mathematics of a sentence."""


def is_whole(sentence: str) -> bool:
    """Whether a text begins and ends as a sentence does, and nothing in it is cut out."""
    for ellipsis in ELLIPSES:
        sentence = sentence.replace(ellipsis, "e")
    return bool(BEGINS.match(sentence)) and sentence[-1] in ".?!)" and not GAP.search(sentence)


def test_withheld_values_leave_a_sentence() -> None:
    """
    A message with a value that may give an input away has a safe sentence; no other message has
    one.
    """
    assert [] == [one for one in ALL if bool(one.withheld(one.message)) != bool(one.without)]
    assert [] == [one for one in ALL if one.withheld(one.without)]
    assert {NOT_RIGHT} == {one for one in ALL if one.guarded == UNKNOWN}


def test_sentences_read_well_without_values() -> None:
    """
    What feedback says is a whole sentence, in ASCII, and never has a gap.
    """
    assert [] == [one.guarded for one in ALL if not is_whole(one.guarded)]
    assert [] == [one.guarded for one in ALL if not one.guarded.isascii()]


def test_a_gap_is_seen() -> None:
    """
    A sentence with a value cut out, or without its end, is not a whole one.
    """
    assert is_whole("Your number is too large.")
    assert not any(map(is_whole, ["It is ... times that.", "It is  times.", "It is .", "It is"]))


def test_every_sentence_is_listed() -> None:
    """
    The page has each key with its sentence, and the sentence without values where it differs.
    """
    page = listing().replace("\\", "")

    assert [] == [one for one in ALL if f"- `{one.key}`: {one.message}\n" not in page]
    assert [] == [one for one in ALL if f": {one.guarded}\n" not in page]


def test_every_task_has_its_section() -> None:
    """
    Each task has a heading with at least one mistake, and there are notes and exceptions.
    """
    titles = {title for title, wordings in sections() if wordings}

    assert {"1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"} <= {
        word for title in titles for word in title.split()
    }
    assert {"Any exercise", "day4_ex1, notes", "day4_ex2, exceptions"} <= titles


def test_the_listing_is_the_same_every_time() -> None:
    """
    The page is the same text whenever it is made.
    """
    assert listing() == listing()


@pytest.mark.usefixtures("as_before")
def test_one_exercise_is_built_alone() -> None:
    """
    With a choice, only its own files are derived and compared, and what lists all is left as it is.
    """
    first, *_ = all_names()
    choose(first)
    derived = [path.name for path, _ in _everything(PROJECT)]

    assert derived
    assert [] == [name for name in derived if first not in name]
    assert [] == list(check(PROJECT))
