"""
Earlier results in the folder of a batch.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.classroom.earlier import Earlier, forget_feedback, keep, left_out, refuse
from autograder.classroom.entries import Entry, Upload
from autograder.classroom.journal import open_journal
from autograder.grading.errors import KitError
from tests.classroom.fakes import report_of

FOLDER = (Upload(Path("folder"), "folder"),)
LINES = [
    {"submission": "ada", "name": "Ada", "status": "GRADED", "reason": "Why."},
    {"submission": "bob", "status": "REJECTED"},
    {"submission": "eve", "status": "NOT_SUBMITTED"},
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the results of three people, of whom one handed in nothing."""
    (tmp_path / "results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    return tmp_path


def test_whoever_handed_in_then_and_not_now_is_left_out(out: Path) -> None:
    """
    Only those are left out who had a result, and have no entry now under any of their names.
    """
    ada, bob = Earlier("ada", "Ada", "Why."), Earlier("bob", "", "")

    assert (ada, bob) == left_out(out, [Entry("ada", ()), Entry("eve", ())])
    assert (bob,) == left_out(out, [Entry("ada", FOLDER)])
    assert (bob,) == left_out(out, [Entry("ada", (), problem="Unclear.")])
    assert (ada,) == left_out(out, [Entry("s2", FOLDER, ("bob",))])


@pytest.mark.parametrize(
    ("inside", "is_left_out"),
    [((), True), ((".DS_Store",), True), (("new/",), True), ((".git",), False), (("x",), False)],
)
def test_an_empty_folder_is_no_submission(
    inside: tuple[str, ...], is_left_out: bool, out: Path
) -> None:
    """
    Somebody with a result, and now a folder with nothing in it that counts, is left out.
    """
    folder = out / "class" / "bob"
    folder.mkdir(parents=True)
    for name in inside:
        (folder / name).mkdir() if name.endswith("/") else (folder / name).touch()
    people = [Entry("ada", FOLDER), Entry("bob", (Upload(folder, "bob"),))]

    assert is_left_out == bool(left_out(out, people))


def test_feedback_goes_with_its_owner(out: Path) -> None:
    """
    Feedback of people who were in the class and are not any more is removed, and nothing else.
    """
    (out / "feedback").mkdir()
    names = [f"{one}.{kind}" for one in ("ada", "bob", "eve", "notes") for kind in ("txt", "html")]
    for name in names:
        (out / "feedback" / name).touch()
    forget_feedback(out, ["ada"])

    assert {*names[:2], *names[-2:]} == {path.name for path in (out / "feedback").iterdir()}


@pytest.mark.parametrize("content", [b"", b"\xff\n", b"[]\n", b'{"submission": 5\n', b"{}\n"])
def test_a_file_without_results_names_nobody(tmp_path: Path, content: bytes) -> None:
    """
    Without results, or with lines that are none, nobody is left out.
    """
    assert () == left_out(tmp_path, [])
    (tmp_path / "results.jsonl").write_bytes(content)

    assert () == left_out(tmp_path, [])


def test_the_question_names_ten() -> None:
    """
    The question is one printable line whoever is missing, and there is none if nobody is.
    """
    people = [Earlier(f"p{number}\x1b", "", "") for number in range(12)]
    refuse(Path("out"), [])

    with pytest.raises(KitError, match=r"12 .*p9.* and 2 more\. .*--add .*--replace") as caught:
        refuse(Path("out"), people)
    assert str(caught.value).isprintable()


def test_a_lost_verdict_cannot_be_kept(out: Path) -> None:
    """
    People who are kept have their newest verdict, name and remark; without one, the command stops.
    """
    with open_journal(out / "journal.sqlite") as journal:
        journal.commit(report_of("ada", "REJECTED", None, "Old.", key="one"))
        journal.commit(report_of("ada", "GRADED", None, "Why.", key="two"))
        keep([Earlier("ada", "Ada", "Why. Of a group.")], journal)
        (ada,) = journal.batch_members()
        with pytest.raises(KitError, match="no verdict on bob"):
            keep([Earlier("bob", "", "")], journal)

    assert ("GRADED", "Ada", "Of a group.") == (ada.status, ada.name, ada.remark)
