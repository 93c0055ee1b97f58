import ast
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from autograder.authoring.build import exercise_text, notebook_text
from autograder.grading.errors import KitError
from autograder.grading.files import shipped_stub
from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import PACKAGE, spec_names
from autograder.grading.task_list import task_list
from autograder.study import reset as module
from autograder.study.progress import FILE, load
from autograder.study.reset import keep, reset, with_definition
from tests.outline import OWN

HOLE = "raise NotImplementedError"
STUBS = {name: exercise_text(SOLUTIONS / f"{name}.py") for name in spec_names()}
NOTEBOOK = notebook_text(SOLUTIONS / "day4_ex2.py")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of which all scripts are filled."""
    (tmp_path / "exercises").mkdir()
    for name, text in STUBS.items():
        put(tmp_path / "exercises" / f"{name}.py", filled(text))
    return tmp_path


def filled(text: str) -> str:
    """Work in place of every stub."""
    return text.replace(f"    {HOLE}(", "    return str(")


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def script(root: Path, name: str = "day4_ex2") -> Path:
    return root / "exercises" / f"{name}.py"


def backups(root: Path) -> list[Path]:
    return sorted((root / "exercises").glob("*backup*"))


@pytest.mark.parametrize("task", task_list(), ids=lambda task: task.number)
def test_one_task_is_put_back(root: Path, task: module.TaskInfo) -> None:
    """
    By number the function of the task is the stub again; every other line stays as it was.
    """
    before = filled(STUBS[task.exercise]).split("\n")

    done = reset(root, task.number)

    after = script(root, task.exercise).read_text().split("\n")
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [True] == [f'{HOLE}("TODO {task.number}:' in line for line in changed]
    assert backups(root)[0].name in done[0]
    assert "\n".join(before) == backups(root)[0].read_text()


def test_a_task_is_known_by_its_function(root: Path) -> None:
    """
    The name of the function does what the number does.
    """
    reset(root, "add_bias")

    assert '"TODO 2.1:' in script(root).read_text()


@pytest.mark.parametrize("name", ["day4_ex2.txt", "day4_ex2.ipynb.json"])
def test_the_file_that_is_graded_is_put_back(root: Path, name: str) -> None:
    """
    Work under another name is reset where it is, as the script or the notebook that it holds.
    """
    path = root / "exercises" / name
    put(path, filled(NOTEBOOK if "ipynb" in name else STUBS["day4_ex2"]))
    script(root).unlink()
    before = path.read_text()
    reset(root, "2.1")

    assert before.count(HOLE) + 1 == path.read_text().count(HOLE)
    assert [before] == [one.read_text() for one in backups(root)]


@pytest.mark.parametrize("name", ["day4_ex2", "day4_ex2.py", "exercises/day4_ex2.py"])
def test_a_whole_exercise_is_put_back(root: Path, name: str) -> None:
    """
    By its name an exercise is as it was shipped, and the other one stays.
    """
    reset(root, name)

    assert STUBS["day4_ex2"] == script(root).read_text()
    assert filled(STUBS["day4_ex1"]) == script(root, "day4_ex1").read_text()
    assert [filled(STUBS["day4_ex2"])] == [path.read_text() for path in backups(root)]


def test_all_tasks_together_are_the_exercise(root: Path) -> None:
    """
    Resetting task by task ends in the file as it was shipped.
    """
    for number in OWN["day4_ex2"]:
        reset(root, number)

    assert STUBS["day4_ex2"] == script(root).read_text()


def test_no_copy_is_overwritten(root: Path) -> None:
    """
    Copies of the same second have names of their own, and each holds what was there.
    """
    for answer in ("1", "2", "3"):
        put(script(root), answer)
        reset(root, "day4_ex2")

    assert {"1", "2", "3"} == {path.read_text() for path in backups(root)}
    assert not any(path.suffix in {".py", ".ipynb"} for path in backups(root))


def test_a_copy_is_named_by_its_time(tmp_path: Path) -> None:
    """
    The name has the time, and a second copy within that second gets a number.
    """
    when = datetime(2026, 11, 24, 20, 15, 7)  # noqa: DTZ001 -- local time

    copies = [keep(tmp_path / "day4_ex2.py", b"x", when) for _ in range(2)]

    stem = "day4_ex2.backup-20261124-201507"
    assert [f"{stem}.txt", f"{stem}-2.txt"] == [path.name for path in copies]


def test_what_is_untouched_stays(root: Path) -> None:
    """
    A stub is left as it is, without a copy, and the sentence says so.
    """
    put(script(root), STUBS["day4_ex2"])

    for name in ("2.3", "day4_ex2"):
        assert "nothing was changed" in reset(root, name)[0]
    assert [] == backups(root)
    assert not (root / FILE).exists()


def test_a_reset_is_remembered(root: Path) -> None:
    """
    It becomes an entry, or one sentence says why not.
    """
    reset(root, "2.3")
    assert [("reset", ("2.3",))] == [(entry.event, entry.tasks) for entry in load(root).entries]

    (root / FILE).unlink()
    (root / FILE).mkdir()
    assert "cannot be remembered" in reset(root, "2.1")[1]


def test_a_missing_file_is_written(root: Path) -> None:
    """
    A deleted exercise comes back, and there is nothing to keep.
    """
    script(root).unlink()

    done = reset(root, "day4_ex2")

    assert "kept" not in done[0]
    assert STUBS["day4_ex2"] == script(root).read_text()


def test_a_broken_file_gets_its_task_back(root: Path) -> None:
    """
    A file that Python cannot read is mended by resetting the task that broke it.
    """
    broken = filled(STUBS["day4_ex2"]).replace('return str("TODO 2.3', 'return (str("TODO 2.3')
    put(script(root), broken)

    reset(root, "2.3")

    assert '"TODO 2.3:' in script(root).read_text()
    compile(script(root).read_text(), "day4_ex2.py", "exec")


def notebook_filled(root: Path) -> Path:
    """The notebook filled, the script beside it untouched."""
    path = root / "exercises" / "day4_ex2.ipynb"
    put(path, NOTEBOOK.replace(f"    {HOLE}(", "    return str("))
    put(script(root), STUBS["day4_ex2"])
    return path


def test_a_notebook_gets_its_task_back(root: Path) -> None:
    """
    Where the notebook is graded its cell is reset: one line changes, and the script stays.
    """
    path = notebook_filled(root)
    before = json.loads(path.read_text())

    done = reset(root, "2.3")

    cells = zip(before["cells"], json.loads(path.read_text())["cells"], strict=True)
    changed = [new for old, new in cells if old != new]
    assert 1 == len(changed)
    assert f'{HOLE}("TODO 2.3:' in "".join(changed[0]["source"])
    assert done[0].startswith("exercises/day4_ex2.ipynb: ")
    assert done[0].endswith("If Jupyter has it open, reload it there.")
    assert STUBS["day4_ex2"] == script(root).read_text()


def test_all_tasks_of_a_notebook_together_are_the_notebook(root: Path) -> None:
    """
    Resetting task by task, or all at once, ends in the notebook as it was shipped.
    """
    path = notebook_filled(root)
    for number in OWN["day4_ex2"]:
        reset(root, number)
    assert json.loads(NOTEBOOK) == json.loads(path.read_text())

    put(path, "no notebook")
    reset(root, "day4_ex2.ipynb")
    assert NOTEBOOK == path.read_text()


@pytest.mark.parametrize("name", ["9.9", "day4_ex9", "day4_ex2.txt", "", ".", "../day4"])
def test_an_unknown_name_lists_what_there_is(root: Path, name: str) -> None:
    """
    What is neither task nor exercise is refused in a sentence that names all of them.
    """
    with pytest.raises(KitError, match=r"the tasks are 1.1, .*day4_ex1 and day4_ex2") as caught:
        reset(root, name)

    assert 2 == caught.value.exit_code


@pytest.mark.parametrize(
    ("ending", "content"),
    [(".py", b"x = 1\n"), (".py", b"\xff\xfe"), (".ipynb", b"{"), (".ipynb", b"[]")],
    ids=["no function", "no text", "no JSON", "no notebook"],
)
def test_a_task_that_is_not_there_is_named(root: Path, ending: str, content: bytes) -> None:
    """
    One sentence names the file and the way out, and the file stays as it was.
    """
    path = script(root).with_suffix(ending)
    script(root).unlink()
    path.write_bytes(content)

    with pytest.raises(KitError, match=rf"reset all of it: autograder reset day4_ex2\{ending}"):
        reset(root, "2.3")

    assert content == path.read_bytes()
    assert [] == backups(root)


def test_a_failed_write_leaves_the_work(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    When the disk fails in the middle, the old file is still there.
    """

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_atomically", fail)

    with pytest.raises(OSError, match="No space"):
        reset(root, "2.3")

    assert filled(STUBS["day4_ex2"]) == script(root).read_text()


