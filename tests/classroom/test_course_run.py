"""The folder of a course, from exports to grades, by the commands that an instructor types."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import class_run
from autograder.classroom.gradebook import open_gradebook
from autograder.classroom.graders import TrustedGrader
from autograder.grading.verdict import Outcome
from tests.classroom.courses import grade, make, rows, table, use_fake
from tests.classroom.fakes import FakeGrader, report_of, verdict_of
from tests.classroom.rooms import BOTH, ONE, TWO, laid_out, zipped

DUE = "due = 2026-11-20T12:00:00+00:00\n"
LATE = "[late]\npercent_per_day = 10\ndays = 3\n"
NEWER = ONE.replace(b"return 1", b"return x")
PERSON = "{}_{}_assignsubmission_file_/{}"


@pytest.fixture
def grader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeGrader:
    return use_fake(tmp_path, monkeypatch)


@pytest.mark.usefixtures("grader")
def test_a_course_day(capsys: pytest.CaptureFixture[str]) -> None:
    """
    A folder is made, exports are graded, and what comes next is said.
    """
    make({"ada/day4_ex1.py": ONE, "bob.zip": zipped(BOTH)}, roster="id,name\nada,A\nbob,B\neve,E\n")

    assert cli.DONE == grade()
    said = capsys.readouterr().out
    assert "3 people in hand-ins (plain layout)." in said
    assert "3 submissions: 2 GRADED, 1 NOT_SUBMITTED." in said
    assert "Next: " in said
    assert {"ada": "GRADED", "bob": "GRADED", "eve": "NOT_SUBMITTED"} == {
        name: row["status"] for name, row in rows().items()
    }
    assert "" == rows()["eve"]["total"]


def test_exports_side_by_side_are_one_class(grader: FakeGrader) -> None:
    """
    Per exercise the newest file counts, and what a newer export lacks is taken from an older one.
    """
    make(
        {
            "2026-11-02/ada/day4_ex1.py": NEWER,
            "2026-11-01/ada/day4_ex1.py": ONE,
            "2026-11-01/ada/day4_ex2.py": TWO,
            "2026-11-01/bob/day4_ex2.py": TWO,
        }
    )

    assert cli.DONE == grade()
    with open_gradebook(Path("day4")) as book:
        found = {one.report.submission: one.hand_in.files for one in book.grades() if one.hand_in}
    assert ["ada", "ada", "bob"] == sorted(grader.graded)
    assert "hand-ins/2026-11-02/ada/day4_ex1.py" == found["ada"]["day4_ex1"].source
    assert "hand-ins/2026-11-01/ada/day4_ex2.py" == found["ada"]["day4_ex2"].source
    assert "hand-ins/2026-11-01/bob/day4_ex2.py" == found["bob"]["day4_ex2"].source


@pytest.mark.parametrize("absence", ["nothing", "a stub", "a broken archive", "an empty folder"])
def test_nothing_graded_is_replaced_by_an_absence(grader: FakeGrader, absence: str) -> None:
    """
    Whatever a newer export lacks, leaves empty or breaks: the grade stays.
    """
    del grader
    stub = b"def indefinite_integral(f, x):\n    raise NotImplementedError('TODO 1.1')\n"
    newer = {
        "nothing": {},
        "a stub": {"2026-11-02/ada/day4_ex1.py": stub},
        "a broken archive": {"2026-11-02/ada.zip": b"PK\3\4 no archive"},
        "an empty folder": {},
    }[absence]
    course = make({"2026-11-01/ada/day4_ex1.py": ONE, "2026-11-01/bob/day4_ex1.py": ONE})
    grade()
    before = rows()["ada"]
    laid_out(course / "hand-ins", {"2026-11-02/bob/day4_ex1.py": NEWER, **newer})
    if absence == "an empty folder":
        (course / "hand-ins" / "2026-11-02" / "ada").mkdir()

    assert cli.DONE == grade()
    after = rows()["ada"]
    assert ("GRADED", before["total"]) == (after["status"], after["total"])
    assert ("broken" in absence) is ("A newer hand-in could not be used" in after["reason"])


def test_an_export_that_is_gone_takes_nothing_away(grader: FakeGrader) -> None:
    """
    The journal knows what was graded, even if its export was moved away.
    """
    course = make({"2026-11-01/ada/day4_ex1.py": ONE, "2026-11-01/bob/day4_ex1.py": ONE})
    grade()
    before = rows()
    shutil.rmtree(course / "hand-ins" / "2026-11-01")
    laid_out(course / "hand-ins", {"2026-11-02/bob/day4_ex1.py": NEWER})

    assert cli.DONE == grade()
    assert before["ada"] == rows()["ada"]
    assert ["ada", "bob", "bob"] == sorted(grader.graded)


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize("loss", ["empty", "gone"])
def test_a_lost_journal_loses_nobody_in_silence(
    loss: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Where only the lost journal knew of somebody's work, the run stops and says whose.
    """
    course = make({"2026-11-01/ada/day4_ex1.py": ONE, "2026-11-01/bob/day4_ex1.py": ONE})
    grade()
    journal, before = course / "grades" / "journal.sqlite", rows()
    journal.write_bytes(b"") if loss == "empty" else journal.unlink()
    shutil.rmtree(course / "hand-ins" / "2026-11-01" / "bob")

    assert cli.USAGE == grade()
    assert "only verdict on 1 person (bob). Nothing was changed." in capsys.readouterr().err
    assert before == rows()
    laid_out(course / "hand-ins", {"2026-11-01/bob/day4_ex1.py": ONE})
    assert cli.DONE == grade()
    assert before == rows()


