"""The copy for a class: it contains no solution, gives the same verdicts, and its commands work."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from autograder.authoring.release import bundle as make_bundle
from autograder.authoring.release import release, write_folder
from autograder.authoring.wheel import wheel_name
from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import PROJECT, all_checks, spec_names
from tests.copies import jobs, python, said_by, said_here
from tests.leaks import PUZZLES, Files, leaking, said_by_all, solution_lines, solutions_in

LINK = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#]+)[^)]*\)")
COMMAND = re.compile(r"^(?: {4}|\| `|\$ )python -m uv run (?!--extra)([^`\n]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """The copy as a folder, and its files before anything was run in it."""
    folder = tmp_path_factory.mktemp("class") / "day4"
    release(folder)
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return folder, {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def bundle(made: tuple[Path, Files]) -> Path:
    return made[0]


@pytest.fixture
def files(made: tuple[Path, Files]) -> Files:
    return made[1]


def test_no_line_of_a_solution_is_in_it(files: Files) -> None:
    """
    No file is a solution, and none contains a statement or a comment of one, except the puzzles.
    """
    assert {} == leaking(files)
    assert set() == solutions_in(files)
    assert [] == [n for n in files if n.startswith("exercises/") and b"BEGIN SOLUTION" in files[n]]


def test_its_puzzles_hide_the_order(files: Files) -> None:
    """
    The lines of each task's body are in alphabetical order, without comments.
    """
    puzzles = json.loads(files[PUZZLES])

    assert {check.task.function for check in all_checks()} == set(puzzles)
    for found in puzzles.values():
        assert found
        assert sorted(found, key=str.lower) == found
        assert not any("#" in line for line in found)


@pytest.mark.sweep
def test_puzzles_can_be_left_out() -> None:
    """
    With `--no-puzzles` no line of a solution is in it at all, and nothing else is missing.
    """
    without = make_bundle(puzzles=False)

    hints = b"".join(without[name] for name in without if "/hints/" in name)

    with zipfile.ZipFile(io.BytesIO(without[wheel_name()])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    assert {} == leaking(without)
    assert {} == leaking(members)
    assert PUZZLES not in members
    assert b"\nask: " in hints
    assert b"\nwrong" not in hints
    assert {PUZZLES} == set(make_bundle()) - set(without)


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("exercises/day4_ex1.py", "    {}\n"),
        ("exercises/day4_ex1.py", "x = 1\n{}\ny = 2\n"),
        ("exercises/day4_ex1.ipynb", '{{"source": [\n  "    {}\\n",\n  "x"]}}'),
        ("exercises/day4_ex1.ipynb", '{{"source": "def f(x):\\n    {}\\n"}}'),
        ("autograder/recorded/day4_ex1.json", '{{"answers": {{"q": "{}"}}}}'),
        ("autograder/judges/sgd/bias.py", "def f():\n\t{}"),
        ("README.md", "Write `{}` there."),
    ],
    ids=["stub", "flush", "cell lines", "cell text", "record", "engine", "prose"],
)
def test_a_planted_line_is_found(name: str, template: str) -> None:
    """
    Every line of a solution is found wherever it is planted.
    """
    for line in solution_lines() - said_by_all(name):
        assert line in leaking({name: template.format(line).encode()})[name]


def test_a_planted_solution_is_found(files: Files) -> None:
    """
    A solution under another name is found by its content and by its lines.
    """
    planted = {**files, "autograder/data": (SOLUTIONS / "day4_ex2.py").read_bytes()}

    assert {"autograder/data"} == solutions_in(planted)
    assert {"autograder/data"} == set(leaking(planted))
    assert 40 < len(solution_lines())


def test_it_holds_what_a_learner_needs(files: Files, root: Path) -> None:
    """
    The copy has the exercises, the package with recorded answers, puzzles and original stubs, three
    other files, a wheel, and nothing else.
    """
    package = {
        path.relative_to(root).as_posix()
        for path in (root / "autograder").rglob("*")
        if path.is_file() and not {"__pycache__", "templates"} & {*path.parts}
    }
    beside = {"LICENSE", "README.md", "pyproject.toml", PUZZLES, wheel_name()}

    assert package | beside == {name for name in files if not name.startswith("exercises/")}
    wanted = {f"exercises/{name}{end}" for name in spec_names() for end in (".py", ".ipynb")}
    assert wanted | {"exercises/conftest.py"} == {
        name for name in files if name.startswith("exercises/")
    }


def test_its_wheel_holds_the_same_package(files: Files) -> None:
    """
    The wheel has the copy's own package, byte for byte, and apart from pages about it nothing else,
    so what was left out of the copy is not in there either.
    """
    with zipfile.ZipFile(io.BytesIO(files[wheel_name()])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    package = {name: files[name] for name in files if name.startswith("autograder/")}

    assert package == {n: members[n] for n in members if ".dist-info/" not in n}
    assert {} == leaking(members)


def test_records_are_those_on_file(files: Files, root: Path) -> None:
    """
    The solutions still answer the questions in the committed records.
    """
    for name in spec_names():
        path = f"autograder/recorded/{name}.json"
        expected, found = json.loads((root / path).read_bytes()), json.loads(files[path])
        assert expected["solution"] == found["solution"]
        assert expected["answers"].keys() == found["answers"].keys()


@pytest.mark.sweep
def test_folder_and_zip_agree(files: Files, tmp_path: Path) -> None:
    """
    A second run, into a zip file, gives the same files, byte for byte.
    """
    release(tmp_path / "day4", zipped=True)
    with zipfile.ZipFile(tmp_path / "day4.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    assert {f"day4/{name}": content for name, content in files.items()} == members


def test_links_of_its_readme_resolve(files: Files) -> None:
    """
    Every link in the learners' README leads to a file in the copy.
    """
    assert set() == set(LINK.findall(files["README.md"].decode())) - set(files)


@pytest.mark.parametrize("step", [250, pytest.param(40, marks=pytest.mark.sweep)])
def test_verdicts_are_the_same(bundle: Path, step: int) -> None:
    """
    The copy gives every submission the verdict that the kit gives it, check by check and word for
    word.
    """
    given = [(str(bundle / "exercises"), None), *jobs(step)]
    expected = said_here(given)

    assert 540 / step < len(given)
    assert {"PASS", "FIX", "TODO"} == {check[1] for checks in expected for check in checks}
    assert expected == said_by(bundle, given)


def test_what_is_not_on_record_is_no_zero(files: Files, tmp_path: Path) -> None:
    """
    Without its recorded answers, the copy leaves points open and says that it has no solution to
    ask.
    """
    kept = {name: text for name, text in files.items() if "/recorded/" not in name}
    write_folder(tmp_path / "day4", kept)
    right = PROJECT / "tests" / "submissions" / "right" / "day4_ex2" / "bias_hstack.py"
    (checks,) = said_by(tmp_path / "day4", [(str(right), ["2.1"])])

    assert {("GRADER_ERROR", None)} == {(check[1], check[2]) for check in checks}
    said = [str(check[3]) for check in checks]
    assert all("there is no solution to ask, and this call of add_bias is" in one for one in said)


@pytest.mark.sweep
def test_commands_of_its_readme_run(bundle: Path, files: Files) -> None:
    """
    Every command in the learners' README runs, and finds that something or nothing is open.
    """
    found = COMMAND.findall(files["README.md"].decode())
    commands = [one for one in found if not one.startswith("python -i")]  # that one waits

    assert 6 < len(commands)
    for command in (c.replace("autograder watch", "autograder watch --once") for c in commands):
        module = [] if command.startswith("python ") else ["-m"]
        ended = python(bundle, *module, *command.removeprefix("python ").split())
        needs_work = any(word in command for word in ("plot", "trace", "case"))
        is_open = needs_work or any(word in command for word in ("pytest", "watch", "experiment"))
        assert ended.returncode == int(is_open), command + ended.stdout
        says = "shows no FIX" if "case" in command else "is not written yet"
        assert (says in ended.stderr) == needs_work, command
        assert needs_work or "" == ended.stderr, command


@pytest.mark.parametrize("name", ["2.3", "day4_ex2"])
def test_work_is_put_back(bundle: Path, files: Files, name: str) -> None:
    """
    A task or an exercise is restored to its original state without a solution to derive it from.
    """
    path = bundle / "exercises" / "day4_ex2.py"
    shipped = files["exercises/day4_ex2.py"]
    work = shipped.replace(b'    raise NotImplementedError("TODO 2.3', b'    return ("')
    path.write_bytes(work)

    ended = python(bundle, "-m", "autograder", "reset", name)

    assert (0, "") == (ended.returncode, ended.stderr)
    assert shipped == path.read_bytes()
    (backup,) = path.parent.glob("*backup*")
    assert work == backup.read_bytes()
    backup.unlink()


def test_no_solution_is_shown(bundle: Path) -> None:
    """
    Asking for a solution ends in one sentence, even with --reveal.
    """
    ended = python(bundle, "-m", "autograder", "solution", "2.3", "--reveal")

    assert (1, "", 1) == (ended.returncode, ended.stdout, ended.stderr.count("\n"))
    assert "holds no solutions; ask your instructor" in ended.stderr


def test_bare_pytest_runs_the_checks(bundle: Path) -> None:
    """
    In the copy, pytest alone does what `pytest autograder` does.
    """
    bare, named = python(bundle, "-m", "pytest"), python(bundle, "-m", "pytest", "autograder")

    assert 1 == bare.returncode
    assert re.fullmatch(r"\d+ todo(, \d+ bonus todo)? in .*", bare.stdout.splitlines()[-1])
    assert named.stdout.splitlines()[:-1] == bare.stdout.splitlines()[:-1]


@pytest.mark.parametrize("more", [(), ("-n", "2")], ids=["alone", "workers"])
def test_another_seed_is_a_usage_error(bundle: Path, more: tuple[str, ...]) -> None:
    """
    Inputs without recorded answers are refused in one sentence before anything runs.
    """
    if more:
        pytest.importorskip("xdist")
    ended = python(bundle, "-m", "pytest", "autograder", "--seed", "other", *more)
    lines = (ended.stdout + ended.stderr).strip().splitlines()

    assert (4, 1) == (ended.returncode, len(lines))
    assert lines[0].startswith(
        "ERROR: This copy of the kit has no solutions, so it can grade on the public"
    )


@pytest.mark.parametrize(
    "command",
    [
        ["build"],
        ["build", "--check"],
        ["release", "../again"],
        ["nbgrader", "../course"],
        ["grade", "exercises", "--out", "../grades"],
    ],
    ids=["build", "check", "release", "nbgrader", "grade"],
)
def test_author_commands_end_in_a_sentence(bundle: Path, command: list[str]) -> None:
    """
    A command that needs solutions says in one sentence that the copy has none.
    """
    ended = python(bundle, "-m", "autograder", *command)

    assert (2, "", 1) == (ended.returncode, ended.stdout, ended.stderr.count("\n"))
    assert (
        f"`autograder {command[0]}` needs the solutions, and this copy of the kit" in ended.stderr
    )
    assert ["day4"] == [path.name for path in bundle.parent.iterdir()]