def test_without_originals_nothing_is_touched(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A kit without its originals says so in one sentence.
    """
    shutil.copytree(
        PACKAGE, tmp_path / "kit", ignore=shutil.ignore_patterns("stubs", "__pycache__")
    )
    monkeypatch.setattr(module, "PACKAGE", tmp_path / "kit")

    with pytest.raises(KitError, match=r"lacks day4_ex2\.py\.txt"):
        reset(root, "2.3")

    assert filled(STUBS["day4_ex2"]) == script(root).read_text()


@pytest.mark.parametrize("name", spec_names())
def test_originals_are_the_exercises(name: str) -> None:
    """
    What the kit keeps is what a build would write.
    """
    assert STUBS[name] == shipped_stub(PACKAGE, name, ".py").read_text(encoding="utf-8")


NEW = "def f(x):\n    return 0"
BEFORE = "import math\n\n\n"
AFTER = "\n\n# %%\ndef g(x):\n    return f(x)\n"


@pytest.mark.parametrize(
    "body",
    [
        "def f(x):\n    return 1",
        "def f(\n    x,\n):\n    if x:\n        return 1\n\n    return 2",
        "@cache\ndef f(x):\n    return 1",
        "async def f(x):\n    return 1",
        "def f(x):\n    return 1\n    # a note of mine",
        'def f(x):\n    """\nText at the margin.\n    """\n    return 1',
    ],
    ids=["plain", "long head", "decorated", "async", "comment below", "text at the margin"],
)
def test_only_the_function_is_replaced(body: str) -> None:
    """
    What is above and below stays as it is, to the last blank line.
    """
    assert BEFORE + NEW + AFTER == with_definition(BEFORE + body + AFTER, "f", NEW)


@pytest.mark.parametrize(
    "body",
    ["def f(x)\n    return 1", "def f(x):\n    return (1\n", 'def f(x):\n    """Never closed.\n'],
    ids=["colon", "bracket", "text"],
)
def test_a_broken_function_is_replaced(body: str) -> None:
    """
    A function that Python cannot read is cut where the next line begins at the margin.
    """
    new = with_definition(BEFORE + body + AFTER, "f", NEW)

    assert new is not None
    ast.parse(new)
    assert "return 0" in new
    assert "return 1" not in new
    assert new.startswith(BEFORE)
    assert new.endswith(AFTER.lstrip())