@pytest.mark.usefixtures("grader")
def test_a_refusal_goes_with_what_was_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Once an export is put right, nobody reads any more that something newer was refused.
    """
    names = {7: "Ada L", 8: "Bob R"}
    export = {PERSON.format(name, n, "day4_ex1.py"): ONE for n, name in names.items()}
    course = make({"2025-11-25.zip": zipped(export)}, roster="id,name\n7,Ada L\n8,Bob R\n9,Eve S\n")
    grade()
    before = rows()
    laid_out(course / "hand-ins", {"9.py": ONE})
    grade()
    (course / "hand-ins" / "9.py").unlink()
    said = capsys.readouterr().out
    grade()

    assert "A newer hand-in could not be used: 7 and 8. Older work counts" in said
    assert [before["7"], before["8"]] == [rows()["7"], rows()["8"]]
    assert "could not be used" not in capsys.readouterr().out


@pytest.mark.usefixtures("grader")
def test_more_than_the_maximum_is_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Points in adjust.csv that bring somebody above the maximum may be a slip, so they are named.
    """
    course = make({"2026-11-01/ada/day4_ex1.py": ONE, "2026-11-01/bob/day4_ex1.py": ONE})
    text = "id,task,points,why\nada,,300,oral\nbob,,+1,oral\n"
    (course / "adjust.csv").write_text(text, encoding="utf-8")

    assert cli.DONE == grade()
    assert "adjust.csv brings above the maximum: ada. Is that" in capsys.readouterr().out


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize(
    ("settings", "is_said"),
    [
        ("[late]\npercent_per_day = 10\n", True),
        ("[late]\ndays = 0\n", True),
        ("grace = 5\n", True),
        ("", False),
    ],
)
def test_a_late_rule_without_a_date_is_said(
    settings: str, is_said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A rule that can reach nobody is a slip, so the run says so.
    """
    make({"2026-11-01/ada/day4_ex1.py": ONE}, settings)
    grade()

    assert is_said == ("but no due date, so nobody is late" in capsys.readouterr().out)


@pytest.mark.usefixtures("grader")
def test_another_secret_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    """
    A changed secret gives everybody other inputs, so the run says so; the next one does not, and
    neither does one with the old secret, for which there are verdicts.
    """
    course = make({"2026-11-01/ada/day4_ex1.py": ONE})
    said = []
    for settings in ("", 'secret = "../other.txt"\n', 'secret = "../other.txt"\n', "", ""):
        (course / "course.toml").write_text(settings, encoding="utf-8")
        grade()
        said.append("not that of the last round" in capsys.readouterr().out)

    assert [False, True, False, False, False] == said


@pytest.mark.usefixtures("grader")
def test_course_toml_stands_for_its_folder() -> None:
    """
    Who names the file instead of the folder means the course.
    """
    make({"2026-11-01/ada/day4_ex1.py": ONE})

    assert cli.DONE == cli.main(["grade", "day4/course.toml"])
    assert ["ada"] == [*rows()]


def test_a_changed_policy_runs_no_code(grader: FakeGrader) -> None:
    """
    Late rule, points, excuses and which attempt counts: all is worked out from the journal.
    """
    files = {
        f"Day 4_ada_attempt_2026-11-{day}-10-00-00_day4_ex1.py": code
        for day, code in (("19", ONE), ("22", NEWER))
    }
    course = make({**files, "Day 4_bob_attempt_2026-11-19-10-00-00_day4_ex1.py": TWO})
    grade()
    count, before = len(grader.graded), rows()["ada"]
    settings = f'attempts = "best"\n{DUE}{LATE}[points."1.1"]\nlesson_integral = 0\n'
    (course / "course.toml").write_text(settings, encoding="utf-8")
    (course / "adjust.csv").write_text("id,task,points,why\nbob,,excused,ill\n", encoding="utf-8")

    assert cli.DONE == grade()
    assert count == len(grader.graded) == 3
    assert before["max"] != rows()["ada"]["max"]
    assert "excused" == rows()["bob"]["total"]


@pytest.mark.usefixtures("grader")
def test_lateness_costs_what_course_toml_says() -> None:
    """
    Ten percent of the points for each day that has begun; nothing is left after three.
    """
    days = {
        "in_time": ("20-11-59-59", "", 1.0),
        "one": ("20-12-00-01", "1", 0.9),
        "two": ("21-12-00-01", "2", 0.8),
        "four": ("24-11-00-00", "4", 0.0),
    }
    files = {
        f"Day 4_{name}_attempt_2026-11-{when}_{file}": code
        for name, (when, *_) in days.items()
        for file, code in BOTH.items()
    }
    make(files, DUE + LATE)
    grade()

    assert {name: expected for name, (_, *expected) in days.items()} == {
        name: [row["late"], round(float(row["total"]) / float(row["raw"]), 4)]
        for name, row in rows().items()
    }


@pytest.mark.usefixtures("grader")
def test_an_extension_of_nobody_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """
    An id with a slip in it has no extension, so it is named; any id will do, in any case.
    """
    when = "2026-12-01T12:00:00Z"
    make(
        {"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE},
        f"{DUE}[extensions]\nadda = {when}\nbob = {when}\n'a@x.org' = {when}\nBob = {when}\n",
        roster="id,name,email\nada,Ada,a@x.org\nbob,Bob,b@x.org\n",
    )
    capsys.readouterr()

    assert cli.DONE == grade()
    assert (
        "Extensions for ids that are not in the course: adda. Correct them in course.toml.\n"
        in capsys.readouterr().out
    )


@pytest.mark.usefixtures("grader")
def test_changes_say_because_of_what(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Whose grade is another than last time, and whether files, points or adjust.csv did that.
    """
    course = make({f"2026-11-01/{name}/day4_ex1.py": ONE for name in ("ada", "bob", "eve")})
    grade()
    assert [] == table("changes.csv")
    laid_out(course / "hand-ins", {"2026-11-02/ada/day4_ex1.py": NEWER})
    laid_out(course / "hand-ins", {"2026-11-02/zoe/day4_ex1.py": NEWER})
    (course / "adjust.csv").write_text("id,task,points,why\nbob,1.1,0,copied\n", encoding="utf-8")
    capsys.readouterr()

    grade()
    assert {"ada": "files", "bob": "adjust"} == {
        row["id"]: row["because of"] for row in table("changes.csv")
    }
    assert "2 grades changed (1 because of files, 1 because of adjust): ada and bob" in " ".join(
        capsys.readouterr().out.split()
    )
    (course / "course.toml").write_text('[points."1.1"]\nlesson_integral = 50\n', encoding="utf-8")
    grade()
    assert {"points"} == {row["because of"] for row in table("changes.csv")}
    grade()
    assert [] == table("changes.csv")


@pytest.mark.usefixtures("grader")
def test_an_id_stays_when_the_next_export_uses_another() -> None:
    """
    Moodle's numbers, then folders named by address: with the roster both are the same person.
    """
    roster = "id,name,email\n7,Ada L,ada@x.org\n8,Bob R,bob@x.org\n"
    course = make(
        {
            PERSON.format("Ada L", 7, "day4_ex1.py"): ONE,
            PERSON.format("Bob R", 8, "day4_ex1.py"): ONE,
        },
        roster=roster,
    )
    grade()
    old = course / "hand-ins" / "2026-11-01"
    old.mkdir()
    for path in list((course / "hand-ins").iterdir()):
        if path != old:
            path.rename(old / path.name)
    laid_out(course / "hand-ins", {"2026-11-02/ada@x.org/day4_ex2.py": TWO})
    laid_out(course / "hand-ins", {"2026-11-02/bob@x.org/day4_ex2.py": TWO})

    assert cli.DONE == grade()
    assert ["7", "8"] == sorted(rows())
    with open_gradebook(course) as book:
        assert [2, 2] == [len(one.hand_in.files) for one in book.grades() if one.hand_in]


@pytest.mark.usefixtures("grader")
def test_each_round_keeps_what_graded() -> None:
    """
    Date, versions and the fingerprint of the secret stand beside every verdict.
    """
    course = make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE})
    grade()

    with open_gradebook(course) as book:
        (first, *_) = book.grades()
    assert first.round is not None
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00", first.round.date)
    assert {"kit", "python", "numpy", "sympy"} <= first.round.versions.keys()
    assert re.fullmatch(r"[0-9a-f]{16}", first.round.secret)


