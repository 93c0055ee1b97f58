"""
The wheel of a copy: its content, its name, and a notebook alone with nothing but it.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import wheel
from autograder.authoring.release import bundle, zip_of
from autograder.authoring.wheel import wheel_files, wheel_name
from autograder.grading.spec import PROJECT, spec_names
from tests.notebooks import Notebook, fill, named, read, source, worked, write
from tests.outline import EARNED

PROJECT_TABLE = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SMALL = {
    "LICENSE": b"MIT\n",
    "README.md": b"# Day 4\n",
    "autograder/__init__.py": b"",
    "autograder/hints/ex.txt": b"1.1\n",
    "exercises/ex.py": b"x = 1\n",
    "pyproject.toml": (PROJECT / "pyproject.toml").read_bytes(),
}
OTHER = b"""
[project]
name = "autograder"
version = "1"
description = "Another package"
license = "MIT"
requires-python = ">=3"
dependencies = []
scripts = {}
"""
RUN = """
import sys, nbformat
from nbclient import NotebookClient
node = nbformat.read("session.ipynb", 4)
NotebookClient(node, timeout=120, kernel_name="python3", allow_errors=True).execute()
nbformat.write(node, "session.ipynb")
"""
COMMANDS = {
    "autograder hint 2.1 1": "It passes now: 6 points are yours.",
    "autograder watch --once": "PASS  2.1",
    "autograder pack": "Still TODO: 2.2 point_gradient, 2.3 ",
    "pytest --pyargs autograder -k 2.1": "PASS  2.1",
}
"""What is typed beside a notebook alone, and what is read then."""
OFFLINE = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_IGNORE_INSTALLED": "1"}
"""The tests bring the other packages; pip takes them as settings, so a cell stays as printed."""


def info(name: str) -> str:
    return f"{wheel_name().removesuffix('-py3-none-any.whl')}.dist-info/{name}"


def first_code(path: Path) -> str:
    return next(source(cell) for cell in read(path)["cells"] if cell["cell_type"] == "code")


def test_it_is_the_package_of_the_copy() -> None:
    """
    A wheel has the package of a copy, byte for byte, pages about it, and nothing else.
    """
    made = wheel_files(SMALL)
    pages = "METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE", "RECORD"

    assert {"autograder/__init__.py", "autograder/hints/ex.txt", *map(info, pages)} == set(made)
    assert all(made[name] == SMALL[name] for name in made if name.startswith("autograder/"))
    assert info("RECORD") == list(made)[-1]


def test_pip_reads_what_pyproject_says() -> None:
    """
    Name, version, needs and command are those of pyproject.toml.
    """
    made = wheel_files(SMALL)
    said = message_from_bytes(made[info("METADATA")])

    assert [PROJECT_TABLE["name"], PROJECT_TABLE["version"]] == [said["Name"], said["Version"]]
    assert PROJECT_TABLE["dependencies"] == said.get_all("Requires-Dist")
    assert PROJECT_TABLE["requires-python"] == said["Requires-Python"]
    assert b"autograder = autograder.cli:main\n" in made[info("entry_points.txt")]


def test_the_record_holds() -> None:
    """
    Every file is on record with its hash and its size, the record itself without.
    """
    made = wheel_files(SMALL)
    lines = list(csv.reader(made[info("RECORD")].decode().splitlines()))
    digests = {name: hashlib.sha256(content).digest() for name, content in made.items()}

    assert [info("RECORD"), "", ""] == lines.pop()
    assert [
        [name, f"sha256={base64.urlsafe_b64encode(digests[name]).decode().rstrip('=')}", str(size)]
        for name, size in ((name, len(made[name])) for name in made)
    ][:-1] == lines


def test_an_installed_kit_knows_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A kit that was itself installed from a wheel gives the same name without a pyproject.toml.
    """
    name = wheel_name()
    monkeypatch.setattr(wheel, "PROJECT", tmp_path)
    monkeypatch.setattr("importlib.metadata.version", lambda _: PROJECT_TABLE["version"])

    assert name == wheel_name()
    assert re.fullmatch(r"day4_calculus_for_ml-[\d.]+-py3-none-any\.whl", name)


@pytest.mark.parametrize("page", ["README.md", "docs/authors.md", "docs/notebooks.md"])
def test_pages_name_this_wheel(page: str) -> None:
    """
    A page names the wheel as pip wants it now.
    """
    found = re.findall(r"[\w.-]+\.whl", (PROJECT / page).read_text(encoding="utf-8"))

    assert {wheel_name()} == {name for name in found if not name.startswith(".")}


@pytest.mark.parametrize(
    ("lies", "says"),
    [
        ("no kit", r"The checks are not installed here: .* new cell: %pip install {name}"),
        ("other", r"Another autograder is in the way, .*__init__\.py: .* uninstall -y autograder"),
        ("kit", ""),
    ],
)
def test_the_first_code_cell_looks_for_the_kit(
    lies: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """
    It says in one sentence that the kit is missing or hidden by another package and what to type,
    and nothing where all is well.
    """
    (first,) = {first_code(PROJECT / "exercises" / f"{name}.ipynb") for name in spec_names()}
    if lies == "no kit":
        monkeypatch.setitem(sys.modules, "autograder", None)
    if lies == "other":
        (tmp_path / "autograder").mkdir()
        (tmp_path / "autograder" / "__init__.py").write_text("TITLE = 'another'\n")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "autograder")
    exec(first, {})  # noqa: S102 -- our own cell
    shown = capsys.readouterr().out

    assert re.fullmatch(says.replace("{name}", re.escape(wheel_name())), shown.strip())
    assert shown.isascii()
    assert bool(says) == shown.count("\n")


