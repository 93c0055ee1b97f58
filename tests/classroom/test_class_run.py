"""
The command `autograder grade`, from the folder of a class to the reports.

Long, because every refusal is tried through the command line.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import batch, class_run, entries, outputs
from autograder.classroom.choice import Taken
from autograder.classroom.entries import Entry, Names
from autograder.grading.spec import PROJECT
from autograder.sandbox.report import Report
from tests.classroom.fakes import FakeGrader
from tests.classroom.rooms import BOTH, laid_out, zipped


class Faulty(FakeGrader):
    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        raise RuntimeError(f"our own fault with {submission}: {len(files)} files, {seed}")


class Interrupting(FakeGrader):
    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        raise KeyboardInterrupt(files, seed, submission)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a class of three, in which commands run and the secret is kept."""
    laid_out(tmp_path / "class", {f"{n}/{f}": c for n in ("ada", "alan") for f, c in BOTH.items()})
    (tmp_path / "class" / "grace.zip").write_bytes(zipped(BOTH))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def use(monkeypatch: pytest.MonkeyPatch, grader: type[FakeGrader]) -> None:
    monkeypatch.setattr(class_run, "choose_grader", lambda workers, **_: grader(workers=workers))


def grade(*more: str, out: str = "out") -> int:
    return cli.main(["grade", "class", "--out", out, "--secret", "secret", *more])


@pytest.mark.usefixtures("room")
def test_without_a_sandbox_it_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Untrusted code is not run without confinement: one sentence says so, and nothing is written.
    """
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("autograder.grading.commands._which", lambda _: None)

    assert cli.USAGE == grade()
    said = capsys.readouterr()
    assert ("", 1) == (said.out, said.err.count("\n"))
    assert "--trust-submissions" in said.err
    assert not Path("out").exists()
    assert not Path("secret").exists()


@pytest.mark.usefixtures("room")
def test_a_class_is_graded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Every file is written, isolation and outcome are printed, and the exit code is 0.
    """
    use(monkeypatch, FakeGrader)

    assert class_run.DONE == grade("--workers", "2")
    said = capsys.readouterr().out
    assert said.startswith("3 submissions (plain layout) in class.\nIsolation: fake.\n")
    assert "3 submissions: 3 GRADED.\n" in said
    tables = {"results.jsonl", "grades.csv", "grades.xlsx", "summary.txt", "report.html"}
    assert {*tables, "feedback", "journal.sqlite"} == {path.name for path in Path("out").iterdir()}


@pytest.mark.usefixtures("room")
def test_verbose_has_a_line_for_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    With -v each verdict gets a line, and the next run says that it is known.
    """
    use(monkeypatch, FakeGrader)
    grade("-v")
    first = capsys.readouterr().out
    grade("-v")

    assert {"ada", "alan", "grace"} == {line.split(":")[0] for line in first.splitlines()[2:5]}
    assert 3 == capsys.readouterr().out.count("GRADED, as before\n")


@pytest.mark.usefixtures("room")
def test_a_roster_adds_the_absent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    People without an entry are NOT_SUBMITTED, and entries that are not on the roster are counted.
    """
    use(monkeypatch, FakeGrader)
    Path("roster.csv").write_text("id\nada\nalan\neve\n")

    assert class_run.DONE == grade("--roster", "roster.csv")
    said = capsys.readouterr().out
    assert "4 submissions: 3 GRADED, 1 NOT_SUBMITTED.\n" in said
    assert "1 submission not on the roster: grace; see summary.txt.\n" in said


@pytest.mark.usefixtures("room")
def test_a_fault_in_the_kit_is_in_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    When the grader fails, the command says where to look and exits with 1; the next run tries
    again.
    """
    use(monkeypatch, Faulty)
    assert class_run.FAULT == grade()
    assert "grader_errors.txt" in capsys.readouterr().out

    use(monkeypatch, FakeGrader)
    assert class_run.DONE == grade()


@pytest.mark.usefixtures("room")
def test_an_interrupt_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Ctrl-C ends with exit code 130 and one sentence; no table is half-written.
    """
    use(monkeypatch, Interrupting)

    assert class_run.INTERRUPTED == grade()
    assert "type the same command to go on" in capsys.readouterr().out
    assert {"journal.sqlite"} == {path.name for path in Path("out").iterdir()}


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere", "--out", "out"], "no folder nowhere"),
        (["class", "--out", "class/out"], "--out is inside"),
        (["class", "--out", "class"], "--out is inside"),
        (["class", "--out", "out", "--secret", "out/secret"], "--secret is inside"),
        (["empty", "--out", "out"], "contains no submissions."),
        (["class", "--out", "out", "--layout", "canvas"], "submissions that fit --layout canvas."),
        (["class", "--out", "out", "--roster", "none.csv"], "The roster none.csv cannot be used"),
        (["class", "--out", "out", "--secret", "short"], "shorter than 16"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str],
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """
    A wrong place or file is named, and the exit code is 2.
    """
    use(monkeypatch, FakeGrader)
    Path("empty").mkdir()
    Path("short").write_text("short")
    Path("short").chmod(0o600)

    assert cli.USAGE == cli.main(["grade", "--secret", "secret", *arguments])
    said = capsys.readouterr()
    assert 1 == said.err.count("\n")
    assert reason in said.err


