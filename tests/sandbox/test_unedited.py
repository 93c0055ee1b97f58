"""Exercises that were handed in as they were shipped."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.grading.files import shipped_stub
from autograder.grading.loading import load
from autograder.grading.source import FileSource, spot_of
from autograder.grading.spec import all_checks, functions_asked
from autograder.sandbox.folders import PACKAGE
from autograder.sandbox.supervisor import Report, Supervisor
from autograder.sandbox.unedited import is_as_shipped, unedited_stubs

EXERCISE = "day4_ex2"
SCRIPT = f"{EXERCISE}.py"
SHIPPED = shipped_stub(PACKAGE, EXERCISE, ".py").read_bytes()
ASKED = functions_asked(all_checks())
COMMENT = b"# Ada Lovelace\n\n"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({SCRIPT: SHIPPED}, id="as-shipped"),
        pytest.param({SCRIPT: SHIPPED.replace(b"\n", b"\r\n")}, id="from-windows"),
        pytest.param({SCRIPT: SHIPPED, "day4_ex1.py": b"x"}, id="beside-another"),
        pytest.param({SCRIPT: COMMENT + SHIPPED}, id="signed"),
        pytest.param({SCRIPT: SHIPPED.replace(b"\n", b"\r")}, id="from-an-old-mac"),
        pytest.param({SCRIPT: SHIPPED.decode().encode("utf-16")}, id="utf-16"),
        pytest.param({SCRIPT: SHIPPED.decode().encode("utf-16-le")}, id="without-a-mark"),
    ],
)
def test_a_shipped_script_is_unedited(files: Mapping[str, bytes]) -> None:
    """
    A script counts as unedited whatever its line ends, its comments and its encoding are.
    """
    assert set(ASKED[EXERCISE]) <= set(unedited_stubs(EXERCISE, files) or {})


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({SCRIPT: SHIPPED + b"x = 1\n"}, id="a-line-more"),
        pytest.param({SCRIPT: SHIPPED.replace(b"raise", b"Raise", 1)}, id="a-letter"),
        pytest.param({SCRIPT: SHIPPED.replace(b"    raise", b"  raise", 1)}, id="a-space"),
        pytest.param({SCRIPT: SHIPPED, "day4_ex2.ipynb": b""}, id="with-a-notebook"),
        pytest.param({"day4_ex2.ipynb": SHIPPED}, id="a-notebook"),
        pytest.param({"day4_ex1.py": SHIPPED}, id="under-another-name"),
        pytest.param({SCRIPT: b"# coding: rot13\n" + SHIPPED}, id="another-encoding"),
        pytest.param({SCRIPT: SHIPPED + b"# \xff\n"}, id="not-in-utf-8"),
        pytest.param({SCRIPT: SHIPPED + b"# \0\n"}, id="a-null"),
        pytest.param({SCRIPT: SHIPPED + b"\x0b\n"}, id="an-odd-space"),
        pytest.param({SCRIPT: b""}, id="empty"),
        pytest.param({}, id="nothing"),
    ],
)
def test_a_runner_looks_at_all_else(files: Mapping[str, bytes]) -> None:
    """
    Code that differs, another file of the exercise, or text that Python may not read is run.
    """
    assert unedited_stubs(EXERCISE, files) is None


def test_an_exercise_without_an_original_is_never_unedited() -> None:
    """
    Where no original is kept, a runner looks at every file.
    """
    assert unedited_stubs("day4_ex9", {"day4_ex9.py": b""}) is None


LINES = st.one_of(
    st.text(" \t\f\v"),
    st.binary(max_size=12).map(lambda text: "#" + text.decode("latin-1")),
    st.text(max_size=12).map("  # {}".format),
    st.sampled_from(
        ["# coding: ascii", "# vim: set fileencoding=latin-1 :", "#!python", "x", '"""']
    ),
)


