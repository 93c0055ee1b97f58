"""
Which file counts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from autograder.classroom import entries as limits
from autograder.classroom.choice import (
    ExerciseFile,
    Taken,
    choose,
    exercise_file,
    named_files,
    other_files,
)
from autograder.classroom.entries import FoundFile, Names, Refused
from autograder.grading.spec import PROJECT
from tests.classroom.rooms import BOTH, NAMES, ONE, TWO

STUB = b'def indefinite_integral(f, x):\n    """F."""\n    raise NotImplementedError("TODO 1.1")\n'
OTHER = ONE.replace(b"1", b"f")
SHIPPED = PROJECT / "exercises"


def notebook(*cells: str | list[str], outputs: Iterable[object] = (), number: int = 4) -> bytes:
    """A notebook of these code cells."""
    made = [{"cell_type": "code", "source": cell, "outputs": list(outputs)} for cell in cells]
    if number == 4:
        return json.dumps({"cells": made, "metadata": {}, "nbformat": 4}).encode()
    made = [{"cell_type": "code", "input": one["source"], "outputs": []} for one in made]
    return json.dumps({"worksheets": [{"cells": made}], "nbformat": 3}).encode()


def found(path: str, content: bytes = ONE, name: str = "day4_ex1.py") -> ExerciseFile:
    return exercise_file(PurePosixPath(path), name, content)


def files_of(files: dict[str, bytes]) -> list[FoundFile]:
    """Files as intake finds them."""
    return [FoundFile(PurePosixPath(p), len(c), lambda c=c: c) for p, c in files.items()]  # type: ignore[misc]


def taken(files: dict[str, bytes]) -> Taken:
    """What counts of these files of exercise 1, by whatever name."""
    names = Names(("day4_ex1",))
    done = [one.name for one in named_files(files_of(files), names) if one.is_ready]
    missing = names.missing(done)
    return choose(
        [*named_files(files_of(files), names), *other_files(files_of(files), names, missing)]
    )


def test_the_highest_file_counts() -> None:
    """
    Of two files of one name the one nearer to the top is taken, and the other is named.
    """
    files = [found("a/day4_ex1.py", OTHER), found("day4_ex1.py", ONE)]

    assert {"day4_ex1.py": ONE} == choose(files).files
    assert "a/day4_ex1.py holds work, too" in choose(files).remarks[0]


@pytest.mark.parametrize("folder", ["exercises", "Exercises"])
@pytest.mark.parametrize("work", [ONE, STUB])
def test_a_checkout_is_understood(work: bytes, folder: str) -> None:
    """
    In a copy of the whole kit the file in exercises/ is the learner's, even if it is untouched.
    """
    files = [
        found("kit/solutions/day4_ex1.py", OTHER),
        found(f"kit/{folder}/day4_ex1.py", work),
        found("kit/tests/submissions/right/other.py", OTHER),
    ]

    assert ({"day4_ex1.py": work}, ()) == (choose(files).files, choose(files).remarks)
    assert taken({"day4_ex1.py": work}).idle == choose(files).idle


def test_solutions_may_be_the_learners_own_folder() -> None:
    """
    Without exercises/ beside it a folder is not the kit's, whatever it is called.
    """
    assert {"day4_ex1.py": ONE} == choose([found("solutions/day4_ex1.py")]).files


def test_the_plain_name_counts() -> None:
    """
    Of a file and its numbered copies, the file with the plain name is taken.
    """
    files = [found("day4_ex1 (1).py", OTHER), found("day4_ex1.py", ONE)]

    assert {"day4_ex1.py": ONE} == choose(files).files


def test_equal_copies_are_one() -> None:
    """
    Files with the same code count as one, however their lines end and whatever a notebook shows.
    """
    windows = ONE.replace(b"\n", b"\r\n")
    shown = notebook(ONE.decode(), outputs=["1"])
    files = [found("day4_ex1 (1).py"), found("day4_ex1 (2).py", windows)]
    books = [
        found(f"a{k}.ipynb", c, "day4_ex1.ipynb")
        for k, c in enumerate([shown, notebook(ONE.decode())])
    ]

    assert {"day4_ex1.py": ONE} == choose(files).files
    assert {"day4_ex1.ipynb": shown} == choose(books).files


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("a/day4_ex1.py", "b/day4_ex1.py"),
        ("day4_ex1 (1).py", "day4_ex1 (2).py"),
        ("Copy of day4_ex1.py", "mine.py"),
        ("day4_ex1 - Copy.py", "old/day4_ex1 - Copy.py"),
    ],
)
@pytest.mark.parametrize("stub", [{}, {"day4_ex1.py": STUB}])
def test_two_candidates_are_refused(one: str, two: str, stub: dict[str, bytes]) -> None:
    """
    If neither of two works takes precedence, both are named, and so is what to do.
    """
    with pytest.raises(Refused, match=r"2 different files .* which one counts\? Hand in") as caught:
        taken({**stub, one: ONE, two: OTHER})
    assert f"({one}, {two})" in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        *("day4_ex1 (1).py", "day4_ex1-1.py", "day4_ex1 - Copy.py", "Copy of day4_ex1.py"),
        *("day4_ex1.py.txt", "integrals.PY", "done/day4_ex1.py", "a/b/my day4_ex1.py"),
        *("day4_ex1-Copy1.ipynb", "day4_ex1.ipynb", "Copy of day4_ex1.ipynb", "x.ipynb.txt"),
        *("day4_ex1.txt", "Day4_ex1 (1).TXT", "day4_ex1.pyw", "day4_ex1.ipynb.json"),
    ],
)
@pytest.mark.parametrize(
    "plain",
    [
        STUB,
        b"",
        b"# mine\n",
        b"\n \n",
        ONE.decode().encode("utf-16"),
        b"\0\xff",
        b"{",
        notebook(""),
    ],
    ids=["stub", "empty", "comment", "blank", "utf-16", "binary", "broken", "notebook"],
)
def test_work_beside_a_file_without_any_is_found(name: str, plain: bytes) -> None:
    """
    Where the plain file holds no work, the file beside it that does is taken, and this is said.
    """
    work = notebook(ONE.decode()) if "ipynb" in name else ONE
    choice = taken({"day4_ex1.py": plain, name: work})

    assert [work] == list(choice.files.values())
    lacks = "cannot be read" if plain.startswith(b"\xff\xfe") else "holds no work"
    assert (f"Graded: {name}, because day4_ex1.py {lacks}.",) == choice.remarks


CUT = notebook(ONE.decode())[:-30]
INDENTED = json.dumps(json.loads(notebook(ONE.decode().splitlines(keepends=True))), indent=1)


@pytest.mark.parametrize(
    ("name", "damaged"),
    [
        ("day4_ex1 - Copy.py", ONE.decode().encode("utf-16")),
        ("integrals.py.txt", ONE.decode().encode("utf-16")),
        ("day4_ex1.ipynb", notebook(ONE.decode()).decode().encode("utf-16")),
        ("day4_ex1.ipynb", CUT),
        ("mine.ipynb", INDENTED[:-40].encode()),
        ("day4_ex1.ipynb", b"<<<<<<< HEAD\n" + INDENTED.encode()),
    ],
    ids=["copy", "other", "notebook", "cut", "indented", "conflict"],
)
def test_work_that_cannot_be_read_is_not_hidden_by_a_stub(name: str, damaged: bytes) -> None:
    """
    Where no file that can be read holds work, a damaged one that does is taken, so that its owner
    is told to save it again rather than that nothing was written.
    """
    choice = taken({"day4_ex1.py": STUB, name: damaged})
    other = taken({"day4_ex1.py": STUB, name: damaged, "z.py": OTHER})

    assert [damaged] == list(choice.files.values())
    assert (f"Graded: {name}, because day4_ex1.py holds no work.",) == choice.remarks
    assert [OTHER] == list(other.files.values())


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("day*.*")), ids=lambda path: path.name)
def test_what_is_shipped_is_idle(path: Path) -> None:
    """
    An exercise as it was handed out is nothing but stubs, whatever helpers are written in it, so
    that it takes nothing away that was handed in before.
    """
    name = path.name
    commented = path.read_bytes() + b"# mine\n" * (path.suffix == ".py")

    assert {path.stem} == choose([found(name, commented, name)]).idle
    assert frozenset() == choose([found("day4_ex1.py", ONE)]).idle


@pytest.mark.parametrize("empty", [b"", b"\n", b"\xef\xbb\xbf"])
def test_a_notebook_of_no_bytes_is_one_without_code(empty: bytes) -> None:
    """
    A notebook that a full disk left empty is read as one in which nothing was written.
    """
    choice = taken({"day4_ex1.ipynb": empty})

    assert [] == json.loads(choice.files["day4_ex1.ipynb"])["cells"]
    assert {"day4_ex1"} == choice.idle


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["day4_ex1.py", "day4_ex1.ipynb"])
def test_what_was_shipped_may_be_in_utf_16(name: str, encoding: str) -> None:
    """
    A stub that was saved in UTF-16 is still a stub, to be read like any other; work is not.
    """
    content = (SHIPPED / name).read_bytes()
    again = exercise_file(PurePosixPath(name), name, content.decode().encode(encoding))
    work = ONE.decode().encode("utf-16")

    assert exercise_file(PurePosixPath(name), name, content) == again
    assert again.is_stub
    assert work == exercise_file(PurePosixPath(name), "day4_ex1.py", work).content


@pytest.mark.parametrize("ending", ["py", "ipynb"])
def test_what_was_shipped_is_settled(ending: str) -> None:
    """
    A stub need not be named among the files that may hold work; a damaged file has to be.
    """
    shipped = (SHIPPED / f"day4_ex2.{ending}").read_bytes()
    stub = exercise_file(PurePosixPath(f"a/day4_ex2.{ending}"), f"day4_ex2.{ending}", shipped)
    cut = exercise_file(PurePosixPath("day4_ex2.ipynb"), "day4_ex2.ipynb", b"{")

    assert (True, False) == (stub.is_stub, cut.is_stub)
    work = exercise_file(PurePosixPath("x.py"), "day4_ex2.py", TWO)
    assert stub.path in choose([work, stub]).settled


def test_a_damaged_stub_is_no_work() -> None:
    """
    A notebook as it was shipped, cut off, is not taken for work in the place of the script.
    """
    shipped = (SHIPPED / "day4_ex1.ipynb").read_bytes()[:-40]

    assert {"day4_ex1.py": STUB} == taken({"day4_ex1.py": STUB, "day4_ex1.ipynb": shipped}).files


@pytest.mark.parametrize(
    "name", ["Copy of day4_ex1.py", "day4_ex1.py.txt", "sgd/ex.py", "day4_ex1.txt"]
)
def test_work_under_another_name_alone_is_found(name: str) -> None:
    """
    A file under another name counts alone, too, and the remark says what is missing.
    """
    choice = taken({name: ONE})

    assert {"day4_ex1.py": ONE} == choice.files
    assert (f"Graded: {name}, because day4_ex1.py is missing.",) == choice.remarks


@pytest.mark.parametrize(
    "name", ["day4_ex1.py", "DAY4_EX1.PY", "day4_ex1-2.py", "a/day4_ex1.ipynb"]
)
def test_what_a_platform_calls_it_needs_no_remark(name: str) -> None:
    """
    A single file under the name of the exercise, numbered or not, needs no remark.
    """
    assert () == taken({name: notebook(ONE.decode()) if "ipynb" in name else ONE}).remarks


@pytest.mark.parametrize("plain", [ONE, ONE.replace(b"x)", b"x")], ids=["whole", "half-written"])
@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        *(("Copy of day4_ex1.py", True), ("day4_ex1 - Copy.PY", True), ("day4_ex1.py.txt", True)),
        *(("day4_ex1 (1).py", True), ("mine.py", False), ("day4_ex2.py", False)),
    ],
)
def test_a_copy_of_work_is_told(plain: bytes, name: str, is_told: bool) -> None:
    """
    A file with the name of the exercise in its own that holds other work is named, even if Python
    cannot read the plain file; a file of any other name is not looked at.
    """
    choice = taken({"day4_ex1.py": plain, name: OTHER})

    assert {"day4_ex1.py": plain} == choice.files
    assert is_told is any(f" {name} holds work, too" in remark for remark in choice.remarks)
    assert () == taken({"day4_ex1.py": plain, name: plain}).remarks


def test_a_stub_behind_the_work_needs_no_remark() -> None:
    """
    Untouched copies of what is graded are not worth a word.
    """
    choice = taken({"day4_ex1.py": ONE, "day4_ex1 (1).py": STUB})

    assert ({"day4_ex1.py": ONE}, ()) == (choice.files, choice.remarks)


@pytest.mark.parametrize("script", [ONE, ONE.replace(b"x)", b"x")], ids=["whole", "half-written"])
def test_a_script_comes_before_its_notebook(script: bytes) -> None:
    """
    A script in which somebody has begun counts, even half-written, and its notebook is named.
    """
    choice = taken({"day4_ex1.py": script, "day4_ex1.ipynb": notebook(OTHER.decode())})

    assert {"day4_ex1.py": script} == choice.files
    assert len(choice.remarks) == 1
    assert choice.remarks[0].startswith("Graded: day4_ex1.py. day4_ex1.ipynb holds work, too; ")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (ONE, (True, False)),
        (STUB, (False, True)),
        (STUB + OTHER, (True, False)),
        (STUB.replace(b"    raise", b"    return f\n    raise"), (True, False)),
        (STUB.replace(b'"""F."""', b"r'''F.\n\n    raise'''\n\n"), (False, True)),
        (STUB.replace(b'    """F."""\n', b""), (False, True)),
        (STUB.replace(b'"""F."""', b"'F.'"), (False, True)),
        (STUB.replace(b'"""F."""', b'"""F.'), (True, False)),
        (STUB + b"def make_data():\n    return 1\n", (False, False)),
        (b"", (False, True)),
        (b"\xef\xbb\xbf# -*- coding: utf-8 -*-\n", (False, True)),
        (b"print(1)\n", (False, False)),
        (b"def indefinite_integrall(f, x):\n    return f\n", (False, False)),
        (b"# def indefinite_integral(f, x):\n", (False, True)),
        (b"async def indefinite_integral(f, x): ...", (True, False)),
        (notebook(ONE.decode()), (True, False)),
        (notebook(ONE.decode().splitlines(keepends=True), "x = 1"), (True, False)),  # type: ignore[arg-type]
        (notebook(ONE.decode(), number=3), (True, False)),
        (b"\xef\xbb\xbf" + notebook(ONE.decode()), (True, False)),
        (notebook(STUB.decode(), number=3), (False, True)),
        (
            notebook(ONE.decode()).replace(b'"metadata": {}', b'"metadata": {"a": NaN}'),
            (True, False),
        ),
        ((SHIPPED / "day4_ex1.py").read_bytes(), (False, False)),
        ((SHIPPED / "day4_ex1.ipynb").read_bytes(), (False, True)),
    ],
)
def test_work_is_told_from_stubs(content: bytes, expected: tuple[bool, bool]) -> None:
    """
    Work is more functions than stubs; idle is a file with nothing but stubs and comments.
    """
    file = found("day4_ex1.py", content)

    assert expected == (file.holds_work, file.written.is_idle)


