"""
course.toml, as it is read.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.course_toml import Course, Late, read_course
from autograder.classroom.grade import HandIn
from autograder.classroom.policy import Attempt, grade_of
from autograder.grading import spec
from autograder.grading.errors import KitError
from autograder.grading.spec import all_names, spec_names
from autograder.grading.task_list import task_list
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

CET = timezone(timedelta(hours=1))
DUE = datetime(2026, 12, 1, 23, 59, tzinfo=CET)

UNREADABLE = {
    "a text without quotes": ("\nname = Day 4\n", 2),
    "an umlaut in a key": ("name = 'a'\ndüe = 3\n", 2),
    "a decimal comma": ("grace = 7,5", 1),
    "the same entry twice": ("grace = 1\ngrace = 2\n\n", 2),
    "the same table twice": ("[late]\ndays = 1\n[late]\n", 3),
    "a month too many": ("\n\ndue = 2026-13-01T00:00:00Z", 3),
    "a NUL byte": ("grace = \0", 1),
    "a value without an end": ('name = "Day', 1),
    "arrays without an end": ("x = " + "[" * 5000, 1),
    "more digits than Python counts": ("x = " + "9" * 5000, 1),
}


def course_of(folder: Path, text: str | bytes) -> Course:
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "course.toml").write_bytes(content)
    return read_course(folder)


def course_or_sentence(folder: Path, text: str | bytes) -> Course | str:
    try:
        return course_of(folder, text)
    except KitError as error:
        return str(error)


def said(folder: Path, text: str | bytes) -> str:
    with pytest.raises(KitError) as caught:
        course_of(folder, text)

    assert 2 == caught.value.exit_code
    return str(caught.value)


def test_everything_is_read(tmp_path: Path) -> None:
    """
    Each entry is read as what it is.
    """
    text = """
name = "Übung 4"
secret = "../day4.txt"
roster = "class.csv"
due = 2026-12-01T23:59:00+01:00
timezone = "Europe/Berlin"
grace = 7.5
attempts = "best"
shows = "tasks"
pictures = false
ungraded = "zero"
late.days = 3
extensions = {0042 = 2026-12-05T23:59:00}
[points."1.1"]
lesson_integral = 0
"""
    expected = Course(
        name="Übung 4",
        secret="../day4.txt",  # noqa: S106 -- a path
        roster="class.csv",
        due=DUE,
        timezone="Europe/Berlin",
        grace=7.5,
        attempts="best",
        shows="tasks",
        pictures=False,
        ungraded="zero",
        late=Late(days=3),
        extensions={"0042": datetime(2026, 12, 5, 23, 59)},  # noqa: DTZ001 -- as it is written
        points={"1.1": {"lesson_integral": 0}},
    )

    assert expected == course_of(tmp_path, text)


@pytest.mark.parametrize("text", ["", "\n# nothing\n", 'name = ""'])
def test_nothing_is_needed(tmp_path: Path, text: str) -> None:
    """
    A course without entries has the name of its folder, and takes no points for lateness.
    """
    assert Course(name=tmp_path.name) == course_of(tmp_path, text)


def test_spelling_of_the_file_does_not_matter(tmp_path: Path) -> None:
    """
    A mark of the byte order, Windows' line ends and decomposed letters in an id change nothing.
    """
    plain = 'name = "a"\n[extensions]\n"Jos\u00e9" = 2026-12-05T23:59:00Z\n'
    other = plain.replace("\u00e9", "e\u0301").replace("\n", "\r\n")

    assert course_of(tmp_path, plain) == course_of(tmp_path, b"\xef\xbb\xbf" + other.encode())


def test_the_name_can_be_printed(tmp_path: Path) -> None:
    """
    A name that would paint the terminal is escaped.
    """
    assert r"\x1b[31m" == course_of(tmp_path, r'name = "\u001b[31m"').name


@pytest.mark.parametrize(("text", "line"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_not_toml_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    """
    The line that TOML cannot read is named, and how values are written.
    """
    found = said(tmp_path, text)

    assert f"course.toml, line {line}: this is not TOML" in found
    assert "Put text in quotes" in found


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """
    A file in another encoding, a folder and nothing at all are each said in a sentence.
    """
    assert "save it as UTF-8" in said(tmp_path, 'name = "Übung"'.encode("cp1252"))
    with pytest.raises(KitError, match="cannot be read: No such file"):
        read_course(tmp_path / "nowhere")
    (tmp_path / "one" / "course.toml").mkdir(parents=True)
    with pytest.raises(KitError, match="cannot be read"):
        read_course(tmp_path / "one")


def test_every_slip_is_said(tmp_path: Path) -> None:
    """
    All wrong entries are named at once, each with the file and its line.
    """
    found = said(tmp_path, 'grace = "x"\n[late]\ndays = "x"\n')

    assert [1, 3] == [int(line.split("line ")[1].split(":")[0]) for line in found.split("\n")]
    assert all(line.startswith(str(tmp_path / "course.toml")) for line in found.split("\n"))


def test_whose_work_is_due_when() -> None:
    """
    An extension holds for each name of a person, and a date without a zone has the course's.
    """
    later = datetime(2026, 12, 5, 23, 59)  # noqa: DTZ001 -- as an instructor writes it
    course = Course(name="", due=DUE, extensions={"ada": later})

    assert later.replace(tzinfo=CET) == course.due_for(("1815", "ada"))
    assert course.extension_for(("ada",)) == course.due_for(("ada",))
    assert DUE == course.due_for(("bob",))
    assert course.extension_for(("bob",)) is None
    assert Course(name="").due_for(("ada",)) is None


def test_an_extension_is_for_the_id_as_it_is_written() -> None:
    """
    Of ids that differ in capitals only, each has its own; one alone is meant however it is written.
    """
    dates = [DUE + timedelta(days=days) for days in (1, 2)]
    course = Course(name="", due=DUE, extensions=dict(zip(("ada", "Ada"), dates, strict=True)))

    assert dates == [course.due_for((name,)) for name in ("ada", "Ada")]
    assert dates[0] == Course(name="", extensions={"ada": dates[0]}).due_for(("ADA",))


def test_a_zone_of_the_course_comes_first() -> None:
    """
    Times that name no zone have that of the course, else that of the due date, else none.
    """
    assert ZoneInfo("UTC") == Course(name="", due=DUE, timezone="UTC").zone
    assert CET == Course(name="", due=DUE).zone
    assert Course(name="").zone is None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For all examples of a law; above other tests, its course.toml would mislead them."""
    return tmp_path_factory.mktemp("course")


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_file_is_a_course_or_a_sentence(folder: Path, content: bytes) -> None:
    """
    Whatever is in the file, nothing but a KitError is raised.
    """
    found = course_or_sentence(folder, content)

    assert "course.toml" in found if isinstance(found, str) else found.name.isprintable()