@given(st.lists(st.tuples(st.integers(0, 250), LINES), max_size=4))
@example([(0, "# coding: rot13")])
@example([(1, "\x0b")])
@example([(3, "# \xa0"), (100, "#\r#")])
def test_what_counts_as_unedited_is_all_stubs(
    tmp_path_factory: pytest.TempPathFactory, added: list[tuple[int, str]]
) -> None:
    """
    Whatever lines are put in: a script that counts as unedited loads, and its functions are stubs
    at the lines that it names.
    """
    lines = SHIPPED.split(b"\n")
    for place, text in added:
        lines.insert(min(place, len(lines)), text.encode("utf-8", "surrogatepass"))
    content = b"\n".join(lines)
    described = unedited_stubs(EXERCISE, {SCRIPT: content})
    if described is None:
        return
    path = tmp_path_factory.getbasetemp() / SCRIPT
    path.write_bytes(content)
    loaded = load(path, "unedited")

    assert (None, ()) == (loaded.unreadable, loaded.stops)
    assert all(loaded.has_stub(function) for function in ASKED[EXERCISE])
    for function in ASKED[EXERCISE]:
        spot = spot_of(FileSource(path), function)
        assert spot is not None
        assert spot.line == described[function]


NOTEBOOK = shipped_stub(PACKAGE, EXERCISE, ".ipynb").read_bytes()


def saved(notebook: bytes) -> bytes:
    """A notebook that was run and saved: with outputs, and in other bytes."""
    found = json.loads(notebook)
    for cell in found["cells"]:
        if cell["cell_type"] == "code":
            cell.update(execution_count=7, outputs=[{"output_type": "stream", "text": "hello"}])
    return json.dumps(found).encode()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({SCRIPT: SHIPPED}, True),
        ({f"{EXERCISE}.ipynb": NOTEBOOK}, True),
        ({f"{EXERCISE}.ipynb": saved(NOTEBOOK)}, True),
        ({f"{EXERCISE}.ipynb": NOTEBOOK.replace(b"raise NotImpl", b"raise NoImpl")}, False),
        ({"day4_ex9.ipynb": NOTEBOOK}, False),
        ({"day4_ex9.ipynb": b"{}"}, False),
        ({SCRIPT: COMMENT + SHIPPED}, True),
        ({SCRIPT: SHIPPED, "day4_ex1.py": SHIPPED}, False),
        ({SCRIPT: SHIPPED, "day4_ex2.ipynb": b"{}"}, False),
    ],
)
def test_a_submission_is_as_shipped_if_all_its_files_are(
    files: Mapping[str, bytes], *, expected: bool
) -> None:
    """
    One file that was written into, or whose original is another, is enough to look.
    """
    assert expected is is_as_shipped(files)


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
@pytest.mark.parametrize("above", [b"", COMMENT], ids=["as-shipped", "signed"])
def test_a_runner_would_say_the_same(
    sandbox: Supervisor, monkeypatch: pytest.MonkeyPatch, above: bytes
) -> None:
    """
    An unedited submission gets the verdict that running it gives, and nothing of it is run.
    """
    files = {
        f"{exercise}.py": above + shipped_stub(PACKAGE, exercise, ".py").read_bytes()
        for exercise in ASKED
    }
    runner = sandbox._idle.queue[0].runner
    before = runner.count
    spared = sandbox.grade(files, "seed", "ada")
    spared_runners = runner.count - before
    # The module as this sandbox knows it: a test of pytest itself may have imported it twice.
    job = sandbox.grade.__globals__["GradingJob"]
    monkeypatch.setitem(job.unedited.func.__globals__, "unedited_stubs", lambda *_: None)
    run = sandbox.grade(files, "seed", "ada")

    assert spared_runners == 0 < runner.count - before
    assert without_costs(run) == without_costs(spared)


def without_costs(graded: Report) -> Report:
    """All but what it took."""
    return replace(graded, seconds=0.0, cpu=0.0, memory=0)
