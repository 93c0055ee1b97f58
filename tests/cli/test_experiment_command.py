"""`autograder experiment`, as it is typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import cli
from autograder.grading.spec import PROJECT
from autograder.study import experiment as plan
from autograder.study.experiment import METHODS
from tests.study.projects import project

BATCH = """
def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    for _ in range(n_epochs):
        theta = theta - learning_rate * 2 / len(X) * X.T @ (X @ theta - y)
    return theta
"""
WORKED = ["--submission", str(PROJECT / "solutions")]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner who has written task 2.5 alone, and an experiment that takes moments."""
    project(tmp_path)
    with (tmp_path / "exercises" / "day4_ex2.py").open("a", encoding="utf-8") as file:
        file.write(BATCH)
    monkeypatch.setattr(plan, "MOST_READ", 400)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_prints_what_was_measured(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    The report goes to the output, how far it has come to stderr, and no file is written.
    """
    assert cli.DONE == cli.main(["experiment", "--rows", "100"])
    said = capsys.readouterr()

    assert "100 rows\n  batch  " in said.out
    assert "% above lowest loss against seconds" in said.out
    assert "Nothing was measured beside batch descent" in " ".join(said.out.split())
    assert "2.7 adam is not written yet, so Adam is left out." in " ".join(said.out.split())
    assert said.err.startswith("At most 10 seconds")
    assert said.err.endswith("1 of 1 (100 %)\n")
    assert ["exercises"] == [path.name for path in root.iterdir()]
    assert said.out.isascii()


def test_a_file_is_written_in_place_of_plots(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    With --out the table is printed, and the rest is in the file.
    """
    assert cli.DONE == cli.main(["experiment", "--rows", "100,200", "--out", "a.csv", *WORKED])
    said = capsys.readouterr().out

    assert all(f"\n  {method.name} " in said for method in METHODS)
    assert "against" not in said
    assert said.endswith("Wrote a.csv.\n")
    assert (root / "a.csv").read_text().startswith("method,worked,rows,")


def test_worked_functions_stand_in(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    With --worked, a stub is replaced, and the table says by what.
    """
    assert cli.DONE == cli.main(["experiment", "--rows", "100", "--worked"])
    assert "\n  Adam (worked) " in capsys.readouterr().out
    assert (root / "exercises").exists()


@pytest.mark.parametrize("body", ["raise NotImplementedError", "return 1"], ids=["stub", "wrong"])
def test_nothing_to_measure_is_left_to_do(
    root: Path, body: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Where nothing can be measured, sentences say why, no file is written, and the exit code is 1.
    """
    path = root / "mine.py"
    path.write_text(f"def adam(*_):\n    {body}\n", encoding="utf-8")
    typed = ["experiment", "--rows", "100", "--submission", "mine.py", "--out", "a.png"]

    assert cli.OPEN == cli.main(typed)
    said = capsys.readouterr()
    assert said.out.startswith("Nothing was measured.\n2.5 batch_gradient_descent")
    assert "" == said.err
    assert not (root / "a.png").exists()


def test_a_failing_function_is_left_to_do(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    What goes wrong beside something measured ends in exit code 1, too.
    """
    with (root / "exercises" / "day4_ex2.py").open("a", encoding="utf-8") as file:
        file.write("def adam(*_):\n    return 1\n")

    assert cli.OPEN == cli.main(["experiment", "--rows", "100"])
    assert "2.7 adam fails, so Adam is left out: It returned 1," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--rows", "5"], "'5' is not a number of rows"),
        (["--most", "1e9"], "'1e9' is not a number of rows"),
        (["--rows", "100", "--most", "100"], "not allowed with"),
        (["--seconds", "0"], "--seconds takes a number above 0"),
        (["--seed", "-1"], "--seed takes a whole number"),
        (["--out", "a.jpg"], "a.jpg ends in neither .png nor .svg nor .html nor .csv."),
        (["--out", "no/a.csv"], "There is no folder no."),
        (["--submission", "no.py"], "There is nothing at no.py."),
    ],
)
@pytest.mark.usefixtures("root")
def test_what_cannot_be_understood_is_a_sentence(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A setting that makes no sense is refused before anything is measured.
    """
    try:
        code = cli.main(["experiment", *typed])
    except SystemExit as stopped:
        code = stopped.code
    heard = capsys.readouterr()

    assert cli.USAGE == code or "nothing at" in said
    assert said in heard.err
    assert "" == heard.out


@pytest.mark.skipif(os.name == "nt", reason="no console sends Ctrl-C there")
def test_ctrl_c_shows_what_was_measured(root: Path) -> None:
    """
    Ctrl-C in the middle prints the table so far, writes the file, and leaves nothing behind.
    """
    (root / "tmp").mkdir()
    with (root / "exercises" / "day4_ex2.py").open("a", encoding="utf-8") as file:
        file.write(BATCH.replace("    for", "    import time; time.sleep(len(X) / 1e4)\n    for"))
    words = ["-B", "-m", "autograder", "experiment", "--rows", "100,90000", "--out", "a.csv"]
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(root / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 -- as a terminal does
    ) as running:
        assert running.stderr
        while "1 of 2" not in running.stderr.readline():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=60)

    assert cli.INTERRUPTED == running.returncode
    assert "100 rows\n  batch  " in said
    assert "90,000 rows" not in said
    assert "Ctrl-C ended it.\n" in said
    assert said.endswith("Wrote a.csv.\n")
    assert 10 == len((root / "a.csv").read_text().splitlines())
    assert [] == [*(root / "tmp").iterdir()]