def test_a_broken_neighbour_is_left_alone() -> None:
    """
    Another function's fault stays where it is, and the asked one is replaced.
    """
    new = with_definition("def g(x)\n    return 5\n\n\ndef f(x):\n    return 1\n", "f", NEW)

    assert "def g(x)\n    return 5\n\n\ndef f(x):\n    return 0\n" == new


def test_every_definition_is_replaced() -> None:
    """
    An earlier or later copy of the function does not survive.
    """
    assert "def f(x):\n    return 0\ndef f(x):\n    return 0\n" == with_definition(
        "def f(x):\n    return 1\ndef f(x):\n    return 2\n", "f", NEW
    )


def test_line_ends_of_windows_stay() -> None:
    """
    A file with CR LF keeps it, in the new lines, too.
    """
    text = (BEFORE + "def f(x):\n    return 1" + AFTER).replace("\n", "\r\n")
    new = with_definition(text, "f", NEW)

    assert new is not None
    assert new.count("\n") == new.count("\r\n") == (BEFORE + NEW + AFTER).count("\n")


def test_a_missing_function_is_none() -> None:
    """
    Without the function there is nothing to replace, whatever else bears its name.
    """
    assert None is with_definition("f = 1\nclass A:\n    def f(x):\n        return 1\n", "f", NEW)
    assert None is with_definition("def ff(x)\n    return 1\n", "f", NEW)