def spoil(course: Path) -> None:
    (course / "course.toml").write_text("atempts = 3\n", encoding="utf-8")


def adjust_a_stranger(course: Path) -> None:
    (course / "adjust.csv").write_text("id,task,points,why\nzoe,,3,why\n", encoding="utf-8")


def empty(course: Path) -> None:
    shutil.rmtree(course / "hand-ins")
    (course / "hand-ins").mkdir()


def mix(course: Path) -> None:
    laid_out(course / "hand-ins", {"2026-11-01/eve/day4_ex1.py": ONE})


def put_in_notes_alone(course: Path) -> None:
    empty(course)
    laid_out(course / "hand-ins", {"2026-11-01/notes.txt": b"to do"})


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (spoil, "course.toml, line 1: atempts is unknown; did you mean attempts?"),
        (adjust_a_stranger, "in front, or delete these lines."),
        (empty, "holds nothing yet"),
        (put_in_notes_alone, "holds exports, but nobody's work"),
        (mix, "beside what looks like one person's work"),
        (lambda course: shutil.rmtree(course / "hand-ins"), "There is no folder"),
    ],
)
def test_a_slip_is_one_sentence(
    slip: Callable[[Path], object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    What is wrong, where, and what to do; the exit code is 2, and no grade is written.
    """
    slip(make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE}))
    capsys.readouterr()

    assert cli.USAGE == grade()
    assert said in " ".join(capsys.readouterr().err.split())
    assert not Path("day4/grades/grades.csv").exists()


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize(
    "option", [["--out", "x"], ["--roster", "x"], ["--layout", "plain"], ["--add"]]
)
def test_a_course_says_the_rest_itself(
    option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Options that course.toml has in their place are refused rather than ignored.
    """
    make({"ada/day4_ex1.py": ONE})
    capsys.readouterr()

    assert cli.USAGE == grade(*option)
    assert f"Leave out {option[0]}" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="file permissions of POSIX")
def test_an_archive_is_unpacked_once(grader: FakeGrader) -> None:
    """
    An export stays packed as it came; its folder beside hand-ins/ is made again if it changes.
    """
    packed = zipped(
        {
            PERSON.format(name, number, "day4_ex1.py"): ONE
            for number, name in enumerate(("Ada L", "Bob R"), start=7)
        }
    )
    course = make({"Day 4.zip": packed})
    grade()
    count = len(grader.graded)
    (unpacked,) = (course / ".unpacked").iterdir()
    os.utime(unpacked, (1, 1))
    grade()

    assert 2 == count == len(grader.graded)
    assert ["7", "8"] == sorted(rows())
    assert 1 == unpacked.stat().st_mtime


def test_two_graders_of_one_class_merge_their_grades(
    grader: FakeGrader, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Each grades half of the class with the shared secret; merged, nobody is graded twice.
    """
    shared = 'secret = "../shared.txt"\n'
    make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE}, shared)
    make({"eve/day4_ex1.py": ONE, "tess/day4_ex1.py": TWO}, shared, name="other")
    grade()
    grade(name="other")
    theirs = rows("other")

    assert cli.DONE == grade("--merge", "other/grades")
    assert "2 verdicts taken over" in capsys.readouterr().out
    assert ["ada", "bob", "eve", "tess"] == sorted(rows())
    assert theirs == {name: rows()[name] for name in theirs}
    grade("--merge", "other/grades")
    assert "0 verdicts taken over" in capsys.readouterr().out
    assert 4 == len(grader.graded)


@pytest.mark.usefixtures("grader")
def test_grades_on_other_inputs_are_not_merged(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Another secret means other inputs, so the other grades are refused in a sentence; so are those
    of the course itself, and a folder without any.
    """
    make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE}, 'secret = "one.txt"\n')
    make({"eve/day4_ex1.py": ONE, "tess/day4_ex1.py": ONE}, 'secret = "two.txt"\n', name="other")
    grade()
    grade(name="other")
    capsys.readouterr()

    assert cli.USAGE == grade("--merge", "other/grades")
    assert "another course secret" in capsys.readouterr().err
    assert cli.USAGE == grade("--merge", "nowhere")
    assert "holds no journal.sqlite" in capsys.readouterr().err
    assert cli.USAGE == grade("--merge", "day4/grades")
    assert "Name the grades folder of the other course" in capsys.readouterr().err