class Alone:
    """A folder with a notebook in it, and an environment that has all packages but the kit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "alone"
        self.folder.mkdir()
        venv.create(folder / "env", with_pip=True, symlinks=True)
        self.bin = folder / "env" / "bin"
        (site,) = (folder / "env" / "lib").glob("*/site-packages")
        # Its packages come last, and no .pth file there is read, such as that of the kit itself.
        (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def pip(self, *arguments: str) -> None:
        command = [self.bin / "python", "-m", "pip", "-q", *arguments]
        subprocess.run(command, cwd=self.folder, env={**os.environ, **OFFLINE}, check=True)

    def command(self, name: str, *arguments: str) -> str:
        """What a command of the environment prints in the folder."""
        env = {**os.environ, "PATH": os.pathsep.join([str(self.bin), os.environ["PATH"]])}
        env.pop("PYTHONPATH", None)
        command = [self.bin / "python", "-m", name, *arguments]
        ended = subprocess.run(
            command, cwd=self.folder, env=env, check=False, capture_output=True, text=True
        )
        return ended.stdout + ended.stderr

    def run(self, notebook: Notebook, cells: list[Any]) -> list[str]:
        """Run these cells, or the texts of cells, in a new kernel; what each of them shows."""
        texts = [source(cell) if isinstance(cell, dict) else cell for cell in cells]
        made = [new_cell(f"c{number}", text) for number, text in enumerate(texts)]
        write(self.folder / "session.ipynb", {**notebook, "cells": made})
        env = {**os.environ, **OFFLINE, "AUTOGRADER_PROGRESS": "on", "CI": ""}
        env["PATH"] = os.pathsep.join([str(self.bin), os.environ["PATH"]])
        env.pop("PYTHONPATH", None)
        command = [self.bin / "python", "-c", RUN]
        subprocess.run(command, cwd=self.folder, env=env, check=True, capture_output=True)
        return [shown(cell) for cell in read(self.folder / "session.ipynb")["cells"]]


def new_cell(name: str, text: str) -> Notebook:
    known = {"cell_type": "code", "id": name, "metadata": {}, "outputs": []}
    return {**known, "execution_count": None, "source": text}


def shown(cell: Notebook) -> str:
    """What a cell shows, as text."""
    outputs = (o.get("text") or o.get("evalue") or o["data"]["text/plain"] for o in cell["outputs"])
    return "".join(part if isinstance(part, str) else "".join(part) for part in outputs)


@pytest.mark.sweep
@pytest.mark.skipif(os.name == "nt", reason="the environment is laid out otherwise")
def test_a_notebook_alone_with_the_wheel(tmp_path: Path) -> None:
    """
    In a fresh environment and a folder of its own, a notebook leads from another package of this
    name to the kit by what its first code cell says, and its checks and hints then work.
    """
    alone = Alone(tmp_path)
    other = tmp_path / "autograder-1-py3-none-any.whl"
    other.write_bytes(zip_of(wheel_files({**SMALL, "pyproject.toml": OTHER})))
    alone.pip("install", str(other))
    files = bundle()
    (alone.folder / wheel_name()).write_bytes(files[wheel_name()])
    notebook = json.loads(files["exercises/day4_ex2.ipynb"])
    bodies = worked(PROJECT / "solutions" / "day4_ex2.py")
    fill(notebook, {"2.1": bodies["2.1"]})
    ready = named(notebook, "ready")

    hidden, _ = alone.run(notebook, [ready, "%pip uninstall -y autograder"])
    assert hidden.endswith("run this in a new cell: %pip uninstall -y autograder\n")
    (missing,) = alone.run(notebook, [ready])
    install = missing.rpartition("new cell: ")[2].strip()
    assert f"%pip install {wheel_name()}" == install

    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names = [cell["id"] for cell in code]
    told = alone.run(notebook, [install, *code, "hint()", "hint()", "!autograder progress"])
    said = dict(zip(names, told[1:], strict=False))

    assert "" == said["ready"]
    assert "PASS  2.1  add_bias" in said["check-2-1"]
    assert "6 of 60 points. 1 of 4 tasks done." in said["check-all"]
    assert "Hint 1 of 3 for 2.2" in told[-3]
    assert "Hint 2 of 3 for 2.2" in told[-2]
    assert EARNED.format(6, 1) in told[-1]
    write(alone.folder / "day4_ex2.ipynb", notebook)
    (alone.folder / "session.ipynb").unlink()
    for command, says in COMMANDS.items():
        assert says in alone.command(*command.split())
    assert {"progress.txt", "day4_ex2.ipynb", "day4-handin.zip", wheel_name()} == {
        path.name for path in alone.folder.iterdir() if not path.name.startswith(".")
    }