def test_work_is_told_in_no_time() -> None:
    """
    A file with very many functions and unclosed docstrings is read at once.
    """
    start = time.process_time()
    found("day4_ex1.ipynb", notebook('def f():\n """' * 110_000), "day4_ex1.ipynb")
    found("day4_ex1.py", b"def " * 65_000)
    found("day4_ex1.py", b'def f():\n """' * 18_000)

    assert time.process_time() - start < 2


def test_a_notebook_is_measured_by_its_code() -> None:
    """
    Pictures do not make a notebook too large: they are dropped, and its code stays; code does.
    """
    name, picture = "day4_ex1.ipynb", [{"data": "A" * (3 * limits.MIB)}]
    large = found(name, notebook(ONE.decode(), "x", outputs=picture), name)
    small = found(name, notebook(ONE.decode(), "x"), name)
    old = notebook(ONE.decode(), number=3).replace(
        b'"outputs": []', b'"outputs": ["%s"]' % (b"A" * 2**22)
    )

    assert large.written.digest == small.written.digest
    assert [ONE.decode(), "x"] == [one["source"] for one in json.loads(large.content)["cells"]]
    assert [ONE.decode()] == [
        one["source"] for one in json.loads(found(name, old, name).content)["cells"]
    ]
    for content in (notebook("x" * (2 * limits.MIB + 1)), b"{" + b"x" * (2 * limits.MIB)):
        with pytest.raises(Refused, match=r"day4_ex1.ipynb is larger than 2 MiB"):
            found(name, content, name)