@pytest.mark.usefixtures("grader")
def test_somebody_who_is_only_in_the_journal_can_be_adjusted() -> None:
    """
    An export that was moved away takes nobody out of the course.
    """
    course = make({"2026-11-01/ada/day4_ex1.py": ONE, "2026-11-01/bob/day4_ex1.py": ONE})
    grade()
    shutil.rmtree(course / "hand-ins" / "2026-11-01" / "ada")
    laid_out(course / "hand-ins", {"2026-11-01/eve/day4_ex1.py": ONE})
    (course / "adjust.csv").write_text("id,task,points,why\nada,,7,oral exam\n", encoding="utf-8")

    assert cli.DONE == grade()
    assert "7" == rows()["ada"]["total"]


def put(course: Path, **files: bytes) -> None:
    """Work of ada on a day of November: `d1_ex2=...` is day4_ex2.py on the first."""
    for name, code in files.items():
        day, exercise = name.removeprefix("d").split("_")
        laid_out(course / "hand-ins", {f"2026-11-0{day}/ada/day4_{exercise}.py": code})
        laid_out(course / "hand-ins", {f"2026-11-0{day}/bob/day4_{exercise}.py": ONE})


def counted(course: Path) -> dict[str, str]:
    """Where the work of ada comes from that counts, by exercise."""
    with open_gradebook(course) as book:
        ada = next(iter(book.grades()))
    files = ada.hand_in.files if ada.hand_in else {}
    return {exercise: file.source.split("/")[1] for exercise, file in files.items()}


