"""Pictures of what people's functions return, on the pages of their feedback."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from autograder import cli
from autograder.classroom import class_run
from autograder.classroom.gradebook import open_gradebook
from autograder.classroom.graders import ADVICE
from autograder.classroom.pictures import Drawings, draw_missing, forget_others, place_of
from autograder.grading.errors import KitError
from autograder.grading.question import OpenQuestion
from autograder.grading.spec import PROJECT
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status
from tests.classroom.courses import grade, make, rows, use_fake
from tests.classroom.fakes import SVG, FakeGrader
from tests.classroom.rooms import ONE, TWO, laid_out

ASKED = re.compile(r"indefinite_integral\((.{6,}), x\)")
NEWER = ONE.replace(b"return 1", b"return x")
CAPTION = "<strong>1.1 A curve</strong>"
GRADES = Path("day4/grades")
STUB = (PROJECT / "exercises" / "day4_ex1.py").read_bytes()
SOLUTIONS = PROJECT / "solutions"
WRONG = PROJECT / "tests" / "submissions" / "wrong" / "day4_ex1"


@pytest.fixture
def grader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeGrader:
    return use_fake(tmp_path, monkeypatch)


def page(name: str, ending: str = "html") -> str:
    return Path(f"day4/grades/feedback/{name}.{ending}").read_text(encoding="utf-8")


def test_a_page_shows_the_pictures(grader: FakeGrader) -> None:
    """
    Each has its image, its title and its words, and the text is as it was.
    """
    make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": TWO})

    assert cli.DONE == grade()
    assert ["ada", "bob"] == sorted(grader.drawn)
    assert SVG in page("ada")
    assert CAPTION in page("ada")
    assert "It falls." in page("ada")
    assert "It falls." not in page("ada", "txt")


def test_an_unchanged_class_draws_nothing(grader: FakeGrader) -> None:
    """
    Only a new work is drawn; everybody's page stays as it is.
    """
    course = make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE})
    grade()
    before = page("ada")
    grader.drawn.clear()
    grade()
    assert [] == grader.drawn
    laid_out(course / "hand-ins", {"bob/day4_ex1.py": NEWER})
    grade()

    assert ["bob"] == grader.drawn
    assert before == page("ada")
    assert CAPTION in page("bob")


def test_a_course_may_do_without(grader: FakeGrader) -> None:
    """
    `pictures = false` draws none and shows none; without it, what is missing is drawn later.
    """
    course = make({"ada/day4_ex1.py": ONE}, settings="pictures = false\n")
    grade()
    assert [] == grader.drawn
    assert "<figure" not in page("ada")
    assert "autograder plot" in page("ada")
    (course / "course.toml").write_text("")
    grade()

    assert ["ada"] == grader.drawn
    assert ["ada"] == grader.graded
    assert "<figure" in page("ada")
    (course / "course.toml").write_text("pictures = false\n")
    grade()
    assert "<figure" not in page("ada")


def test_points_alone_show_no_pictures(grader: FakeGrader) -> None:
    """
    A course that tells nothing but points tells nothing by pictures.
    """
    make({"ada/day4_ex1.py": ONE}, settings='shows = "points"\n')
    grade()

    assert ["ada"] == grader.graded
    assert "<figure" not in page("ada")


class Fragile(FakeGrader):
    """Fails to answer one person's questions."""

    def answer(self, submission: str, questions: Sequence[OpenQuestion]) -> Report:
        if submission == "ada":
            raise OSError("no process")
        return super().answer(submission, questions)


