import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import cli
from autograder.grading.spec import PROJECT
from autograder.grading.task_list import task_list
from autograder.study.progress import FILE, Event, TaskState, line_of, load
from autograder.study.questions import question_of
from tests.outline import EARNED
from tests.study.histories import NOON
from tests.study.projects import project

RECORDS = {
    "2.1": TaskState("PASS", 6, 6),
    "2.2": TaskState("FIX", 0, 10, ("half",), "00ff"),
}
RUN = f"{line_of(Event(NOON, 'terminal', RECORDS))}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project where one run was remembered, and the place where commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("UV_RUN_RECURSION_DEPTH", raising=False)
    (tmp_path / FILE).write_text(RUN)
    return project(tmp_path, right=["2.1"], wrong=["2.2"])


@pytest.mark.usefixtures("root")
def test_progress_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """
    It shows what is known, then the next step, and nothing on stderr.
    """
    assert cli.DONE == cli.main(["progress"])

    said = capsys.readouterr()
    assert said.out.startswith(f"{EARNED.format(6, 1)} 1 run since 2026-11-24.\n")
    assert "\nNext: 2.2 point_gradient, the gradient of one row\n" in said.out
    assert "" == said.err


@pytest.mark.usefixtures("root")
def test_progress_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    """
    With --json only JSON goes to stdout; remarks go to stderr.
    """
    Path(FILE).write_text(RUN + "nonsense\n")

    assert cli.DONE == cli.main(["progress", "--json"])

    said = capsys.readouterr()
    assert 6 == json.loads(said.out)["points"]
    assert "(progress.txt: one line cannot be read and will be left out.)\n" == said.err


@pytest.mark.usefixtures("root")
def test_progress_is_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    """
    With --html a page is written, and one sentence says where.
    """
    assert cli.DONE == cli.main(["progress", "--html", "page.html"])

    assert "Wrote page.html; open it in a browser.\n" == capsys.readouterr().out
    assert "<meter " in Path("page.html").read_text()


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("command", ["progress", "next"])
def test_a_file_that_cannot_be_read_is_one_sentence(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A folder in the place of the file ends in exit code 1 and its name.
    """
    Path(FILE).unlink()
    Path(FILE).mkdir()

    assert cli.OPEN == cli.main([command])

    said = capsys.readouterr()
    assert ("", 1) == (said.out, said.err.count("\n"))
    assert FILE in said.err


@pytest.mark.usefixtures("root")
def test_next_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    """
    One task with its place and the commands, in six lines, and an open question about another.
    """
    assert cli.DONE == cli.main(["next"])

    said = capsys.readouterr().out
    assert said.startswith("Next: 2.2 point_gradient")
    assert said.endswith("\nWhy does 2.1 work? autograder why 2.1\n")
    assert 7 == said.count("\n")


def test_reset_says_where_the_work_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    One sentence names the task and the copy, and then the task is to do.
    """
    assert cli.DONE == cli.main(["reset", "2.1"])

    said = capsys.readouterr().out
    assert "2.1 add_bias is back as it was shipped." in said
    assert 80 >= max(map(len, said.splitlines()))
    cli.main(["progress", "--json"])
    tasks = {task["task"]: task for task in json.loads(capsys.readouterr().out)["tasks"]}
    assert ("TODO", 0) == (tasks["2.1"]["outcome"], tasks["2.1"]["points"])
    assert "reset" == load(root).entries[-1].event


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["reset", "9.9"], cli.USAGE),
        (["solution", "9.9"], cli.USAGE),
        (["solution", "2.1"], cli.OPEN),
        (["why", "9.9", "3"], cli.USAGE),
        (["progress", "--html", "missing/page.html"], cli.OPEN),
    ],
    ids=["reset", "solution", "no solutions", "why", "no folder"],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    It goes to stderr, with its exit code.
    """
    assert code == cli.main(arguments)

    said = capsys.readouterr()
    assert ("", 1) == (said.out, said.err.count("\n"))


def ask(monkeypatch: pytest.MonkeyPatch, *typed: str) -> int:
    """`autograder why 2.1` where somebody types these lines and then no more; its exit code."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    return cli.main(["why", "2.1"])


@pytest.mark.usefixtures("root")
def test_why_alone_takes_the_question_that_is_due(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Without a task it asks about one that passes; when no question is due, it wants a task.
    """
    monkeypatch.setattr("builtins.input", lambda _: "1")

    assert cli.DONE == cli.main(["why"])
    assert "theta = [" in capsys.readouterr().out
    assert cli.USAGE == cli.main(["why"])
    assert "Name a task, as in `autograder why 1.1`" in capsys.readouterr().err


def test_why_asks_for_a_prediction(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    It asks until a number is typed, says why, remembers the answer, and has new numbers next time.
    """
    task = next(one for one in task_list() if one.number == "2.1")
    (asks, answer, because), (again, *_) = question_of(task, 0), question_of(task, 1)

    assert cli.DONE == ask(monkeypatch, "many", f"{answer:g}")
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith(asks)
    assert "Your prediction: Type one number, such as 3, 0.75 or 3/4: " in said
    assert f": Yes, it is {answer:g}. Here is why: " in said
    assert " ".join(because) in said
    assert [True] == [one.is_right for one in load(root).entries if one.event == "why"]
    assert cli.DONE == cli.main(["why", "2.1", "-0.5"])
    assert " ".join(capsys.readouterr().out.split()).startswith(again)
    assert [True, False] == [one.is_right for one in load(root).entries if one.event == "why"]


def test_why_waits_for_nobody(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Where nobody types, one sentence says how to answer, and nothing is remembered.
    """
    assert cli.OPEN == ask(monkeypatch)

    said = capsys.readouterr()
    assert said.out.endswith("Your prediction: \n")
    assert "autograder: to answer, type: autograder why 2.1 NUMBER\n" == said.err
    assert RUN == (root / FILE).read_text()


def test_an_interrupted_question_is_quiet(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Ctrl-C leaves without a traceback and without an answer.
    """

    def interrupt(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)

    assert cli.INTERRUPTED == cli.main(["why", "2.1"])
    assert "" == capsys.readouterr().err
    assert RUN == (root / FILE).read_text()


def test_progress_imports_nothing_heavy(root: Path) -> None:
    """
    A report on what is known waits for neither NumPy nor SymPy nor pytest.
    """
    lines = [
        "import sys",
        "from autograder.cli import main",
        "main(['progress']), main(['progress', '--html', 'p.html']), main(['next'])",
        "main(['why', '2.1', '3'])",
        "print({'numpy', 'sympy', 'pytest', 'msgspec', 'matplotlib'} & set(sys.modules))",
    ]
    done = subprocess.run(
        [sys.executable, "-B", "-c", "\n".join(lines)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "set()" == done.stdout.splitlines()[-1]