def test_exports_may_come_in_any_order(grader: FakeGrader) -> None:
    """
    An older export that comes later takes nothing away, nor does one that is moved away or comes
    back: each exercise has the newest work that was ever handed in.
    """
    del grader
    course = make({})
    put(course, d3_ex2=TWO)
    grade()
    put(course, d1_ex2=NEWER, d1_ex1=ONE)
    grade()
    expected = {"day4_ex1": "2026-11-01", "day4_ex2": "2026-11-03"}
    before = rows()["ada"]
    assert expected == counted(course)
    (course / "hand-ins" / "2026-11-01").rename(course / "away")
    grade()
    assert expected == counted(course)
    assert before == rows()["ada"]
    (course / "hand-ins" / "2026-11-03").rename(course / "far")
    (course / "away").rename(course / "hand-ins" / "2026-11-01")
    grade()
    assert expected == counted(course)


def test_work_that_comes_back_is_the_newest(grader: FakeGrader) -> None:
    """
    Older work that is handed in again counts without being run again.
    """
    course = make({})
    put(course, d1_ex1=ONE, d2_ex1=NEWER, d3_ex1=ONE)
    grade()

    assert {"day4_ex1": "2026-11-03"} == counted(course)
    assert 3 == len(grader.graded)


@pytest.mark.usefixtures("grader")
def test_a_rejected_newest_is_told_in_the_first_run() -> None:
    """
    It does not matter which of several exports is judged first.
    """
    course = make({f"2026-11-0{day}/bob/day4_ex1.py": ONE for day in (1, 2)})
    laid_out(course / "hand-ins", {"2026-11-01/ada/day4_ex1.py": ONE})
    laid_out(course / "hand-ins", {"2026-11-02/ada.zip": b"PK\3\4 no archive"})
    grade()

    assert "A newer hand-in could not be used" in rows()["ada"]["reason"]