def test_no_more_is_held_than_fits() -> None:
    """
    Copies of the exercises are read up to a sum, and the first one too many is refused.
    """
    size, name = limits.SOURCE[".ipynb"], "day4_ex1.ipynb"
    most = limits.TAKEN // size
    files = [found(f"{k}/{name}", b"x" * size, name) for k in range(most + 1)]

    assert {name: b"x" * size} == choose(files[:most]).files
    with pytest.raises(Refused, match="more than 16 MiB"):
        choose(iter(files))


def test_work_on_another_exercise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file called like an exercise that asks for a function of the same name is no work on this.
    """
    monkeypatch.setattr("autograder.classroom.choice.rivals", lambda _: ("day8_ex1",))

    assert {} == taken({"Day8_Ex1 (2).py": ONE}).files
    assert {"day4_ex1.py": ONE} == taken({"day7_ex1.py": ONE}).files


def test_no_more_is_looked_at_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Scripts of other names are read up to a sum, too, and what is too large for work is not.
    """
    monkeypatch.setattr("autograder.classroom.choice.READ", 1000)
    large = {"x.py": b"x" * (limits.FILE[".py"] + 1), "y.csv": b"y" * 1001}
    names = Names(("day4_ex1",))

    assert [] == list(other_files(files_of(large | {"a.py": b"a" * 1000}), names, ["day4_ex1"]))
    with pytest.raises(Refused, match="of scripts and notebooks; hand in the exercises alone"):
        list(other_files(files_of({"a.py": b"a" * 1000, "b.py": b"b"}), names, ["day4_ex1"]))


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"x" * (256 * limits.KIB + 1), "day4_ex1.py", "larger than 256 KiB"),
        (b"x" * (16 * limits.MIB + 1), "day4_ex1.ipynb", r"larger than 16 MiB\. Clear its outputs"),
    ],
    ids=["script", "notebook"],
)
def test_what_is_too_large_is_not_read(content: bytes, name: str, reason: str) -> None:
    """
    A file under the name of an exercise that is too large is refused unread.
    """

    def read() -> bytes:
        pytest.fail("it was read")

    with pytest.raises(Refused, match=reason):
        list(named_files([FoundFile(PurePosixPath(name), len(content), read)], NAMES))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "day4_ex1.py"),
        (b"x" * (256 * limits.KIB), "day4_ex1.py"),
        (b"x" * (2 * limits.MIB), "day4_ex1.ipynb"),
        ("x = '\u00e9'".encode(), "day4_ex1.py"),
        ("x = '\u00e9'".encode("latin-1"), "day4_ex1.py"),
        ("x = 1".encode("utf-16"), "day4_ex1.py"),
        (b"\xef\xbb\xbfx = 1\r\n", "day4_ex1.py"),
        (notebook(ONE.decode()), "day4_ex1.py"),
        (ONE, "day4_ex1.ipynb"),
    ],
    ids=["empty", "limit", "notebook", "accent", "latin-1", "utf-16", "windows", "as-py", "as-nb"],
)
def test_source_is_taken_byte_for_byte(content: bytes, name: str) -> None:
    """
    What is inside the limits is passed on unchanged, whatever it is: Python has the last word.
    """
    assert {name: content} == choose([found(name, content, name)]).files


def test_one_file_may_hold_both_exercises() -> None:
    """
    Functions of the other exercise in a file are found there, and the remark says so.
    """
    files = files_of({"day4_ex1.py": ONE + TWO})
    choice = choose([*named_files(files, NAMES), *other_files(files, NAMES, ["day4_ex2"])])

    assert dict.fromkeys(BOTH, ONE + TWO) == choice.files
    assert ("Graded: day4_ex1.py, because day4_ex2.py is missing.",) == choice.remarks
