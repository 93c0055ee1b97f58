import argparse
import json
import os
import shutil
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from autograder import cli
from autograder.authoring import release
from autograder.grading.errors import KitError
from autograder.grading.files import project_root
from autograder.grading.spec import PROJECT, all_names
from autograder.study.progress import Event, TaskState, line_of, now
from tests.outline import NAMES, TASKS
from tests.study.projects import project

SOLVED = '''\
# %%
def one():
    """Task 1.1: return one."""
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION
'''

COMMANDS: dict[str, argparse.ArgumentParser] = next(
    action.choices
    for action in cli.parser()._actions
    if isinstance(action, argparse._SubParsersAction)
)
WRITTEN = "exercises/ex.py: written.\nexercises/ex.ipynb: written.\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one solution, where the commands run."""
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "ex.py").write_bytes(SOLVED.encode())
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def python(*arguments: str, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments in this folder, with the kit importable."""
    return subprocess.run(
        [sys.executable, "-B", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [(), *((name,) for name in sorted(COMMANDS))],
    ids=["main", *sorted(COMMANDS)],
)
def test_help_teaches_by_example(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The help of every command shows commands to copy, in ASCII and in 90 columns; the page of all
    commands keeps to 80.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main([*command, "--help"])

    printed = capsys.readouterr().out
    assert 0 == caught.value.code
    assert "\n  autograder " in printed
    assert printed.isascii()
    assert (90 if command else 80) >= max(map(len, printed.splitlines()))


def test_a_bare_command_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Without a command, a short page names the next task and three commands, and nothing is wrong.
    """
    assert cli.DONE == cli.main([])

    said = capsys.readouterr().out.splitlines()
    assert cli.ABOUT == said[0]
    assert "usage" not in " ".join(said)
    assert any(line.startswith(("Next:", "You are done")) for line in said)
    assert ["autograder watch", "pytest autograder", "autograder hint"] == [
        " ".join(line.split()[:2]) for line in said if line.startswith("  ")
    ][-3:]
    assert "All commands: autograder --help" == said[-1]
    assert len(said) <= 12
    assert max(map(len, said)) <= 80


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_options_are_documented(name: str) -> None:
    """
    Every option of every command has a help text.
    """
    assert all(action.help for action in COMMANDS[name]._actions)


def test_help_documents_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """
    The help documents what a script can rely on.
    """
    with pytest.raises(SystemExit):
        cli.main(["--help"])

    printed = capsys.readouterr().out
    for code in (cli.DONE, cli.OPEN, cli.USAGE, cli.INTERRUPTED):
        assert f"{code} " in printed.split("Exit codes:")[1]


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """
    One line names the kit, whether it is installed or not.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])

    assert 0 == caught.value.code
    assert capsys.readouterr().out.startswith("autograder ")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["build", "--check", "--force"]], ids=["word", "both"]
)
def test_an_unknown_command_is_a_usage_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A command that is not understood ends with exit code 2 and a sentence on stderr.
    """
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)

    assert cli.USAGE == caught.value.code
    assert "error:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["plto"], "there is no command plto. Do you mean plot?"),
        (["plot", "1.1", "--txet"], "there is no option --txet here. Do you mean --text?"),
        (["next", "--nothing-like-it"], "there is no option --nothing-like-it here.\n"),
    ],
)
def test_a_slip_of_the_keys_is_told_what_is_near(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Of a command or an option that there is not, the most similar one is named.
    """
    with pytest.raises(SystemExit):
        cli.main(arguments)

    assert says in capsys.readouterr().err


@pytest.mark.parametrize("stream", ["closed", "narrow"])
def test_a_stream_that_cannot_show_a_name_stops_nothing(
    stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Without standard output, or with one that knows few characters, a command does what it does.
    """
    kept = BytesIO()
    narrow = TextIOWrapper(kept, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", None if stream == "closed" else narrow)
    monkeypatch.setattr(cli, "parser", Parser)

    assert cli.DONE == cli.main([])
    sys.stdout.flush() if stream == "narrow" else sys.stdout.close()
    assert kept.getvalue() == (b"" if stream == "closed" else b"M\\xfcller\n")


class Parser:
    """Of a command that prints a name."""

    def parse_args(self, _: list[str]) -> argparse.Namespace:
        return argparse.Namespace(command=lambda _: print("M\u00fcller"))  # noqa: T201 -- it is tried


def test_build_writes_and_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    After a build, the check finds nothing to do.
    """
    assert cli.DONE == cli.main(["build"])
    assert cli.DONE == cli.main(["build", "--check"])
    assert WRITTEN == capsys.readouterr().out
    assert (root / "exercises" / "ex.py").exists()


def test_check_asks_for_a_build(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A file that is out of date is named, and the exit code is 1.
    """
    (root / "exercises" / "ex.py").write_text("x = 1\n", encoding="utf-8")

    assert cli.OPEN == cli.main(["build", "--check"])
    assert "exercises/ex.py is out of date" in capsys.readouterr().out


def test_work_is_kept_unless_forced(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Build leaves a learner's file alone and mentions --force, which keeps a copy.
    """
    (root / "exercises" / "ex.py").write_text("x = 1\n", encoding="utf-8")

    assert cli.OPEN == cli.main(["build"])
    assert "`--force`" in capsys.readouterr().out
    assert cli.DONE == cli.main(["build", "--force"])
    assert "ex.backup1.txt" in capsys.readouterr().out


def test_an_error_is_one_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A broken solution is reported on stderr as path, line and sentence, without a traceback.
    """
    source = root / "solutions" / "ex.py"
    source.write_bytes(SOLVED.replace("### END", "# end").encode())

    assert cli.OPEN == cli.main(["build"])
    printed = capsys.readouterr()
    assert "" == printed.out
    assert printed.err.startswith(f"autograder: {source}:4: ")
    assert 1 == printed.err.count("\n")


@pytest.mark.parametrize("option", [[], ["--zip"]], ids=["folder", "zip"])
def test_a_release_is_written(
    option: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """
    Writing a copy for a class prints one sentence and creates one thing, at the given place.
    """
    monkeypatch.setattr(release, "bundle", lambda **_: {"LICENSE": b"MIT"})
    monkeypatch.chdir(tmp_path)

    assert cli.DONE == cli.main(["release", "day4", *option])
    assert ["day4.zip" if option else "day4"] == [path.name for path in tmp_path.iterdir()]
    assert 1 == capsys.readouterr().out.count(".\n")
    assert cli.OPEN == cli.main(["release", "day4", *option]), "it is there already"
    assert 1 == capsys.readouterr().err.count("\n")


@pytest.mark.parametrize("typed", [["release", "day4"], ["new", "day5_ex1"]], ids=" ".join)
def test_another_kit_is_not_released(
    typed: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A command run inside another kit than its own writes nothing and says so.
    """
    there = {*root.rglob("*")}

    assert cli.USAGE == cli.main(typed)
    assert f"belongs to {PROJECT}, but you are in {root}" in capsys.readouterr().err
    assert there == {*root.rglob("*")}


@pytest.mark.parametrize("number", ["1.1", "2.4"])
@pytest.mark.usefixtures("root")
def test_a_hint_is_printed(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Asking again prints the next hint of the task; a level goes back or on, if it exists.
    """
    for arguments, level in (([], 1), ([], 2), ([], 3), (["1"], 1), ([], 2), (["3"], 3)):
        assert cli.DONE == cli.main(["hint", number, *arguments])
        printed = capsys.readouterr().out
        assert printed.startswith(f"Hint {level} of 3 for {number} ")
        assert max(len(line) for line in printed.splitlines()) <= 80
    assert cli.USAGE == cli.main(["hint", number, "4"])
    assert f"Task {number} has hints 1 to 3." in capsys.readouterr().err


def test_a_hint_alone_is_for_the_next_open_task(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Without a task it is the one that `next` names, and its clue is that of the file as it is.
    """
    monkeypatch.chdir(project(tmp_path, right=["2.1"], wrong=["2.2"]))
    record = TaskState("FIX", 0, 12, ("half",))
    Path("progress.txt").write_text(line_of(Event(now(), "terminal", {"2.2": record})) + "\n")

    assert cli.DONE == cli.main(["hint"])
    assert "Hint 1 of 3 for 2.2 point_gradient\n\nThe clue: " in capsys.readouterr().out


def test_a_trace_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Without a terminal all steps come at once; a stub, or a task without steps, is a sentence.
    """
    monkeypatch.chdir(project(tmp_path))
    assert cli.OPEN == cli.main(["trace", "2.3"])
    assert "2.3 stochastic_gradient_descent is not written yet" in capsys.readouterr().err
    assert cli.USAGE == cli.main(["trace", "1.1"])
    assert "To see your answer: autograder plot 1.1" in capsys.readouterr().err
    shutil.copy(PROJECT / "solutions" / "day4_ex2.py", tmp_path / "exercises")
    assert cli.DONE == cli.main(["trace"])
    assert "[3.03, 2.67], shape (2, 1)." in capsys.readouterr().out


def test_progress_is_next_to_exercises(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Inside exercises/, a hint is recorded one folder up.
    """
    monkeypatch.chdir(root / "exercises")
    cli.main(["hint", "1.1"])

    assert (root / "progress.txt").exists()


@pytest.mark.parametrize("command", ["hint", "trace"])
@pytest.mark.usefixtures("root")
def test_an_unknown_task_lists_the_tasks(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Without a known task, one sentence lists the tasks.
    """
    assert cli.USAGE == cli.main([command, "9.9"])
    printed = capsys.readouterr().err
    assert 1 == printed.count("\n")
    for number in ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"):
        assert number in printed


def test_the_root_falls_back_to_the_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Outside any project, commands work on the checkout they belong to.
    """
    monkeypatch.chdir(tmp_path)

    assert PROJECT == project_root()


def test_an_interrupt_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Ctrl-C ends a command with exit code 130 and no output.
    """

    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.authoring.build.check", interrupt)

    assert cli.INTERRUPTED == cli.main(["build", "--check"])
    assert ("", "") == tuple(capsys.readouterr())


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX pipe")
def test_a_closed_pipe_is_quiet(root: Path) -> None:
    """
    When the reader has gone away, there is no traceback.
    """
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "autograder", "build"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(write)

    assert (cli.DONE, b"") == (done.returncode, done.stderr)


def test_the_module_is_the_command(root: Path) -> None:
    """
    `python -m autograder` does what `autograder` does.
    """
    done = python("-m", "autograder", "build", folder=root)

    assert (cli.DONE, WRITTEN, "") == (
        done.returncode,
        done.stdout,
        done.stderr,
    )


@pytest.mark.parametrize("arguments", ["['--help']", "['--version']"], ids=["help", "version"])
def test_light_commands_import_nothing_heavy(root: Path, arguments: str) -> None:
    """
    Help and version work without NumPy, SymPy and pytest.
    """
    lines = [
        "import sys",
        "from autograder.cli import main",
        f"try: main({arguments})",
        "except SystemExit: pass",
        "print({'numpy', 'sympy', 'pytest', 'msgspec', 'matplotlib'} & set(sys.modules))",
    ]
    done = python("-c", "\n".join(lines), folder=root)

    assert "set()" == done.stdout.splitlines()[-1]


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_runs_as_a_script(name: str, tmp_path: Path) -> None:
    """
    A stub that is run as a script, far from the kit, says what is open and how to go on, in ASCII.
    """
    from autograder.authoring.build import exercise_text

    text = exercise_text(PROJECT / "solutions" / f"{name}.py")
    (tmp_path / f"{name}.py").write_bytes(text.encode())

    done = python(f"{name}.py", folder=tmp_path)

    assert (0, "") == (done.returncode, done.stderr)
    assert sum(task.exercise == name for task in TASKS) == done.stdout.count("TODO ")
    assert f"{name}.py" in done.stdout
    assert done.stdout.rstrip().endswith("run pytest as the README shows.")
    assert done.stdout.isascii()


@pytest.mark.parametrize("name", ["day4_ex1", "day4_ex2"])
def test_a_finished_exercise_says_how_it_is_checked(name: str) -> None:
    """
    A solved exercise that is run as a script prints its results, then how it is checked.
    """
    done = python(str(Path("solutions", f"{name}.py")))

    assert (0, "") == (done.returncode, done.stderr)
    assert "TODO" not in done.stdout
    assert done.stdout.endswith(f"\nTo check {name}.py, run pytest as the README shows.\n")


def test_a_copy_for_a_class_offers_what_works_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without solutions, commands that need them are not listed, and say so when they are typed."""
    monkeypatch.setattr(cli, "is_copy", lambda: True)
    monkeypatch.setattr("autograder.cli.instructor.is_copy", lambda: True)
    monkeypatch.setattr("autograder.cli.learner.is_copy", lambda: True)
    listed = cli.parser().format_help()
    for name in ("build", "grade", "nbgrader", "new", "release", "doctor", "solution"):
        assert f" {name} " not in listed
    assert " watch " in listed
    for typed in (["build"], ["grade", "x", "--out", "y"], ["new", "day5_ex1"], ["release", "x"]):
        assert cli.USAGE == cli.main(typed)
        assert f"`autograder {typed[0]}` needs the solutions" in capsys.readouterr().err


def test_a_complaint_is_wrapped_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a terminal no word of a sentence is cut; elsewhere it stays one line."""
    cli.main(["hint", "9.9"])
    whole = capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    cli.main(["hint", "9.9"])
    lines = capsys.readouterr().err.splitlines()

    assert 1 == whole.count("\n")
    assert whole.split() == " ".join(lines).split()
    assert 1 < len(lines)
    assert max(map(len, lines)) <= 40


def test_commands_that_start_otherwise_are_told_in_the_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the bare command is not found, every page of help says how commands start."""
    monkeypatch.setattr(cli, "command_prefix", lambda: "python3 -m ")
    for typed in (["--help"], ["hint", "--help"]):
        with pytest.raises(SystemExit):
            cli.main(typed)
        assert "as in: python3 -m autograder hint" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [["grade", "x", "--out", "y"], ["release", "x"], ["nbgrader", "x"], ["watch"], ["progress"]],
    ids=lambda command: command[0],
)
@pytest.mark.usefixtures("root")
def test_a_choice_of_no_exercise_is_refused(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Each command that takes some exercises only says which there are, if it is told none of them.
    """
    assert cli.USAGE == cli.main([*command, "--only", "other"])
    printed = capsys.readouterr().err

    names = ", ".join(all_names())
    assert f"No exercise has a name beginning with 'other'; there are {names}." in printed


@pytest.mark.usefixtures("root", "as_before")
def test_the_progress_of_some_exercises(capsys: pytest.CaptureFixture[str]) -> None:
    """
    With a choice, tasks and points are those of the chosen exercises alone.
    """
    last = all_names()[-1]
    cli.main(["progress", "--json", "--only", last])

    assert {last} == {task["exercise"] for task in json.loads(capsys.readouterr().out)["tasks"]}


@pytest.mark.parametrize("command", [["grade", "x", "--out", "y"], ["release", "x"]])
@pytest.mark.usefixtures("root")
def test_specs_are_looked_at_once_they_were_edited(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    While the outline is older than a spec, what is wrong in the specs is said, and nobody graded.
    """

    def refuse() -> None:
        raise KitError("It is wrong.", exit_code=2)

    Path("x").mkdir(exist_ok=True)
    monkeypatch.setattr("autograder.authoring.validator.refuse_problems", refuse)
    cli.check_specs()
    monkeypatch.setattr(cli, "is_up_to_date", lambda: False)
    monkeypatch.setattr(cli, "PROJECT", Path.cwd())

    assert cli.USAGE == cli.main(command)
    assert "It is wrong." in capsys.readouterr().err


def test_an_exercise_and_a_number_are_one_word() -> None:
    """
    So nobody has to quote the name of a task; a number behind anything else stays alone.
    """
    typed = ["explain", "course", "924", "day4_ex1", "1.1", "2.3"]

    assert ["explain", "course", "924", "day4_ex1 1.1", "2.3"] == cli.joined(typed)
    assert ["why", "1.1", "0.5"] == cli.joined(["why", "1.1", "0.5"])