def test_what_cannot_be_drawn_costs_its_picture_alone(
    grader: FakeGrader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Grades and exit code stay; the fault is reported as ours, and is tried again next time.
    """
    del grader
    fragile = Fragile()
    monkeypatch.setattr(class_run, "choose_grader", lambda **_: fragile)
    make({"ada/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE})

    assert cli.DONE == grade()
    assert (
        "No pictures for ada, through a fault of the grader (OSError: no process); the next run"
    ) in capsys.readouterr().out
    assert "GRADED" == rows()["ada"]["status"]
    assert "<figure" not in page("ada")
    assert CAPTION in page("bob")
    grade()
    assert ["ada", "ada", "bob"] == sorted(fragile.drawn)


def test_work_that_gave_no_picture_is_not_asked_again(
    grader: FakeGrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An endless loop costs its time once.
    """
    monkeypatch.setattr(grader, "answer", lambda name, _: Report(name, Status.TIMEOUT, "late"))
    make({"ada/day4_ex1.py": ONE})
    grade()
    grade()

    assert ["ada"] == grader.drawn


def test_where_nothing_can_be_run_nothing_is_drawn(
    grader: FakeGrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A course that was graded elsewhere can be worked out again on any machine.
    """

    def refuse(**_: object) -> FakeGrader:
        raise KitError(ADVICE, exit_code=2)

    course = make({"ada/day4_ex1.py": ONE})
    grade()
    shutil.rmtree(course / "grades" / "pictures")
    monkeypatch.setattr(class_run, "choose_grader", refuse)

    assert cli.DONE == grade()
    assert ["ada"] == grader.drawn
    assert "<figure" not in page("ada")


def test_an_export_that_is_gone_starts_nothing(
    grader: FakeGrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Without the files there is nothing to run, so no sandbox is started for them.
    """
    course = make({"1/ada/day4_ex1.py": ONE, "1/bob/day4_ex1.py": ONE})
    grade()
    shutil.rmtree(course / "grades" / "pictures")
    shutil.rmtree(course / "hand-ins" / "1")
    laid_out(course / "hand-ins", {"2/eve/day4_ex1.py": STUB})
    grade()
    grader.drawn.clear()
    monkeypatch.setattr(class_run, "choose_grader", lambda **_: pytest.fail("started"))

    assert cli.DONE == grade()
    assert [] == grader.drawn


def test_half_a_work_is_not_drawn(grader: FakeGrader) -> None:
    """
    While one of the files is away, nothing is kept that would lack it later.
    """
    course = make({"ada/day4_ex1.py": ONE, "ada/day4_ex2.py": TWO})
    grade()
    shutil.rmtree(course / "grades" / "pictures")
    with open_gradebook(course) as book:
        half = {"day4_ex1.py": ONE}
        draw_missing(GRADES, book.grades(), lambda _: half, lambda: pytest.fail("started"), print)
    grade()

    assert ["ada", "ada"] == grader.drawn
    assert CAPTION in page("ada")


def test_damage_is_drawn_anew(grader: FakeGrader) -> None:
    """
    What cannot be read counts as not there.
    """
    make({"ada/day4_ex1.py": ONE})
    grade()
    place_of(GRADES, "ada").write_text('{"key": 3')
    grade()

    assert ["ada", "ada"] == grader.drawn
    assert CAPTION in page("ada")


def test_pictures_of_nobody_are_removed(tmp_path: Path) -> None:
    """
    Everybody else's stay.
    """
    for name in ("ada", "bob"):
        path = place_of(tmp_path, name)
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    forget_others(tmp_path, ["bob"])

    assert [place_of(tmp_path, "bob")] == [*(tmp_path / "pictures").iterdir()]


HOSTILE = {
    "day4_ex1": """
def is_probability_density(f, x, lower, upper):
    import os
    os._exit(1)

def probability(density, x, a, b):
    return [0] * 10**9
""",
    "day4_ex2": """
def train():
    while True:
        pass
""",
}


@pytest.mark.sweep
@pytest.mark.timeout(300)
def test_the_sandbox_draws_a_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A wrong function shows its own curve and no hidden input; a hostile one costs its own picture.
    """
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    wrong = (WRONG / "sign_lost.py").read_bytes()
    hostile = {
        f"eve/{name}.py": (SOLUTIONS / f"{name}.py").read_bytes() + code.encode()
        for name, code in HOSTILE.items()
    }
    make({"ada/day4_ex1.py": wrong, **hostile})

    assert cli.DONE == grade()
    pictures = {
        name: msgspec.json.decode(place_of(GRADES, name).read_bytes(), type=Drawings).pictures
        for name in ("ada", "eve")
    }
    (own,) = pictures["ada"]
    assert "1.1" == own.task
    assert "slope of your F" in own.svg
    assert "The slope of your F is -1 times f" in own.words
    assert own.svg in page("ada")
    own_tasks = "1.1 1.2 1.5 2.1 2.2 2.3 2.5 2.6 2.7".split()
    assert own_tasks == [one.task for one in pictures["eve"]]
    assert [] == [asked for asked in hidden("ada") if asked in page("ada")]
    written = {path: path.stat().st_mtime_ns for path in (GRADES / "pictures").iterdir()}
    assert cli.DONE == grade()
    assert written == {path: path.stat().st_mtime_ns for path in written}


def hidden(name: str) -> Sequence[str]:
    """What a person's function was asked in the grading, as the journal has it."""
    with open_gradebook(Path("day4")) as book:
        reports = [one.report for one in book.grades() if one.report.submission == name]
    checks = [check for one in reports if one.verdict for check in one.verdict.checks]
    asked = [found[1] for one in checks if (found := ASKED.fullmatch(one.asked))]
    assert asked
    return asked