VALUES = st.recursive(
    st.sampled_from(
        [
            "3",
            "-1",
            "nan",
            "inf",
            "1e300",
            "true",
            '"best"',
            "2026-12-01",
            "23:59:00",
            "''",
            "2026-12-01T23:59:00",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
        ]
    ),
    lambda one: (
        st.lists(one, max_size=2).map(lambda many: f"[{', '.join(many)}]")
        | st.tuples(st.sampled_from(["days", "x", '"1.1"', "lesson_integral"]), one).map(
            lambda pair: f"{{{pair[0]} = {pair[1]}}}"
        )
    ),
    max_leaves=3,
)
KEYS = st.sampled_from(
    [
        "name",
        "secret",
        "due",
        "timezone",
        "grace",
        "attempts",
        "late",
        "late.days",
        "extensions",
        "extensions.ada",
        "points",
        'points."1.1"',
        "points.1.1",
        'points."1.1".lesson_integral',
        "x",
    ]
)


@given(st.lists(st.tuples(KEYS, VALUES), max_size=4))
def test_any_toml_is_a_course_that_counts_or_a_sentence(
    folder: Path, entries: list[tuple[str, str]]
) -> None:
    """
    Any value of any type at any place is refused by its line, or can be counted with.
    """
    text = "\n".join(f"{key} = {value}" for key, value in entries)
    found = course_or_sentence(folder, text)
    if isinstance(found, str):
        assert all(", line " in line for line in found.split("\n"))
    else:
        for due in filter(None, map(found.due_for, (("ada",), ("bob",)))):
            assert due.astimezone(UTC) + found.slack >= due


@pytest.mark.usefixtures("as_before")
def test_a_course_has_exercises_of_its_own(tmp_path: Path) -> None:
    """
    Once the course is read, only its exercises count; a name that none has is refused.
    """
    last = all_names()[-1]
    course_of(tmp_path, f'only = "{last}"')

    assert (last,) == spec_names()
    with pytest.raises(KitError, match="beginning with 'other'"):
        course_of(tmp_path, 'only = "other"')


def test_points_of_checks_load_no_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The outline says which checks there are, so nobody waits a second for NumPy and SymPy.
    """

    def fail(name: str) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(spec, "load_spec", fail)
    monkeypatch.setattr(spec, "all_checks", fail)
    course = course_of(tmp_path, '[points."1.1"]\nlesson_integral = 50\n')
    attempts = [Attempt(HandIn("ada", "", {}, 1), Report("ada", Status.REJECTED, "It is a link."))]
    more = grade_of(attempts, course).max_points - grade_of(attempts, Course("")).max_points

    assert 50 - dict(task_list()[0].checks)["test_lesson_integral"] == more
