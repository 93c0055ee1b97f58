"""
A learner's file that hides a library is named, at each door.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.spec import PROJECT

CODE = {
    "plain": "x = 1\n",
    "circular": "from sympy import symbols\nfrom numpy import ones\nx = symbols('x')\n",
    "broken": "def f(:\n",
    "stops": "print(1 / 0)\n",
}
DOORS = {
    "pytest": ["-m", "pytest", "-p", "no:cacheprovider", "autograder", "-k", "1.1"],
    "command": ["-m", "autograder", "hint", "1.1"],
    "notebook": ["-c", "from autograder import check; check('1.1')"],
}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shadowed")
    for name in ("autograder", "exercises"):
        shutil.copytree(PROJECT / name, folder / name)
    return folder


def run(kit: Path, door: str, folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(kit), "AUTOGRADER_PROGRESS": "off"}
    command = [sys.executable, *DOORS[door]]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    return " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("name", "code"), [("sympy.py", "circular"), ("numpy.py", "plain")])
def test_a_file_that_hides_a_library_is_named(kit: Path, door: str, name: str, code: str) -> None:
    """Such a file in the project is named with what to do, and nothing is asked to be reported."""
    (kit / name).write_text(CODE[code])
    said = run(kit, door, kit)
    (kit / name).unlink()

    assert f"{name} hides the library {name[:-3]}" in said
    assert f"Rename it, for instance to my_{name}" in said
    assert "report" not in said
    assert "install it again" not in said


@pytest.mark.parametrize("code", ["broken", "stops"])
def test_it_may_hold_anything(kit: Path, code: str) -> None:
    """Whatever stops in the file, it is named."""
    (kit / "sympy.py").write_text(CODE[code])
    said = run(kit, "command", kit)
    (kit / "sympy.py").unlink()

    assert "sympy.py hides the library sympy" in said


def test_a_folder_and_a_module_of_python_hide_as_well(kit: Path) -> None:
    """A package beside the notebook hides its library, and fractions.py one of Python's own."""
    (kit / "exercises" / "sympy").mkdir()
    (kit / "exercises" / "sympy" / "__init__.py").touch()
    folder = run(kit, "notebook", kit / "exercises")
    (kit / "exercises" / "sympy" / "__init__.py").unlink()
    (kit / "exercises" / "fractions.py").write_text("def f():\n    return 1\n")
    module = run(kit, "notebook", kit / "exercises")
    (kit / "exercises" / "fractions.py").unlink()

    assert "sympy hides the library sympy" in folder
    assert "my_sympy, and" in folder
    assert "fractions.py hides the library fractions" in module