def test_nobody_is_left_who_was_a_slip(grader: FakeGrader) -> None:
    """
    A file that was named badly, and then given to its owner, is nobody any more.
    """
    del grader
    course = make({"2026-11-01/bob/day4_ex1.py": ONE, "2026-11-01/cyn.py": TWO})
    grade()
    assert "cyn.py" in rows()
    laid_out(course / "hand-ins", {"2026-11-01/cyn/day4_ex2.py": TWO})
    (course / "hand-ins" / "2026-11-01" / "cyn.py").unlink()
    grade()

    assert {"bob", "cyn"} == rows().keys()


def test_who_is_gone_but_was_judged_is_kept(
    grader: FakeGrader, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Somebody whose folder was renamed is named, so that one of the two can be forgotten.
    """
    del grader
    course = make({"2026-11-01/bob/day4_ex1.py": ONE, "2026-11-01/ada hop/day4_ex1.py": TWO})
    grade()
    (course / "hand-ins/2026-11-01/ada hop").rename(course / "hand-ins/2026-11-01/ada")
    capsys.readouterr()
    grade()

    assert "Not in hand-ins/ any more, and kept: ada hop." in capsys.readouterr().out
    assert {"ada", "ada hop", "bob"} == rows().keys()


@pytest.mark.usefixtures("grader")
def test_new_work_does_not_get_an_old_time(capsys: pytest.CaptureFixture[str]) -> None:
    """
    A worksheet of before the second export says nothing of work that came with it.
    """
    head = "Identifier,Full name,Last modified (submission),Last modified (grade)\n"
    when = '"Friday, 20 November 2026, 11:00 AM"'
    names = {7: "Ada L", 8: "Bob R"}
    roster = head + "".join(f"Participant {n},{name},{when},-\n" for n, name in names.items())
    exports = {
        f"2026-11-{day}/{PERSON.format(name, number, 'day4_ex1.py')}": code
        for day, code in ((20, ONE), (22, NEWER))
        for number, name in names.items()
        if day == 20 or number == 7
    }
    make(exports, f"{DUE}{LATE}", roster=roster)
    capsys.readouterr()
    grade()

    assert ("", "2026-11-20T11:00:00+00:00") == tuple(
        rows()[name]["submitted"] for name in ("7", "8")
    )
    assert "There is no hand-in time for 1 person (7), so" in capsys.readouterr().out


@pytest.mark.usefixtures("grader")
@pytest.mark.parametrize("place", ["grades/s.txt", "hand-ins/s.txt"])
def test_a_secret_is_not_handed_around(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A secret among the grades or the hand-ins is refused, and not made.
    """
    course = make({"ada/day4_ex1.py": ONE}, f'secret = "{place}"\n')
    capsys.readouterr()

    assert cli.USAGE == grade()
    assert "gets passed around" in capsys.readouterr().err
    assert not (course / place).exists()


@pytest.mark.usefixtures("grader")
def test_a_verdict_of_before_can_count_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Graded in another way and then as before, the verdict of before is the newest again.
    """
    make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE})
    grade()
    first = rows()["ada"]["total"]
    other = FakeGrader()
    other.level = TrustedGrader(1).level
    wrong = report_of("x", "GRADED", verdict_of(Outcome.FIX))
    monkeypatch.setattr(other, "grade", lambda *_: wrong)
    monkeypatch.setattr(class_run, "choose_grader", lambda **_: other)
    grade("--trust-submissions")
    assert "0" == rows()["ada"]["total"]
    grade()

    assert first == rows()["ada"]["total"] != "0"