@pytest.mark.usefixtures("room")
def test_a_damaged_journal_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A journal that cannot be read is put aside in one sentence, and everybody is graded.
    """
    use(monkeypatch, FakeGrader)
    Path("out").mkdir()
    Path("out/journal.sqlite").write_bytes(b"garbage" * 200)

    assert class_run.DONE == grade()
    said = capsys.readouterr()
    assert ("", 1) == (said.err, said.out.count("was damaged"))
    assert "3 submissions: 3 GRADED.\n" in said.out
    assert Path("out/journal.damaged-1.sqlite").exists()


@pytest.mark.usefixtures("room")
def test_the_same_fault_twice_is_left_to_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A fault that occurs twice in the same way is not tried again without --regrade.
    """
    for _ in range(2):
        use(monkeypatch, Faulty)
        assert class_run.FAULT == grade()
    use(monkeypatch, FakeGrader)

    assert class_run.FAULT == grade("-v")
    assert 3 == capsys.readouterr().out.count("GRADER_ERROR, as before\n")
    assert class_run.DONE == grade("--regrade")


ODD_NAMES = ["day4_ex1.\u0131pynb", "day4_ex1.\u0130pynb", "day4_ex\uff11.py", "day4_ex1.p\u1ef3"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_of_one_file_is_not_anybody_elses(
    name: str, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A file name with look-alike letters is refused, and nobody else is affected.
    """
    use(monkeypatch, FakeGrader)
    laid_out(room / "class", {f"eve/{name}": b"{}"})

    assert class_run.DONE == grade()
    rows = (room / "out" / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert ["GRADED", "GRADED", "REJECTED", "GRADED"] == [row.split(",")[1] for row in rows]


def test_without_the_fold_it_would_be_a_fault_in_the_kit(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    If look-alike letters counted, that submission would be a GRADER_ERROR, and still no other.
    """
    use(monkeypatch, FakeGrader)
    monkeypatch.setattr(entries, "ANY_CASE", re.IGNORECASE)
    laid_out(room / "class", {f"eve/{ODD_NAMES[0]}": b"{}"})

    assert class_run.FAULT == grade()
    rows = (room / "out" / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert ["GRADED", "GRADED", "GRADER_ERROR", "GRADED"] == [row.split(",")[1] for row in rows]


def test_an_accident_over_one_entry_is_in_the_exit_code(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    After an exception over one entry everybody else has a grade, and the traceback is kept.
    """
    use(monkeypatch, FakeGrader)
    whole = batch.take_in

    def broken(entry: Entry, asked: Names) -> Taken:
        if entry.submission == "alan":
            raise KeyError("alan")
        return whole(entry, asked)

    monkeypatch.setattr(batch, "take_in", broken)
    assert class_run.FAULT == grade()
    rows = (room / "out" / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert ["GRADED", "GRADER_ERROR", "GRADED"] == [row.split(",")[1] for row in rows]
    assert "KeyError: 'alan'" in (room / "out" / "grader_errors.txt").read_text(encoding="utf-8")


def test_a_mixed_folder_is_graded_as_far_as_it_is_clear(
    room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    What has no name of the platform is REJECTED by its name, everywhere; --layout reads it.
    """
    use(monkeypatch, FakeGrader)
    laid_out(room / "class", {f"eve{k}_{k}_1_day4_ex1.py": BOTH["day4_ex1.py"] for k in range(4)})

    assert class_run.DONE == grade()
    said = capsys.readouterr().out
    assert said.startswith("7 submissions (Canvas layout) in class.\n")
    assert "7 submissions: 4 GRADED, 3 REJECTED.\n" in said
    assert "  grace.zip: grace.zip is not named as Canvas names files, " in said
    assert "grace.zip,REJECTED" in (room / "out" / "grades.csv").read_text(encoding="utf-8")

    assert class_run.DONE == grade("--layout", "plain", out="plain")
    said = capsys.readouterr().out
    assert "7 submissions (plain layout) in class.\n" in said
    assert "7 submissions: 3 GRADED, 4 REJECTED.\n" in said


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("out", ["file", "file/out", "file/a/b", "loop"])
def test_a_place_that_is_not_a_folder_is_one_sentence(
    out: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    An --out that is a file, or below one, is refused before anybody is graded, and the file is
    kept.
    """
    use(monkeypatch, FakeGrader)
    Path("file").write_text("mine")
    if out == "loop":
        Path("loop").symlink_to("loop")

    assert cli.USAGE == grade(out=out)
    said = capsys.readouterr().err
    assert 1 == said.count("\n")
    assert f"{out} " in said
    assert "mine" == Path("file").read_text()


class Removing(FakeGrader):
    """Removes the output folder while a submission is graded."""

    replaced_by: Callable[[], object] = staticmethod(lambda: None)

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        if submission == "alan":
            shutil.rmtree("out")
            self.replaced_by()
        return super().grade(files, seed, submission)


@pytest.mark.usefixtures("room")
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files that are open")
@pytest.mark.parametrize(
    "again",
    [lambda: None, lambda: Path("out").mkdir(), lambda: Path("out").touch()],
    ids=["gone", "empty", "file"],
)
def test_outputs_that_are_removed_are_one_sentence(
    again: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """
    If --out is removed during a batch, one sentence says so and how to go on.
    """
    monkeypatch.setattr(Removing, "replaced_by", staticmethod(again))
    use(monkeypatch, Removing)

    assert cli.USAGE == grade()
    said = capsys.readouterr().err
    assert (1, True) == (said.count("\n"), "was deleted while the batch was running" in said)


@pytest.mark.usefixtures("room")
def test_a_full_disk_loses_no_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    If outputs cannot be written, one sentence says so, and the next run grades nobody again.
    """
    use(monkeypatch, FakeGrader)
    with monkeypatch.context() as full:
        full.setattr(outputs, "write_atomically", raise_full)
        assert cli.USAGE == grade()
    said = capsys.readouterr().err
    assert (1, True) == (said.count("\n"), "No space left on device" in said)

    use(monkeypatch, Faulty)
    assert class_run.DONE == grade()


def raise_full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_names_are_printed_on_any_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A letter that the terminal cannot show is escaped, and the command goes on.
    """
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    class_run.say("2 not on the roster: \u0141ukasz")
    screen.seek(0)

    assert "2 not on the roster: \\u0141ukasz\n" == screen.read()


def command_line(room: Path) -> list[str]:
    arguments = [
        "grade",
        "class",
        "--out",
        "out",
        "--secret",
        "secret",
        "-v",
        "--trust-submissions",
    ]
    shutil.rmtree(room / "class", ignore_errors=True)
    laid_out(room / "class", {f"{n}/{f}": c for n in ("a", "b", "c") for f, c in BOTH.items()})
    return [sys.executable, "-B", "-m", "autograder", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT)}


@pytest.mark.sweep
@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_control_c_in_a_real_run(room: Path) -> None:
    """
    An interrupted command exits with 130, and typed again it goes on to the end.
    """
    line = command_line(room)
    running = subprocess.Popen(line, cwd=room, env=environment(), stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert any(line.startswith("a: GRADED") for line in running.stdout)
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate()
    again = subprocess.run(
        line, cwd=room, env=environment(), capture_output=True, text=True, check=False
    )

    assert class_run.INTERRUPTED == running.returncode
    assert "type the same command to go on" in said
    assert (class_run.DONE, "") == (again.returncode, again.stderr)
    assert "as before" in again.stdout
    assert "3 submissions: 3 GRADED." in again.stdout


def test_the_journal_is_plain_sqlite(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Any program can read the journal while no batch is running.
    """
    use(monkeypatch, FakeGrader)
    grade()
    with sqlite3.connect(room / "out" / "journal.sqlite") as database:
        assert [(3,)] == database.execute("SELECT count(*) FROM verdicts").fetchall()
    database.close()


def rows(out: str = "out") -> dict[str, str]:
    """The status of everybody in grades.csv."""
    with (Path(out) / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row["status"] for row in csv.DictReader(file)}


def contents(out: str = "out") -> dict[str, bytes]:
    """Everything in the folder of the results."""
    return {str(path): path.read_bytes() for path in Path(out).rglob("*") if path.is_file()}


@pytest.mark.usefixtures("room")
def test_graded_people_are_not_replaced_by_absent_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Another folder into the same --out is refused by the names of those it would take away, and
    nothing is written; --add keeps them, and --replace drops them.
    """
    use(monkeypatch, FakeGrader)
    Path("roster.csv").write_text("id,name\nada,Ada\nalan,Alan\ngrace,Grace\nzoe,Zoe\n")
    grade("--roster", "roster.csv")
    line = next(x for x in Path("out/grades.csv").read_text().splitlines() if "ada" in x)
    shutil.rmtree("class")
    laid_out(Path("class"), {"zoe/day4_ex1.py": BOTH["day4_ex1.py"]})
    before = contents()
    capsys.readouterr()

    for more in ([], ["--roster", "roster.csv"]):
        assert cli.USAGE == grade(*more)
        said = capsys.readouterr()
        assert ("", 1) == (said.out, said.err.count("\n"))
        assert "out has 3 results for people who handed in nothing" in said.err
        assert "ada, alan and grace. Nothing was changed." in said.err
        assert before == contents()

    assert class_run.DONE == grade("--add", "--roster", "roster.csv")
    assert dict.fromkeys(["ada", "alan", "grace", "zoe"], "GRADED") == rows()
    assert line in Path("out/grades.csv").read_text().splitlines()
    assert class_run.DONE == grade("--add")
    assert line in Path("out/grades.csv").read_text().splitlines()
    assert class_run.DONE == grade("--replace", "--roster", "roster.csv")
    assert {**dict.fromkeys(["ada", "alan", "grace"], "NOT_SUBMITTED"), "zoe": "GRADED"} == rows()


@pytest.mark.usefixtures("room")
def test_a_second_hand_in_takes_the_place_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With --add, people who hand in again get the new verdict, and the others keep theirs.
    """
    use(monkeypatch, FakeGrader)
    grade()
    first = Path("out/results.jsonl").read_text().splitlines()
    shutil.rmtree("class")
    laid_out(Path("class"), {"alan/day4_ex1.py": b"x = 5\n"})
    grade("--add")
    second = Path("out/results.jsonl").read_text().splitlines()

    assert [True, False, True] == [a == b for a, b in zip(first, second, strict=True)]


@pytest.mark.usefixtures("room")
def test_a_roster_that_gives_other_ids_takes_nobody_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Somebody graded under a folder's name is listed only under the id of the roster.
    """
    use(monkeypatch, FakeGrader)
    shutil.rmtree("class")
    laid_out(Path("class"), {"Ada L_5_assignsubmission_file/day4_ex1.py": b"x = 5\n"})
    Path("roster.csv").write_text("First name,Last name,ID number\nAda,L,s1\n")
    grade()

    assert {"5": "GRADED"} == rows()
    assert class_run.DONE == grade("--roster", "roster.csv")
    assert {"s1": "GRADED"} == rows()
    assert {"s1.txt", "s1.html"} == {path.name for path in Path("out/feedback").iterdir()}


def refuse_to_start(**_: object) -> None:
    raise AssertionError("a grader was started")


@pytest.mark.usefixtures("room")
def test_an_unchanged_class_starts_no_grader(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A second run starts a grader only if somebody has no verdict yet.
    """
    use(monkeypatch, FakeGrader)
    laid_out(Path("class"), {"eve/notes.txt": b""})
    grade()
    before = contents()
    monkeypatch.setattr(class_run, "choose_grader", refuse_to_start)

    assert class_run.DONE == grade()
    tables = {name for name in before if "journal" not in name}
    assert {name: before[name] for name in tables} == {
        name: content for name, content in contents().items() if name in tables
    }
    for more in (["--regrade"], ["--trust-submissions"]):
        with pytest.raises(AssertionError, match="a grader was started"):
            grade(*more)
    Path("class/ada/day4_ex1.py").write_text("x = 7\n")
    with pytest.raises(AssertionError, match="a grader was started"):
        grade()


@pytest.mark.usefixtures("room")
def test_a_grader_knows_how_many_are_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A grader learns how many have no verdict yet, so that nothing is started for the others.
    """
    told = []

    def chosen(**how: int) -> FakeGrader:
        told.append(how["wanted"])
        return FakeGrader()

    monkeypatch.setattr(class_run, "choose_grader", chosen)
    grade()
    Path("class/ada/day4_ex1.py").write_text("x = 7\n")
    grade()

    assert [3, 1] == told


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("arguments", [["nowhere"], ["class", "--roster", "none.csv"], ["empty"]])
def test_what_cannot_be_done_starts_no_grader(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A mistyped folder or roster is refused before a sandbox is started.
    """
    Path("empty").mkdir()
    monkeypatch.setattr(class_run, "choose_grader", refuse_to_start)

    assert cli.USAGE == cli.main(["grade", "--out", "out", *arguments])
    assert not Path("out").exists()


LOOK = """
import sys
from autograder import cli
code = cli.main(["grade", *sys.argv[1:]])
print(code, *(name for name in ("sympy", "numpy", "pytest") if name in sys.modules))
"""


def test_what_needs_no_grading_needs_no_mathematics(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    For an unchanged class, or a mistyped folder, neither SymPy nor NumPy is imported.
    """
    use(monkeypatch, FakeGrader)
    grade()
    for name, code in (("class", 0), ("clas", 2)):
        arguments = [name, "--out", "out", "--secret", "secret"]
        command = [sys.executable, "-B", "-c", LOOK, *arguments]
        said = subprocess.run(
            command, cwd=room, env=environment(), capture_output=True, text=True, check=True
        )
        assert str(code) == said.stdout.splitlines()[-1]
